/**
 * Verification room. Where the keys of an issuer come from, as data; and a key source → the public keys that its issuer publishes now. Waits
 * for the network, at most `KEYS_ATTEMPTS` times `KEYS_TIMEOUT_MS`.
 *
 * Loading, keeping, refreshing and storing are written once and take such a value. Another issuer is another value: nothing that one has
 * learned is shown to the other.
 *
 * @see rulings.md D5, D6, D8, D23; protocol.md 4.3; threats.md 28; RFC 7517 §5
 */
import { isRecord } from '../foundation/is-record.ts'
import { toTokenFailure, type TokenFailure } from '../claims/verified.ts'
import type { Ports } from '../foundation/ports.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { toFaultText, toNetworkFault } from '../foundation/to-network-fault.ts'
import { callProvider, toApiHeaders, type CallFault, type ProviderAnswer } from '../provider/call-provider.ts'
import { isSignatureKeyJwk, parseRsaJwk } from '../settings/parse-rsa-jwk.ts'
import type { KeyPolicy, RsaPublicJwk } from '../settings/settings.ts'
import { SIGNATURE_ALGORITHMS } from '../wire/claims.ts'
import { JWKS_PATH } from '../wire/endpoints.ts'
import { KEYS_ATTEMPTS, KEYS_TIMEOUT_MS, MAX_KEYS, MAX_KEYS_BYTES, MAX_KID_CHARS } from '../wire/limits.ts'

/** A key set that an issuer publishes. */
export interface PublishedKeys {
  readonly kind: 'published'
  /** Absolute address of the key set. */
  readonly url: string
  /** Sent beside those of every call: who asks. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * Algorithms that its keys may be used with, of those that the protocol allows. A key that names another one verifies nothing. Keys that are
   * not RSA keys are left out, whatever stands here.
   */
  readonly algorithms: readonly string[]
  /** Names the key set in a store that several issuers share. Never a secret: it is no credential, only a name. */
  readonly scope: string
  /**
   * Marks what this instance wrote to a store, so that nobody else's entry counts. Never leaves the process. Never empty, not even for an issuer
   * that needs no key: whoever can write to the store could plant keys there.
   */
  readonly storeSecret: string
  /** How long keys are used while the issuer is away, in milliseconds, counted from their fetch. 0 or more. */
  readonly staleIfErrorMs: number
  /** Nothing is kept: the issuer is asked for every token. For debugging. */
  readonly isCacheSkipped: boolean
  /** The error code by which the issuer says that it will never answer these headers, and what that means. Null: it has none. */
  readonly refusal: { readonly code: string; readonly failure: TokenFailure } | null
}

/** The developer's own key. A token's `kid` selects nothing. */
export interface OwnKey {
  readonly kind: 'own'
  readonly jwk: RsaPublicJwk
  /** As in `PublishedKeys`. */
  readonly algorithms: readonly string[]
}

/** `none`: nothing can be verified. */
export type KeySource = PublishedKeys | OwnKey | { readonly kind: 'none' }

/** The provider does not know the secret key. */
const REFUSAL: PublishedKeys['refusal'] = {
  code: 'clerk_key_invalid',
  failure: {
    reason: 'secret-key-invalid',
    message: 'The identity provider refused the secret key. Check CLERK_SECRET_KEY.',
  },
}

/** The keys of an instance, as its settings have them. The developer's own key goes before those of the provider. */
export function toKeySource(policy: KeyPolicy): KeySource {
  const { apiUrl, apiVersion, secretKey, localKey, staleIfErrorMs, isCacheSkipped } = policy
  const algorithms = SIGNATURE_ALGORITHMS
  if (localKey !== null) return { kind: 'own', jwk: localKey, algorithms }
  if (secretKey === null) return { kind: 'none' }
  return {
    kind: 'published',
    url: `${apiUrl}/${apiVersion}/${JWKS_PATH}`,
    headers: toApiHeaders(secretKey),
    algorithms,
    scope: `${apiUrl}|${apiVersion}`,
    storeSecret: secretKey,
    staleIfErrorMs,
    isCacheSkipped,
    refusal: REFUSAL,
  }
}

/** Usable keys of one answer by `kid`. Never empty. */
export type PublicKeys = ReadonlyMap<string, RsaPublicJwk>

interface Attempt {
  readonly result: Result<PublicKeys, TokenFailure>
  /** The issuer has made up its mind; asking again would not change it. */
  readonly isDefinitive: boolean
}

/**
 * Asks an issuer for its keys. Never rejects.
 *
 * @returns The usable keys; or the source's own failure when the issuer refuses its headers, which is not asked twice; or
 *   `jwk-remote-failed-to-load`.
 */
