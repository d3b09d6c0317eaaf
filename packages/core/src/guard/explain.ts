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
import type { Question } from '../protection/requirement.ts'
import { toPlainText } from '../foundation/to-network-fault.ts'
import type { Visit } from '../walk/visit.ts'

/** Something was decided about a request. */
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
  const { instance, mark, questions, trace } = visit
  if (mark === null) return
  tellSettings(instance)
  tell(instance, 'decision', {
    mark,
    target: toTarget(visit),
    who: toWho(state),
    questions,
    answer: decision === null ? 'exception' : toAnswer(decision),
    rule: questions.at(-1)?.rule ?? trace.at(-1) ?? '',
    details: {
      kind: decision?.kind ?? 'exception',
      reason: decision?.reason ?? null,
      origin: visit.facts.publicUrl.origin,
      trace: decision?.trace ?? trace,
      status: state.status,
      statusReason: toReason(state),
      ...toPerson(state),
    },
  })
}

/** A later one: a route that was let through refuses by itself. Joined to the first by the id. */
export function explainAgain(visit: Visit, state: AuthState, decision: AuthDecision<unknown>): void {
  const { instance, mark, questions, trace } = visit
  if (mark === null) return
  const question = questions.at(-1)
  tell(instance, 'second-decision', {
    mark,
    target: toTarget(visit),
    who: toWho(state),
    questions: question === undefined ? [] : [question],
    answer: toAnswer(decision),
    rule: question?.rule ?? trace.at(-1) ?? '',
    details: { kind: decision.kind, reason: decision.reason, trace, ...toPerson(state) },
  })
}

/** What server code apart from the middleware decided. */
export interface ServerDecision {
  /** As it was handed over. */
  readonly mark: DebugMark
  /** URL that the browser sees. Its query is not told. */
  readonly clerkUrl: string
  readonly userId: string | null
  readonly question: Question
  readonly answer: 'redirect' | `deny ${number}`
}

/** The same for server code, which has no visit. */
export function explainServer(instance: Pick<Instance, 'report'>, decision: ServerDecision): void {
  const { mark, question, answer, userId, clerkUrl } = decision
  tell(instance, 'second-decision', {
    mark,
    target: toPlainText(new URL(clerkUrl).pathname),
    who: userId ?? 'nobody',
    questions: [question],
    answer,
    rule: question.rule,
    details: { kind: answer, userId },
  })
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
    message: `${isDevelopment ? 'Development' : 'Production'} instance ${issuerHost}.`,
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

function toTarget({ facts }: Visit): string {
  return toPlainText(`${facts.method} ${facts.publicUrl.pathname}`)
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
