/** What still stands between a person's visit and the answer to a client: signing in, a task, or nothing. */
import type { PageContext } from '../pages/read-page.ts'
import type { Session, User } from '../state/model.ts'
import { readAsk } from './asks.ts'
import type { AuthorizeRequest } from './parse-authorize.ts'
import { readIdToken } from './read-id-token.ts'

export type Verdict =
  /** Somebody must sign in, or sign in anew. @param email Who is expected, or null. */
  | { readonly kind: 'sign-in'; readonly email: string | null }
  /** The session has an open task. */
  | { readonly kind: 'task' }
  /** The hint is no ID token of this client. */
  | { readonly kind: 'odd-hint' }
  /** Somebody signed in, and it is not who the client means. */
  | { readonly kind: 'stranger' }
  | { readonly kind: 'present'; readonly session: Session; readonly user: User }

/** @see OpenID Connect Core 1.0 §3.1.2.1 */
export async function judgeVisit(page: PageContext, request: AuthorizeRequest): Promise<Verdict> {
  const { instance, session, user } = page
  const hint = request.idTokenHint === null ? null : await readIdToken(instance, request.idTokenHint)
  if (request.idTokenHint !== null && hint?.clientId !== request.application.id) return { kind: 'odd-hint' }
  const meant = hint === null ? null : instance.store.get('users', hint.userId)
  const email = meant?.email || request.loginHint
  if (session === null || user === null) return { kind: 'sign-in', email }
  const ask = readAsk(page)
  const isStranger = hint !== null && hint.userId !== user.id
  if (isStranger && ask === 'renewed') return { kind: 'stranger' }
  if (isStranger || mustSignIn(page, request, ask)) return { kind: 'sign-in', email }
  return session.status === 'pending' ? { kind: 'task' } : { kind: 'present', session, user }
}

function mustSignIn(
  { session, instance }: PageContext,
  { prompts, maxAgeSec }: AuthorizeRequest,
  ask: ReturnType<typeof readAsk>,
): boolean {
  if (ask === 'renewed' || session === null) return false
  // Choosing the account that is signed in already is a choice.
  if (prompts.includes('select_account') && ask === 'none') return true
  const ageMs = instance.clock.nowMs() - session.firstFactorAtMs
  // No age at all is a demand to sign in, however quick the person was.
  return prompts.includes('login') || (maxAgeSec !== null && (maxAgeSec === 0 || ageMs > maxAgeSec * 1000))
}
