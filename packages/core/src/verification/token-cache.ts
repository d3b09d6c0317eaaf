/**
 * Verification room. Tokens whose signature was good → found again without checking it again. Does not wait.
 *
 * Two generations: new tokens go into the young one; when it is full it becomes the old one, and what was old is dropped at once. A token
 * that is found in the old one moves over. So the most recent half is always kept, and nothing is sorted or scanned.
 *
 * @see performance.md (verified-token cache); threats.md 66
 */
import { MAX_KEPT_HEADERS, TOKEN_CACHE_MAX_BYTES, TOKEN_TAIL_CHARS } from '../wire/limits.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { VerificationKey } from './verification-key.ts'

/** A token whose signature `key` made. */
interface KnownToken {
  readonly peeked: PeekedToken
  readonly key: VerificationKey
}

/** What is kept of an instance's tokens. */
export interface TokenCache {
  /** The token, if exactly this text is kept. */
  find(token: string): KnownToken | null
  /** A header that stood in a kept token, by its text. Nearly all tokens of an instance have the same. */
  readonly findHeader: (headerPart: string) => PeekedToken['header'] | null
  /** Keeps a token. The caller has verified its signature. */
  keep(token: PeekedToken, key: VerificationKey): void
}

/** A header, and the text that spells it. */
interface KnownHeader {
  readonly part: string
  readonly header: PeekedToken['header']
}

interface Generation {
  readonly tokens: Map<string, KnownToken>
  bytes: number
}

/** The end of a token that names it in a map. Cheaper to hash than the whole; compare the whole afterwards. */
export function toTail(token: string): string {
  return token.slice(-TOKEN_TAIL_CHARS)
}

/** @param maxEntries How many tokens are kept at most. 0 keeps none. */
export function createTokenCache(maxEntries: number): TokenCache {
  const generationSize = Math.max(1, Math.floor(maxEntries / 2))
  const generationBytes = TOKEN_CACHE_MAX_BYTES / 2
  const headers: KnownHeader[] = []
  let young: Generation = { tokens: new Map(), bytes: 0 }
  let old: Generation = { tokens: new Map(), bytes: 0 }
  // What was asked for last, known or not: taking a token apart and verifying it ask twice.
  let latestText = ''
  let latest: KnownToken | null = null

  function add(tail: string, known: KnownToken): void {
    const { length } = known.peeked.token
    if (young.tokens.size >= generationSize || young.bytes + length > generationBytes) {
      old = maxEntries < 2 ? { tokens: new Map(), bytes: 0 } : young
      young = { tokens: new Map(), bytes: 0 }
    }
    young.tokens.set(tail, known)
    young.bytes += length
  }

  function look(token: string): KnownToken | null {
    const tail = toTail(token)
    const fresh = young.tokens.get(tail)
    const known = fresh ?? old.tokens.get(tail)
    if (known === undefined || known.peeked.token !== token) return null
    if (fresh === undefined) {
      old.tokens.delete(tail)
      add(tail, known)
    }
    return known
  }

  // One or two of them: comparing is cheaper than a map, which would have to take the measure of every text.
  function findHeader(part: string): PeekedToken['header'] | null {
    for (const known of headers) if (known.part === part) return known.header
    return null
  }

  function copyToken(token: PeekedToken): PeekedToken {
    // A text of its own: joining makes one, and cutting it again does not lead back to the old one. A mere slice would keep the whole
    // cookie header alive for as long as the token is kept.
    const copy = ` ${token.token}`.slice(1)
    const first = token.headerPart.length
    const second = first + 1 + token.payloadPart.length
    const headerPart = copy.slice(0, first)
    const kept = findHeader(headerPart)
    if (kept === null && headers.length < MAX_KEPT_HEADERS) headers.push({ part: headerPart, header: token.header })
    return {
      token: copy,
      headerPart,
      payloadPart: copy.slice(first + 1, second),
      signaturePart: copy.slice(second + 1),
      header: kept ?? token.header,
      claims: token.claims,
    }
  }

  return {
    find(token) {
      if (token !== latestText) {
        latest = look(token)
        // The kept text where there is one, which the next question brings.
        latestText = latest?.peeked.token ?? token
      }
      return latest
    },
    findHeader,
    keep(token, key) {
      if (maxEntries < 1) return
      const tail = toTail(token.token)
      const before = young.tokens.get(tail)
      // All who waited for one check keep its token.
      if (before !== undefined && before.key === key && before.peeked.token === token.token) return
      const known = { peeked: copyToken(token), key }
      if (before !== undefined) young.bytes -= before.peeked.token.length
      // One that is left in the old generation is not found any more, and goes with it.
      add(toTail(known.peeked.token), known)
      latestText = known.peeked.token
      latest = known
    },
  }
}
