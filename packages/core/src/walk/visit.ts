/**
 * Walk. Instance + Request → Visit: one request on its way through the rooms. Does not wait.
 */
import { chooseTokenType } from '../credentials/choose-token-type.ts'
import { EVERYBODY, keptBy } from '../foundation/process-memory.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import { readCredentials, type Credentials } from '../credentials/read-credentials.ts'
import { readBearer, readSocketHandshake } from '../credentials/read-bearer.ts'
import type { DebugMark } from '../decision/auth-decision.ts'
import type { DecisionContext } from '../decision/auth-state.ts'
import type { Instance } from '../tenancy/instance.ts'
import { readNowMs } from '../foundation/ports.ts'
import type { ProofFacts } from '../handshake/arrival-rules.ts'
import type { Question } from '../protection/requirement.ts'
import { reportMisnamedOrganization } from './report-cause.ts'
import { readRequest } from '../request/read-request.ts'
import type { RequestFacts, RequestLike } from '../request/request-facts.ts'
import { toOrganizationTarget, type OrganizationTarget } from '../session/active-organization.ts'
import { TOKEN_KINDS, type TokenType } from '../wire/token-types.ts'

/** A token from the Authorization header, or from the handshake of a WebSocket, unverified. */
export interface Bearer {
  readonly token: string
  readonly type: TokenType
  /** Null when it is opaque or unreadable. */
  readonly peeked: PeekedToken | null
}

/**
 * One request. It says itself what `proofRules` and decisions ask, so that nothing has to be made for them. A class, as the facts are: closures
 * and accessors of a literal would be made anew for every request.
 */
export class Visit implements ProofFacts, DecisionContext {
  readonly instance: Instance
  readonly facts: RequestFacts
  /** Milliseconds since the Unix epoch, read once when the request came in; NaN when the clock failed. */
  readonly nowMs: number
  /** Null when there is no header, or one of another scheme. */
  readonly bearer: Bearer | null
  /** Names of the rules that decided so far. */
  readonly trace: string[] = []
  /** Null unless what is decided is to be told. */
  readonly mark: DebugMark | null
  #questions: Question[] | null = null
  #credentials: Credentials | null = null
  #organization: OrganizationTarget | null | undefined

  constructor(instance: Instance, request: RequestLike) {
    this.instance = instance
    const socket = readSocketHandshake(request, instance.settings.socketToken)
    this.facts = readRequest(socket?.request ?? request, instance.settings.tokens.authorizedParties)
    this.nowMs = readNowMs(instance.ports)
    const { debug } = instance.settings
    this.mark = debug === 'off' ? null : { traceId: createTraceId(this.nowMs), isJson: debug === 'json' }
    this.bearer = toBearer(readBearer(this.facts.authorization) ?? socket?.token ?? null, instance)
  }

  /** What was asked so far; kept only where somebody is told. */
  get questions(): Question[] {
    return (this.#questions ??= [])
  }

  get settings(): Instance['settings'] {
    return this.instance.settings
  }

  get isOAuthShown(): boolean {
    return this.bearer !== null && TOKEN_KINDS[this.bearer.type].isOAuth
  }

  get hasClock(): boolean {
    return Number.isFinite(this.nowMs)
  }

  get hasBearer(): boolean {
    return this.bearer !== null
  }

  get isSessionAccepted(): boolean {
    return this.settings.acceptedTokens.includes('session_token')
  }

  get isOneAccepted(): boolean {
    return this.settings.acceptedTokens.length === 1
  }

  /**
   * The proofs in cookies and URL. Collected when first asked for: a bearer makes most of them irrelevant.
   *
   * @param trace Receives the name of the suffix rule that decided. Only the walk gives it, at the one point where it reads the cookies.
   */
  credentials(trace?: string[]): Credentials {
    const { facts, instance, nowMs } = this
    return (this.#credentials ??= readCredentials(
      facts,
      instance.settings,
      instance.peek,
      Math.floor(nowMs / 1000),
      trace,
    ))
  }

  /** What the URL names, for organization sync. Read when first asked for. */
  organization(): OrganizationTarget | null {
    const { organizationRoutes } = this.instance.settings
    if (organizationRoutes === null) return null
    if (this.#organization === undefined) {
      this.#organization = toOrganizationTarget(organizationRoutes, this.facts.publicUrl.pathname)
      reportMisnamedOrganization(this.#organization, this)
    }
    return this.#organization
  }
}

function toBearer(token: string | null, { peek }: Instance): Bearer | null {
  if (token === null) return null
  const peeked = peek(token)
  return { token, peeked, type: chooseTokenType(token, peeked) }
}

const createCount = (): { last: number } => ({ last: 0 })

/**
 * A short id that joins what is told of one request. Made of time and a count, not of chance: server code that is rendered in advance may not
 * ask for chance, and a log needs no secret.
 *
 * @param nowMs Milliseconds since the Unix epoch; NaN when the clock failed.
 */
function createTraceId(nowMs: number): string {
  const count = keptBy(EVERYBODY, createCount)
  count.last = (count.last + 1) % 46_656
  const second = Number.isFinite(nowMs) ? Math.floor(nowMs / 1000) % 1_679_616 : 0
  return second.toString(36).padStart(4, '0') + count.last.toString(36).padStart(3, '0')
}
