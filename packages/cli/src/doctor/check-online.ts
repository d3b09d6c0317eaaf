/** The keys of a folder → whether the provider gives their key set, how far our clock is off, and whether both keys are of one instance. Waits for the network. */
import { DEFAULT_API_URL, DEFAULT_API_VERSION, JWKS_PATH } from '@postern/core/wire'
import type { Environment } from '../environment/read-environment.ts'
import { fault, good, warning, type Finding } from './finding.ts'

const TIMEOUT_MS = 5_000
/** What core forgives by default. */
const SKEW_MS = 5_000

/** @param fetch Called once, with the secret key, at the API URL of the environment. */
export async function checkOnline(
  environment: Environment,
  nowMs: () => number,
  fetch: typeof globalThis.fetch,
): Promise<readonly Finding[]> {
  const read = (name: string): string | null => environment.get(name)?.value || null
  const secretKey = read('CLERK_SECRET_KEY')
  if (secretKey === null)
    return [warning('key set', 'Without a secret key there is nobody to ask.', 'Set CLERK_SECRET_KEY.')]
  const url = `${read('CLERK_API_URL') ?? DEFAULT_API_URL}/${read('CLERK_API_VERSION') ?? DEFAULT_API_VERSION}/${JWKS_PATH}`
  try {
    const headers = { authorization: `Bearer ${secretKey}` }
    const { status, headers: answered } = await fetch(url, {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const clock = checkSkew(answered.get('date'), nowMs())
    if (status === 200) return [good('key set', `${new URL(url).host} gives the key set.`), ...clock]
    return [
      fault(
        'key set',
        `${new URL(url).host} answers with status ${status}.`,
        'Take both keys from one instance; with 401 the secret key is unknown there.',
      ),
      ...clock,
    ]
  } catch {
    return [
      fault(
        'key set',
        'The provider cannot be reached from here.',
        'Look at CLERK_API_URL, and at proxies and firewalls.',
      ),
    ]
  }
}

function checkSkew(date: string | null, nowMs: number): readonly Finding[] {
  const offMs = date === null ? Number.NaN : nowMs - Date.parse(date)
  if (Number.isNaN(offMs)) return []
  if (Math.abs(offMs) <= SKEW_MS) return [good('clock', 'The clock agrees with that of the provider.')]
  const direction = offMs > 0 ? 'ahead of' : 'behind'
  return [
    fault(
      'clock',
      `The clock is ${Math.round(Math.abs(offMs) / 1000)} s ${direction} the provider's.`,
      'Set it by network time.',
    ),
  ]
}
