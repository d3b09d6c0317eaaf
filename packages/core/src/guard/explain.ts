/**
 * Guard room. With `debug`, one event per decision: who asked for what, what was decided by which row, and what would have let them pass.
 * What is the same for every request is told once. Does not wait.
 *
 * Holds no token, cookie value or key. The path goes without its query, since parameters may be credentials, and addresses are left out
 * for the same reason.
 *
 * @see protocol.md 15.12; rulings.md D19
 */
import { type AuthState, toReason } from '../decision/auth-state.ts'
import type { AuthDecision, DebugMark } from '../decision/auth-decision.ts'
import type { Instance } from '../tenancy/instance.ts'
import type { AuthEvent } from '../foundation/ports.ts'
import type { ProtectionOutcome } from '../protection/decide-protection.ts'
import { ERRORS_PAGE } from '../foundation/auth-error.ts'
import { toQuestion, type Question, type Requirement } from '../protection/requirement.ts'
import type { AuthObject } from '../session/auth-object.ts'
import { toPlainText } from '../foundation/to-network-fault.ts'
import type { Visit } from '../walk/visit.ts'

/** What the log is told of one decision. */
interface Explanation {
  readonly mark: DebugMark
  /** Method and path, or the path alone where the method is not known. */
  readonly target: string
  readonly who: string
  readonly questions: readonly Question[]
  readonly answer: string
  readonly rule: string
  readonly details: AuthEvent['details']
}

/** The first decision about a request. @param decision Null where the guard threw, and the exception is the answer. */
export function explain(visit: Visit, state: AuthState, decision: AuthDecision<unknown> | null): void {
  const { mark } = visit
  if (mark === null) return
  const { instance, questions, trace, facts } = visit
  tellSettings(instance)
  const reason = decision?.reason ?? null
  const statuses = { status: state.status, statusReason: toReason(state) }
  const details = { reason, origin: facts.publicUrl.origin, trace: decision?.trace ?? trace, ...statuses }
  tell(instance, 'decision', { mark, ...toAnswered(visit, state, questions, decision, details) })
}

/** A later one: a route that was let through refuses by itself. Joined to the first by the id. */
export function explainAgain(visit: Visit, state: AuthState, decision: AuthDecision<unknown>): void {
  const { mark } = visit
  if (mark === null) return
  const { instance, questions, trace } = visit
  const { reason } = decision
  tell(instance, 'second-decision', {
    mark,
    ...toAnswered(visit, state, questions.slice(-1), decision, { reason, trace }),
  })
}

function toAnswered(
  visit: Visit,
  state: AuthState,
  questions: readonly Question[],
  decision: AuthDecision<unknown> | null,
  details: AuthEvent['details'],
): Omit<Explanation, 'mark'> {
  return {
    target: toPlainText(`${visit.facts.method} ${visit.facts.publicUrl.pathname}`),
    who: toWho(state),
    questions,
    answer: decision === null ? 'exception' : toAnswer(decision),
    rule: questions.at(-1)?.rule ?? visit.trace.at(-1) ?? '',
    details: { kind: decision?.kind ?? 'exception', ...details, ...toPerson(state) },
  }
}

/** What server code was asked, and what came of it. */
export interface AskedOnServer {
  readonly requirement: Requirement
  /** The object as it is, before narrowing. */
  readonly auth: AuthObject
  readonly outcome: ProtectionOutcome
  /** The rows that decided, as `decideProtection` pushed them. */
  readonly trace: readonly string[]
}

/**
 * The same for a refusal of server code, which has no visit.
 *
 * @param mark As it was handed over.
 * @param clerkUrl URL that the browser sees. Its query is not told.
 */
export function explainServer(
  instance: Pick<Instance, 'report'>,
  mark: DebugMark,
  clerkUrl: string,
  { requirement, auth, outcome, trace }: AskedOnServer,
): void {
  if (outcome.kind === 'allow') return
  const question = toQuestion(requirement, auth, false, trace.at(0) ?? '')
  const userId = auth.tokenType === 'session_token' ? auth.userId : null
  const answer = outcome.kind === 'deny' ? `deny ${outcome.status}` : 'redirect'
  const target = toPlainText(new URL(clerkUrl).pathname)
  const details = { kind: answer, userId }
  const who = userId ?? 'nobody'
  tell(instance, 'second-decision', { mark, target, who, questions: [question], answer, rule: question.rule, details })
}

function tell(instance: Pick<Instance, 'report'>, event: string, explanation: Explanation): void {
  const { mark, target, who, questions, answer, rule, details } = explanation
  const asked = questions.length === 0 ? 'nothing asked' : `asked for ${questions.map(({ wants }) => wants).join('; ')}`
  const missed = questions.find(({ isMet }) => !isMet)
  const cure = missed === undefined ? [] : [`wants ${missed.wants}, has ${missed.has}`]
  const message = [`#${mark.traceId} ${target}`, who, asked, `${answer} by ${rule}`, ...cure].join(' → ')
  const wanted = missed === undefined ? {} : { wants: missed.wants, has: missed.has }
  const all = mark.isJson ? { details: { traceId: mark.traceId, ...details, ...wanted } } : {}
  instance.report({ level: 'debug', event, message, ...all })
}

/** What no request changes. */
function tellSettings({ settings, reportOnce }: Instance): void {
  const { isDevelopment, issuerHost, isSatellite, proxyUrl, acceptedTokens, tokens, secretKey, keys } = settings
  reportOnce({
    level: 'debug',
    event: 'settings',
    message: `${isDevelopment ? 'Development' : 'Production'} instance ${issuerHost}. Reasons: ${ERRORS_PAGE}#reasons`,
    details: {
      isDevelopment,
      issuerHost,
      isSatellite,
      isProxied: proxyUrl !== '',
      acceptedTokens,
      authorizedParties: tokens.authorizedParties,
      hasSecretKey: secretKey !== null,
      hasJwtKey: keys.localKey !== null,
    },
  })
}

function toAnswer(decision: AuthDecision<unknown>): string {
  return decision.kind === 'pass' ? 'pass' : `${decision.kind} ${decision.status}`
}

function toWho(state: AuthState): string {
  const { userId } = toPerson(state)
  if (userId !== null) return toPlainText(userId)
  return state.status === 'signed-in' ? 'a machine' : toPlainText(`nobody (${state.reason})`)
}

/** Who the session token names. */
function toPerson(state: AuthState): { readonly userId: string | null; readonly sessionId: string | null } {
  if (state.status !== 'signed-in' || state.session === null) return { userId: null, sessionId: null }
  const { sub, sid } = state.session.claims
  return { userId: sub ?? null, sessionId: sid ?? null }
}
