/**
 * Settings room. Publishable key → the cookie names of the instance, and whether a cookie is one of the protocol's. Pure.
 *
 * The suffix is a SHA-1, computed synchronously. It keeps two instances on one host apart and protects nothing. WebCrypto would answer with a
 * promise, and then no request could be decided without waiting.
 *
 * @see protocol.md 1.5, 2.1; RFC 3174 §6.1
 */
import { toBase64Url, toUtf8Bytes } from '../foundation/bytes.ts'
import {
  ACTIVE_CONTEXT_COOKIE,
  CLIENT_COOKIE,
  CLIENT_UAT_COOKIE,
  DEV_BROWSER_COOKIE,
  HANDSHAKE_COOKIE,
  HANDSHAKE_NONCE_COOKIE,
  REDIRECT_COUNT_COOKIE,
  REFRESH_COOKIE,
  SESSION_COOKIE,
} from '../wire/query.ts'

/** The cookie names of this instance, both forms where both are read. */
export interface CookieNames {
  readonly suffix: string
  readonly session: string
  readonly clientUat: string
  readonly devBrowser: string
  readonly refresh: string
}

/** The first eight characters of the key's SHA-1 in base64url: enough to keep two instances on one host apart. */
export function toCookieSuffix(publishableKey: string): string {
  return toBase64Url(toSha1(toUtf8Bytes(publishableKey))).slice(0, 8)
}

/** The suffixed names of an instance's cookies. The plain ones are constants of the wire room. */
export function toCookieNames(publishableKey: string): CookieNames {
  const suffix = toCookieSuffix(publishableKey)
  return {
    suffix,
    session: `${SESSION_COOKIE}_${suffix}`,
    clientUat: `${CLIENT_UAT_COOKIE}_${suffix}`,
    devBrowser: `${DEV_BROWSER_COOKIE}_${suffix}`,
    refresh: `${REFRESH_COOKIE}_${suffix}`,
  }
}

const PLAIN_NAMES: readonly string[] = [
  SESSION_COOKIE,
  CLIENT_UAT_COOKIE,
  REFRESH_COOKIE,
  DEV_BROWSER_COOKIE,
  HANDSHAKE_COOKIE,
  HANDSHAKE_NONCE_COOKIE,
  REDIRECT_COUNT_COOKIE,
  ACTIVE_CONTEXT_COOKIE,
  CLIENT_COOKIE,
]

/** Whether a cookie belongs to the protocol and, if suffixed, to this instance. */
export function isProtocolCookie(name: string, names: CookieNames): boolean {
  return (
    PLAIN_NAMES.includes(name) ||
    name === names.session ||
    name === names.clientUat ||
    name === names.refresh ||
    name === names.devBrowser
  )
}

/** The same on the way to the Frontend API and back, which names its own cookie by the instance as well. */
export function isFrontendApiCookie(name: string, names: CookieNames): boolean {
  return isProtocolCookie(name, names) || name === `${CLIENT_COOKIE}_${names.suffix}`
}

/** The 20-byte digest of a message. */
export function toSha1(message: Uint8Array): Uint8Array {
  const words = toPaddedWords(message)
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0])
  const schedule = new Uint32Array(80)
  for (let block = 0; block < words.length; block += 16) mixBlock(state, schedule, words, block)

  const digest = new Uint8Array(20)
  const view = new DataView(digest.buffer)
  state.forEach((word, index) => view.setUint32(index * 4, word))
  return digest
}

function toPaddedWords(message: Uint8Array): Uint32Array {
  const padded = new Uint8Array(((message.length + 8) >> 6) * 64 + 64)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 4, message.length * 8)
  return Uint32Array.from({ length: padded.length / 4 }, (_, index) => view.getUint32(index * 4))
}

function mixBlock(state: Uint32Array, schedule: Uint32Array, words: Uint32Array, block: number): void {
  const at = (array: Uint32Array, index: number): number => array[index] ?? 0
  for (let t = 0; t < 80; t++) {
    schedule[t] =
      t < 16
        ? at(words, block + t)
        : rotate(at(schedule, t - 3) ^ at(schedule, t - 8) ^ at(schedule, t - 14) ^ at(schedule, t - 16), 1)
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
  for (let t = 0; t < 80; t++) {
    const [mixed, constant] =
      t < 20
        ? [(b & c) | (~b & d), 0x5a827999]
        : t < 40
          ? [b ^ c ^ d, 0x6ed9eba1]
          : t < 60
            ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
            : [b ^ c ^ d, 0xca62c1d6]
    const next = (rotate(a, 5) + mixed + e + constant + at(schedule, t)) >>> 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  ;[a, b, c, d, e].forEach((word, index) => {
    state[index] = at(state, index) + word
  })
}

function rotate(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0
}
