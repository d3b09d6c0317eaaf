/** A device asks whether its person has allowed it. @see RFC 8628 §3.4, §3.5 */
import type { Call } from '../http/call.ts'
import type { Instance } from '../instance.ts'
import type { Writer } from '../state/create-store.ts'
import type { OAuthApplication, OAuthDevice } from '../state/model.ts'
import type { OAuthProblem } from './answer-oauth.ts'
import { findGrant } from './grants.ts'
import { readParam } from './parameters.ts'
import { readAudiences } from './read-audiences.ts'
import { signTokens, type SignedTokens } from './sign-tokens.ts'

/** What every answer of `slow_down` adds. @see RFC 8628 §3.5 */
const SLOWER_SEC = 5

export async function redeemDeviceCode(
  { instance }: Call,
  application: OAuthApplication,
  form: URLSearchParams,
): Promise<SignedTokens | OAuthProblem> {
  const { store } = instance
  const id = readParam(form, 'device_code')
  if (id === null) return { error: 'invalid_request', text: 'device_code is missing.' }
  const grant = findGrant(instance, store.get('oauthDevices', id)?.grantId ?? null)
  const audiences = readAudiences(form, grant?.resources ?? [])
  const signed =
    grant === null || 'error' in audiences
      ? null
      : await signTokens(instance, { application, grant, scopes: grant.scopes, audiences, nonce: null })
  return store.write((tx) => {
    // Its person may have answered meanwhile, or another request may have redeemed it.
    const device = store.get('oauthDevices', id)
    if (device === null || device.clientId !== application.id || device.status === 'spent')
      return { error: 'invalid_grant', text: 'The device code is unknown, or was used.' }
    if (device.expiresAtMs <= instance.clock.nowMs())
      return { error: 'expired_token', text: 'The device code is too old.' }
    if (device.status === 'denied') return { error: 'access_denied', text: 'The person refused.' }
    if (device.status === 'waiting') return keepWaiting(tx, instance, device)
    if (findGrant(instance, device.grantId) === null)
      return { error: 'invalid_grant', text: 'The person who allowed it is gone or banned.' }
    if ('error' in audiences) return audiences
    // Allowed after this request had looked: the next one gets the token.
    if (signed === null) return keepWaiting(tx, instance, device)
    tx.put('oauthDevices', { ...device, status: 'spent' })
    tx.put('oauthTokens', signed.token)
    return signed
  })
}

function keepWaiting(tx: Writer, { clock }: Instance, device: OAuthDevice): OAuthProblem {
  const nowMs = clock.nowMs()
  const isTooSoon = device.askedAtMs !== null && nowMs - device.askedAtMs < device.intervalSec * 1000
  const intervalSec = device.intervalSec + (isTooSoon ? SLOWER_SEC : 0)
  tx.put('oauthDevices', { ...device, askedAtMs: nowMs, intervalSec })
  return isTooSoon
    ? { error: 'slow_down', text: `Wait ${intervalSec} s before the next question.` }
    : { error: 'authorization_pending', text: 'The person has not answered yet.' }
}
