/** Entry `@postern/core`: a Web-Fetch `Request` in, an `AuthDecision` out. */
export { createAuth, createTenants, type Auth, type OptionsInput, type Tenants } from '../guard/create-auth.ts'
export { createTokenVerifier, verifyToken, type VerifyToken } from '../guard/create-token-verifier.ts'
export { readPass, readStop, type Stop } from '../guard/settle-refusal.ts'
export type { Guard, GuardTerms } from '../guard/run-guard.ts'
export { createRouteMatcher } from '../routing/create-route-matcher.ts'
export { accountUrls, type AccountUrlOptions, type AccountUrls } from '../decision/account-urls.ts'
export { mergeAccountOptions } from '../decision/merge-account-options.ts'
export { applyDecision, toHeaders } from '../decision/apply-decision.ts'
export { renewCookieHeader } from '../decision/renew-cookie-header.ts'
export type {
  AuthDecision,
  Behind,
  Deny,
  HeaderList,
  Outbound,
  Pass,
  Redirect,
  RequestHeaderEdits,
} from '../decision/auth-decision.ts'
export { AuthError, type AuthErrorCode, type AuthErrorDetails } from '../foundation/auth-error.ts'
export {
  toPorts,
  type AuthEvent,
  type CachedKeySet,
  type KeySetId,
  type KeyStore,
  type Ports,
  type SharedStore,
  type StoreAddress,
} from '../foundation/ports.ts'
export type { AuthOptions, OrganizationSyncOptions, WebSocketTokenOptions } from '../settings/auth-options.ts'
export {
  isTruthy,
  mergeOptions,
  OPTION_VARIABLES,
  PLATFORM_VARIABLES,
  toEnvironmentOptions,
  type VariableReader,
} from '../settings/merge-options.ts'
export { readPublicUrl } from '../request/read-request.ts'
export { checkOptions } from '../settings/check-options.ts'
export { checkTenant, type OptionsCallback } from '../tenancy/check-tenant.ts'
export { IS_READ_BY_SERVER } from '../settings/find-odd-options.ts'
export { readText, toOptionError } from '../settings/check-options.ts'
export {
  createAuthHandle,
  evaluateCondition,
  type Decided,
  type HandlePort,
  type Subject,
} from '../guard/create-auth-handle.ts'
export { toAwaitedOnly } from '../guard/create-promise-watch.ts'
export { createPromiseWatch, type PromiseWatch } from '../guard/create-promise-watch.ts'
export { reverificationErrorResponse } from '../decision/apply-decision.ts'
export {
  reverificationError,
  type Reverification,
  type ReverificationError,
  type ReverificationLevel,
  type ReverificationPreset,
} from '../session/reverification.ts'
export type * from '../session/auth-object.ts'
export type * from '../session/auth-types.ts'
export type * from '../session/auth-handle.ts'
export { toSignedOutAuth } from '../session/to-session-auth.ts'
export { narrowAuth } from '../session/narrow-auth.ts'
export type { AcceptsToken, MachineTokenType, SessionTokenType, TokenType } from '../wire/token-types.ts'
export type { AuthStatus, Reason } from '../wire/reasons.ts'
export type { DebugMark, Handover } from '../decision/auth-decision.ts'
export { createServerAuth, type ServerAuth, type SignInTarget } from '../guard/create-server-auth.ts'
export type { HeaderReader } from '../request/request-facts.ts'
export type { Circumstances } from '../protection/access-rules.ts'
export { decideProtection, type ProtectionOutcome, type ProtectionTarget } from '../protection/decide-protection.ts'
export { readRequirement, type ProtectArgument, type Requirement } from '../protection/requirement.ts'
export type { MachineFacts } from '../claims/verified.ts'
export type { CreateRouteMatcher, PathPattern, RoutePattern, RoutePredicate } from '../routing/route-pattern.ts'
export type { MatchableRequest, NextUrlLike } from '../routing/matchable-request.ts'
export type { UrlPatternLike } from '../routing/route-pattern.ts'
export { createKeepAlive, type KeepAlive, type Keeper } from '../foundation/create-keep-alive.ts'
export { createUseWatch } from '../guard/create-use-watch.ts'
export { reportMistake } from '../tenancy/report-mistake.ts'
export { findPrepared } from '../tenancy/find-instance.ts'
export { createLazyTable } from '../foundation/create-lazy-table.ts'
export { EVERYBODY, keptBy } from '../foundation/process-memory.ts'
