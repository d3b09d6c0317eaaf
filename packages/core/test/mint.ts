/**
 * Mints tokens and plays the outside world for core's own tests. Signs with WebCrypto, not with jose, so that a mistake in the one is not
 * hidden by the other.
 */
import { ecPublicJwk, fixedKeys } from './fixed-keys.ts'
import type { CachedKeySet, KeyStore, AuthEvent, Ports, SharedStore, StoreAddress } from '../src/foundation/ports.ts'
import type { KeyPolicy, TokenPolicy } from '../src/settings/settings.ts'
import type { FixedKey } from './fixed-keys.ts'

export { fixedKeys } from './fixed-keys.ts'
export type { FixedKey } from './fixed-keys.ts'

/** The time at which everything happens unless a test says otherwise. */
export const NOW_SEC = 1_800_000_000
export const NOW_MS: number = NOW_SEC * 1_000

type Members = Readonly<Record<string, unknown>>

const HASHES: Readonly<Record<string, string>> = { RS256: 'SHA-256', RS384: 'SHA-384', RS512: 'SHA-512' }

/** A session token's claims, good at `NOW_MS`. */
export const sessionClaims: Members = {
  azp: 'https://app.example.com',
  exp: NOW_SEC + 60,
  fva: [3, -1],
  iat: NOW_SEC,
  iss: 'https://clerk.example.com',
  nbf: NOW_SEC - 10,
  sid: 'sess_1',
  sts: 'active',
  sub: 'user_1',
  v: 2,
}

export function encodeBytes(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

export function encodeText(text: string): string {
  return encodeBytes(new TextEncoder().encode(text))
}

/** Signs header and payload as they are given, whatever stands in them. */
export async function signParts(
  headerPart: string,
  payloadPart: string,
  key: FixedKey,
  alg = 'RS256',
): Promise<string> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: HASHES[alg] ?? 'SHA-256' }
  const { kty, n, e, d, p, q, dp, dq, qi } = key.jwk as Readonly<Record<string, string>>
  const jwk = { kty, n, e, d, p, q, dp, dq, qi } as JsonWebKey
  const privateKey = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign'])
  const input = new TextEncoder().encode(`${headerPart}.${payloadPart}`)
  const signature = await crypto.subtle.sign(algorithm.name, privateKey, input)
  return `${headerPart}.${payloadPart}.${encodeBytes(new Uint8Array(signature))}`
}

/** What a test changes of the default token. A member that is `undefined` is left out. */
export interface MintOptions {
  readonly header?: Members
  readonly claims?: Members
  readonly key?: FixedKey
  /** Take `claims` alone, without the defaults. */
  readonly isBare?: boolean
}

/** A session token, good at `NOW_MS`, or what a test makes of it. Signed with the header's `alg` where that is an RSA one. */
export function mintToken({
  header = {},
  claims = {},
  key = fixedKeys.main,
  isBare = false,
}: MintOptions = {}): Promise<string> {
  const fullHeader = { alg: 'RS256', cat: 'cl_B7d4PD111AAA', kid: key.kid, typ: 'JWT', ...header }
  const fullClaims = isBare ? claims : { ...sessionClaims, ...claims }
  const alg = typeof fullHeader.alg === 'string' ? fullHeader.alg : 'RS256'
  return signParts(encodeText(JSON.stringify(fullHeader)), encodeText(JSON.stringify(fullClaims)), key, alg)
}

/** A token whose JSON is written out by the test, properly signed. */
export function mintRaw(headerJson: string, claimsJson: string, key: FixedKey = fixedKeys.main): Promise<string> {
  return signParts(encodeText(headerJson), encodeText(claimsJson), key)
}

/** The header that `mintToken` writes, as JSON. */
export const HEADER_JSON: string = JSON.stringify({
  alg: 'RS256',
  cat: 'cl_B7d4PD111AAA',
  kid: fixedKeys.main.kid,
  typ: 'JWT',
})