export async function loadKeySet(source: PublishedKeys, ports: Ports): Promise<Result<PublicKeys, TokenFailure>> {
  let last = await attempt(source, ports)
  for (let count = 1; count < KEYS_ATTEMPTS && !last.isDefinitive; count += 1) last = await attempt(source, ports)
  return last.result
}

/**
 * The usable keys of a list: public RSA keys for signatures, of 2048 bits or more. Others are left out, also every key whose `kid`
 * stands in the list twice, because it would be a guess which one is meant.
 *
 * @returns The keys; or why the whole list is no good, in one sentence without any part of it.
 */
export function parseKeySet(list: unknown): Result<PublicKeys, string> {
  if (!Array.isArray(list)) return fail('The answer has no list of keys.')
  if (list.length > MAX_KEYS) return fail(`The answer has more than ${MAX_KEYS} keys.`)
  const seen = new Set<string>()
  const keys = new Map<string, RsaPublicJwk>()
  for (const item of list) {
    const kid: unknown = isRecord(item) && Object.hasOwn(item, 'kid') ? item['kid'] : null
    if (!isKeyId(kid)) continue
    const key = !seen.has(kid) && isSignatureKeyJwk(item) ? parseRsaJwk(item) : null
    if (seen.has(kid)) keys.delete(kid)
    else if (key?.ok === true) keys.set(kid, key.value)
    seen.add(kid)
  }
  return keys.size === 0 ? fail('The answer has no usable key.') : ok(keys)
}

/** Whether the value can name a key: 1 to `MAX_KID_CHARS` printable ASCII characters. */
export function isKeyId(kid: unknown): kid is string {
  return typeof kid === 'string' && kid.length <= MAX_KID_CHARS && /^[\x20-\x7e]+$/.test(kid)
}

const CURES: Readonly<Record<string, string>> = {
  'secret-key-invalid': ' Take publishable and secret key from the same instance.',
}

/** Says once that keys could not be loaded, until that changes. @returns To be told of each answer: why it is no good, or null. */
export function createKeysReporter(ports: Ports): (failure: TokenFailure | null) => void {
  let told = ''
  return (failure) => {
    const { reason = '', message = '', fault } = failure ?? {}
    const text = message + (fault === undefined ? '' : toFaultText(fault)) + (CURES[reason] ?? '')
    if (text !== '' && text !== told) {
      ports.log({ level: 'warn', event: 'keys-not-loaded', message: text, details: { reason, ...fault } })
    }
    told = text
  }
}

/** One attempt within its time. */
async function attempt(source: PublishedKeys, ports: Ports): Promise<Attempt> {
  const terms = { fetch: ports.fetch, timeoutMs: KEYS_TIMEOUT_MS, maxBytes: MAX_KEYS_BYTES }
  return toAttempt(await callProvider({ method: 'GET', url: source.url, headers: source.headers }, terms), source)
}

function toAttempt(answer: Result<ProviderAnswer, CallFault>, { url, refusal }: PublishedKeys): Attempt {
  const { status } = answer.ok ? answer.value : answer.failure
  const error = answer.ok || status !== null ? null : answer.failure.error
  const fault = toNetworkFault(url, status, error)
  const refuse = (why: string, isDefinitive = false): Attempt => {
    const { reason, message } = toTokenFailure('jwk-remote-failed-to-load')
    return { result: fail({ reason, message: `${message} ${why}`, fault }), isDefinitive }
  }
  if (status === null) return refuse(`The identity provider ${error === null ? LATE : UNREACHABLE}.`)
  if (status !== 200 && answer.ok && refusal !== null && hasErrorCode(answer.value.body, refusal.code)) {
    return { result: fail({ ...refusal.failure, fault }), isDefinitive: true }
  }
  if (status !== 200) return refuse(`The identity provider answered with status ${status}.`, status === 401)
  if (!answer.ok) return refuse(`The answer is larger than ${MAX_KEYS_BYTES} bytes.`)
  const { body, isJson } = answer.value
  if (!isJson) return refuse('The answer is not JSON.')
  const keys = parseKeySet(isRecord(body) ? body['keys'] : null)
  return keys.ok ? { result: keys, isDefinitive: true } : refuse(keys.failure)
}

const LATE = 'did not answer in time'
const UNREACHABLE = 'could not be reached'

function hasErrorCode(body: unknown, code: string): boolean {
  const errors: unknown = isRecord(body) ? body['errors'] : null
  return Array.isArray(errors) && errors.some((error) => isRecord(error) && error['code'] === code)
}
