/**
 * Corridor. Instance + Request → Visit: one request on its way through the rooms. Does not wait.
 */
import { chooseTokenType } from './credentials/choose-token-type.ts'
import { peekToken, type PeekedToken } from './credentials/peek-token.ts'
import { readBearer } from './credentials/read-bearer.ts'
import { readCredentials, type Credentials } from './credentials/read-credentials.ts'
import type { Instance } from './instance.ts'
import { readNowMs } from './ports.ts'
import { readRequest, type RequestLike } from './request/read-request.ts'
import type { RequestFacts } from './request/request-facts.ts'
import { toOrganizationTarget, type OrganizationTarget } from './session/organization-target.ts'
import type { TokenType } from './wire/token-types.ts'

/** A token from the Authorization header, unverified. */
export interface Bearer {
  readonly token: string
  readonly type: TokenType
  /** Null when it is opaque or unreadable. */
  readonly peeked: PeekedToken | null
}

export interface Visit {
  readonly instance: Instance
  readonly facts: RequestFacts
  /** Milliseconds since the Unix epoch, read once when the request came in; NaN when the clock failed. */
  readonly nowMs: number
  /** Null when there is no header, or one of another scheme. */
  readonly bearer: Bearer | null
  /** The proofs in cookies and URL. Collected when first asked for: a bearer makes most of them irrelevant. */
  readonly credentials: () => Credentials
  /** What the URL names, for organization sync. */
  readonly organization: () => OrganizationTarget | null
  /** Names of the rules that decided so far. */
  readonly trace: string[]
}

/** Begins the walk. */
export function createVisit(instance: Instance, request: RequestLike): Visit {
  const { settings, sessions } = instance
  const facts = readRequest(request, settings.tokens.authorizedParties)
  const nowMs = readNowMs(instance.ports)
  const trace: string[] = []
  const peek = (token: string): PeekedToken | null => sessions.recall(token) ?? peekToken(token)
  let credentials: Credentials | null = null
  return {
    instance,
    facts,
    nowMs,
    bearer: toBearer(readBearer(facts.authorization), peek),
    credentials: () => (credentials ??= readCredentials(facts, settings, peek, Math.floor(nowMs / 1000), trace)),
    organization: () =>
      settings.organizationRoutes === null
        ? null
        : toOrganizationTarget(settings.organizationRoutes, facts.publicUrl.pathname),
    trace,
  }
}

function toBearer(token: string | null, peek: (token: string) => PeekedToken | null): Bearer | null {
  if (token === null) return null
  const peeked = peek(token)
  return { token, peeked, type: chooseTokenType(token, peeked) }
}