/** The public half of a key as the provider publishes it. */
export function toPublicJwk(key: FixedKey, change: Members = {}): JsonWebKey {
  return { alg: 'RS256', e: key.jwk.e, kid: key.kid, kty: 'RSA', n: key.jwk.n, use: 'sig', ...change } as JsonWebKey
}

/** A public key of another kind, that nobody must choke on. */
export const ecKey: JsonWebKey = { ...ecPublicJwk, kid: 'ins_ec', use: 'sig' } as JsonWebKey

export const keyPolicy: KeyPolicy = {
  localKey: null,
  apiUrl: 'https://api.example.com',
  apiVersion: 'v1',
  secretKey: 'sk_test_secret',
  staleIfErrorMs: 86_400_000,
  isCacheSkipped: false,
}

export const tokenPolicy: TokenPolicy = {
  audiences: [],
  authorizedParties: [],
  issuers: [],
  sessionTokenTypes: [],
  clockSkewMs: 5_000,
}

/** The outside world. Everything in it can be changed while a test runs. */
export interface FakeWorld {
  readonly ports: Ports
  nowMs: number
  /** The provider's keys. */
  jwks: readonly JsonWebKey[]
  /** How the provider answers; by default with `jwks`. */
  respond: (request: { readonly url: string; readonly init: RequestInit }) => Promise<Response> | Response
  /** Every call to the provider. */
  readonly fetches: { readonly url: string; readonly init: RequestInit }[]
  readonly events: AuthEvent[]
  /** Work handed to the platform. */
  readonly waited: Promise<unknown>[]
}

export function jsonResponse(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), { ...init, headers: { 'content-type': 'application/json' } })
}

/** A world whose provider is up. */
export function fakePorts(
  options: { nowMs?: number; jwks?: readonly JsonWebKey[]; keys?: KeyStore | null; store?: SharedStore | null } = {},
): FakeWorld {
  const world: FakeWorld = {
    nowMs: options.nowMs ?? NOW_MS,
    jwks: options.jwks ?? [toPublicJwk(fixedKeys.main)],
    respond: () => jsonResponse({ keys: world.jwks }),
    fetches: [],
    events: [],
    waited: [],
    ports: {
      fetch: async (input, init = {}) => {
        const request = { url: input instanceof Request ? input.url : input.toString(), init }
        world.fetches.push(request)
        return world.respond(request)
      },
      clock: { nowMs: () => world.nowMs },
      keys: options.keys ?? null,
      store: options.store ?? null,
      log: (event) => world.events.push(event),
      waitUntil: (work) => world.waited.push(work),
    },
  }
  return world
}

/** A shared store in memory: what is written under an address is read under the same one, and under no other. */
export function fakeSharedStore(): SharedStore & {
  readonly entries: Map<string, string>
  readonly lifetimes: number[]
  /** How often it was read. */
  readonly reads: () => number
} {
  const entries = new Map<string, string>()
  const lifetimes: number[] = []
  let reads = 0
  const toName = ({ purpose, id, secret }: StoreAddress): string => [purpose, id, secret].join(' ')
  return {
    entries,
    lifetimes,
    reads: () => reads,
    read(address) {
      reads += 1
      return Promise.resolve(entries.get(toName(address)) ?? null)
    },
    write(address, text, lifetimeMs) {
      entries.set(toName(address), text)
      lifetimes.push(lifetimeMs)
      return Promise.resolve()
    },
  }
}

/** A key store in memory. */
export function fakeKeyStore(
  initial: Readonly<Record<string, CachedKeySet>> = {},
): KeyStore & { readonly sets: Map<string, CachedKeySet> } {
  const sets = new Map(Object.entries(initial))
  return {
    sets,
    read: (id) => Promise.resolve(sets.get(id) ?? null),
    write: (id, keys) => {
      sets.set(id, keys)
      return Promise.resolve()
    },
  }
}
