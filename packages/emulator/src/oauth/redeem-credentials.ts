/** A client with a secret gets a token for itself. Nobody stands behind it: its subject is the client. @see RFC 6749 §4.4 */
import type { Call } from '../http/call.ts'
import type { OAuthApplication } from '../state/model.ts'
import type { OAuthProblem } from './answer-oauth.ts'
import {
  findResourceProblem,
  findScopeProblem,
  PERSONAL_SCOPES,
  readParam,
  readResources,
  splitScopes,
} from './parameters.ts'
import { signTokens, type SignedTokens } from './sign-tokens.ts'

export async function redeemCredentials(
  { instance }: Call,
  application: OAuthApplication,
  form: URLSearchParams,
): Promise<SignedTokens | OAuthProblem> {
  if (application.clientSecret === null)
    return { error: 'unauthorized_client', text: 'A public client cannot prove that it is itself.' }
  const text = readParam(form, 'scope')
  const own = application.scopes.filter((scope) => !PERSONAL_SCOPES.includes(scope))
  const scopes = text === null ? own : splitScopes(text)
  const audiences = readResources(form)
  const problem =
    findScopeProblem({ ...application, scopes: own }, scopes) ?? findPersonal(scopes) ?? findResourceProblem(audiences)
  if (problem !== null) return problem
  const signed = await signTokens(instance, { application, grant: null, scopes, audiences, nonce: null })
  instance.store.write((tx) => tx.put('oauthTokens', signed.token))
  return signed
}

function findPersonal(scopes: readonly string[]): OAuthProblem | null {
  return scopes.some((scope) => PERSONAL_SCOPES.includes(scope))
    ? { error: 'invalid_scope', text: 'There is no person whom this token could speak for.' }
    : null
}
