/** A code becomes tokens, once. @see RFC 6749 §4.1.3; RFC 7636 §4.6; RFC 8707 §2.2 */
import type { Call } from '../http/call.ts'
import type { Instance } from '../instance.ts'
import { toBase64Url } from '../keys/signing-key.ts'
import type { OAuthApplication, OAuthCode, OAuthGrant } from '../state/model.ts'
import type { OAuthProblem } from './answer-oauth.ts'
import { findGrant, revokeGrant } from './grants.ts'
import { readParam } from './parameters.ts'
import { readAudiences } from './read-audiences.ts'
import { signTokens, type SignedTokens } from './sign-tokens.ts'

export async function redeemCode(
  { instance }: Call,
  application: OAuthApplication,
  form: URLSearchParams,
): Promise<SignedTokens | OAuthProblem> {
  const { store } = instance
  const verifier = readParam(form, 'code_verifier')
  const challenge = verifier === null ? null : await toChallenge(verifier)
  const find = () => findCode(instance, form)
  const { code, grant } = find()
  const audiences = readAudiences(form, grant?.resources ?? [])
  const signed =
    code === null || grant === null || 'error' in audiences
      ? null
      : await signTokens(instance, { application, grant, scopes: grant.scopes, audiences, nonce: code.nonce })
  return store.write((tx) => {
    // Another request may have redeemed it meanwhile.
    const now = find()
    const problem = findCodeProblem(instance, now.code, application, form, challenge)
    // A code can be used once, even if the request that used it was wrong.
    if (now.code !== null) tx.put('oauthCodes', { ...now.code, isSpent: true })
    if (now.code?.isSpent === true && now.code.clientId === application.id) revokeGrant(tx, instance, now.code.grantId)
    if (problem !== null) return { error: 'invalid_grant', text: problem }
    if ('error' in audiences) return audiences
    if (signed === null || now.grant === null) return { error: 'invalid_grant', text: 'The code is unknown.' }
    tx.put('oauthTokens', signed.token)
    return signed
  })
}

function findCode(
  { store }: Instance,
  form: URLSearchParams,
): { readonly code: OAuthCode | null; readonly grant: OAuthGrant | null } {
  const code = store.get('oauthCodes', form.get('code') ?? '')
  return { code, grant: findGrant({ store }, code?.grantId ?? null) }
}

function findCodeProblem(
  { clock }: Instance,
  code: OAuthCode | null,
  application: OAuthApplication,
  form: URLSearchParams,
  challenge: string | null,
): string | null {
  if (code === null || code.isSpent) return 'The code is unknown, or was used.'
  if (code.clientId !== application.id) return 'The code was given to another client.'
  if (code.expiresAtMs <= clock.nowMs()) return 'The code is too old.'
  const redirectUri = readParam(form, 'redirect_uri')
  if (redirectUri === null ? code.hasRedirectUri : redirectUri !== code.redirectUri)
    return `redirect_uri is not the one of the authorization request, which was ${code.hasRedirectUri ? code.redirectUri : 'left out'}.`
  // A client that sends a verifier has asked for a code with a challenge. A code without one belongs to somebody else's request.
  if (code.challenge === null)
    return challenge === null ? null : 'code_verifier came with a code without code_challenge.'
  return challenge === code.challenge ? null : 'code_verifier does not fit the code_challenge.'
}

/** @see RFC 7636 §4.2 */
async function toChallenge(verifier: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
}
