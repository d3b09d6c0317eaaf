/** Where ids and secrets come from: the platform's randomness, or a named sequence that repeats. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** Length of the random part of an id, as the provider has it. */
const ID_CHARS = 27
/** Length of the random part of a secret. */
const SECRET_CHARS = 43

export interface RandomSource {
  /** A fresh id such as `user_…`. */
  id(prefix: string): string
  /** A fresh secret: longer than an id. */
  secret(prefix: string): string
  /** That many decimal digits, for people to type. */
  digits(length: number): string
  /** Starts a named sequence from its beginning. Random ids stay random. */
  restart(): void
}

/** @param name With a name, the same calls give the same ids in every run: for snapshots. Such secrets can be guessed. */
export function createRandom(name: string | null): RandomSource {
  let next = name === null ? null : namedSequence(name)
  const draw = (length: number): Uint8Array => {
    const sequence = next
    return sequence === null
      ? crypto.getRandomValues(new Uint8Array(length))
      : Uint8Array.from({ length }, () => sequence() & 0xff)
  }
  const text = (length: number): string => Array.from(draw(length), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return {
    id: (prefix) => prefix + text(ID_CHARS),
    secret: (prefix) => prefix + text(SECRET_CHARS),
    digits: (length) => Array.from(draw(length), (byte) => String(byte % 10)).join(''),
    restart: () => {
      if (name !== null) next = namedSequence(name)
    },
  }
}

/** Whole numbers of 32 bits, by xmur3 into mulberry32: small, well mixed, and the same everywhere. No cryptography. */
export function namedSequence(name: string): () => number {
  let state = 1_779_033_703 ^ name.length
  for (const char of name) {
    state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 3_432_918_353)
    state = (state << 13) | (state >>> 19)
  }
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}
