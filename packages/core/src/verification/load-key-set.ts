/**
 * Verification room. Key policy → the provider's keys. Waits for the network, at most `KEYS_ATTEMPTS` times `KEYS_TIMEOUT_MS`.
 *
 * @see rulings.md D5, D23; protocol.md 4.3
 */
import { fail, ok } from '../foundation/result.ts'
import { API_VERSION_DATE, JWKS_PATH } from '../wire/endpoints.ts'
import { API_VERSION_HEADER } from '../wire/headers.ts'
import { KEYS_ATTEMPTS, KEYS_TIMEOUT_MS, MAX_KEYS_BYTES } from '../wire/limits.ts'
import { parseKeySet } from './parse-key-set.ts'
import { toNetworkFault, type NetworkFault } from '../foundation/to-network-fault.ts'
import { waitAtMost } from '../foundation/wait-at-most.ts'
import type { Ports } from '../foundation/ports.ts'
import type { Result } from '../foundation/result.ts'
import type { KeyPolicy } from '../settings/settings.ts'
import type { TokenFailure } from '../claims/token-failure.ts'
import type { PublicKeys } from './parse-key-set.ts'

interface Attempt {
  readonly result: Result<PublicKeys, TokenFailure>
  /** The provider has made up its mind; asking again would not change it. */
  readonly isDefinitive: boolean
}

const SECRET_KEY_INVALID: TokenFailure = {
  reason: 'secret-key-invalid',
  message: 'The identity provider refused the secret key. Check CLERK_SECRET_KEY.',
}
/** The provider's code for a secret key that it does not know. */
const SECRET_KEY_INVALID_CODE = 'clerk_key_invalid'
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i

function notLoaded(why: string): TokenFailure {
  return { reason: 'jwk-remote-failed-to-load', message: `The signing keys could not be loaded. ${why}` }
}

const again = (why: string): Attempt => ({ result: fail(notLoaded(why)), isDefinitive: false })

/** The body as text, or null when it is larger than `MAX_KEYS_BYTES` after decompression, or no UTF-8. */
async function readBody(response: Response): Promise<string | null> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > MAX_KEYS_BYTES) {
      await reader.cancel()
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** What the text spells, or undefined where it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A member of an object, or undefined. */
function readMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}

function isSecretKeyRefusal(body: unknown): boolean {
  const errors = readMember(body, 'errors')
  return Array.isArray(errors) && errors.some((error) => readMember(error, 'code') === SECRET_KEY_INVALID_CODE)
}

const toUrl = ({ apiUrl, apiVersion }: KeyPolicy): string => `${apiUrl}/${apiVersion}/${JWKS_PATH}`

/** The same, with the call that failed. */
function withFault(answer: Attempt, fault: NetworkFault): Attempt {
  return answer.result.ok ? answer : { ...answer, result: fail({ ...answer.result.failure, fault }) }
}

async function askOnce(policy: KeyPolicy, ports: Ports, signal: AbortSignal): Promise<Attempt> {
  const response = await ports.fetch(toUrl(policy), {
    headers: {
      authorization: `Bearer ${policy.secretKey ?? ''}`,
      [API_VERSION_HEADER]: API_VERSION_DATE,
      'content-type': 'application/json',
      'user-agent': '@postern/core',
    },
    // Not `error`, which Workers do not know. Any status but 200 is refused below.
    redirect: 'manual',
    signal,
  })
  return withFault(await readAnswer(response), toNetworkFault(toUrl(policy), response.status, null))
}

async function readAnswer(response: Response): Promise<Attempt> {
  const text = await readBody(response)
  const body = text === null ? undefined : parseJson(text)
  if (response.status !== 200) {
    if (isSecretKeyRefusal(body)) return { result: fail(SECRET_KEY_INVALID), isDefinitive: true }
    const failure = notLoaded(`The identity provider answered with status ${response.status}.`)
    return { result: fail(failure), isDefinitive: response.status === 401 }
  }
  if (text === null) return again(`The answer is larger than ${MAX_KEYS_BYTES} bytes.`)
  if (!JSON_TYPE.test(response.headers.get('content-type') ?? '')) return again('The answer is not JSON.')
  const keys = parseKeySet(readMember(body, 'keys'))
  return keys.ok ? { result: ok(keys.value), isDefinitive: true } : again(keys.failure)
}

/** One attempt within its time. A port that throws, rejects or hangs is a failed attempt. */
async function attempt(policy: KeyPolicy, ports: Ports): Promise<Attempt> {
  const controller = new AbortController()
  try {
    const answer = await waitAtMost(askOnce(policy, ports, controller.signal), KEYS_TIMEOUT_MS)
    if (answer !== null) return answer
    controller.abort()
    return withFault(again('The identity provider did not answer in time.'), toNetworkFault(toUrl(policy), null, null))
  } catch (error) {
    // What was thrown may quote the request, and so the secret key. Its code does not.
    const fault = toNetworkFault(toUrl(policy), null, error)
    return withFault(again('The identity provider could not be reached.'), fault)
  }
}

/**
 * Asks the provider for its keys. Never rejects.
 *
 * @returns The usable keys; or `secret-key-invalid` when the provider does not know the secret key, which is not asked twice; or
 *   `jwk-remote-failed-to-load`.
 */
export async function loadKeySet(policy: KeyPolicy, ports: Ports): Promise<Result<PublicKeys, TokenFailure>> {
  let last = await attempt(policy, ports)
  for (let count = 1; count < KEYS_ATTEMPTS && !last.isDefinitive; count += 1) last = await attempt(policy, ports)
  return last.result
}
