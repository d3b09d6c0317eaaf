/** What still stands between a person's visit and the answer to a client: signing in, a task, or nothing. */
import type { PageContext } from '../pages/read-page.ts'
import type { Session, User } from '../state/model.ts'
import { liveSessions } from '../state/visits.ts'
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
  const { instance } = page
  const hint = request.idTokenHint === null ? null : await readIdToken(instance, request.idTokenHint)
  if (request.idTokenHint !== null && hint?.clientId !== request.application.id) return { kind: 'odd-hint' }
  const meant = hint === null ? null : instance.store.get('users', hint.userId)
  const email = meant?.email || request.loginHint
  const session = findSession(page, hint?.userId ?? null)
  const user = session === null ? null : instance.store.get('users', session.userId)
  if (session === null || user === null) return { kind: 'sign-in', email }
  const ask = readAsk(page, session)
  const isStranger = hint !== null && hint.userId !== user.id
  if (isStranger && ask === 'renewed') return { kind: 'stranger' }
  if (isStranger || mustSignIn(session, request, ask, instance.clock.nowMs())) return { kind: 'sign-in', email }
  return session.status === 'pending' ? { kind: 'task' } : { kind: 'present', session, user }
}

/** The session of whom the client means, if this browser has one, else the one that it used last. */
function findSession({ instance, client, session }: PageContext, userId: string | null): Session | null {
  return liveSessions(instance, client).find((one) => one.userId === userId) ?? session
}

function mustSignIn(
  session: Session,
  { prompts, maxAgeSec }: AuthorizeRequest,
  ask: ReturnType<typeof readAsk>,
  nowMs: number,
): boolean {
  if (ask === 'renewed') return false
  // Choosing the account that is signed in already is a choice.
  if (prompts.includes('select_account') && ask === 'none') return true
  const ageMs = nowMs - session.firstFactorAtMs
  // No age at all is a demand to sign in, however quick the person was.
  return prompts.includes('login') || (maxAgeSec !== null && (maxAgeSec === 0 || ageMs > maxAgeSec * 1000))
}
