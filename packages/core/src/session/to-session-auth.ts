/**
 * Session room. Verified claims → the objects that `auth()` returns for people. Pure.
 *
 * @see protocol.md 11.1–11.3, 12; rulings.md D15
 */
import { isRecord, readString } from '../foundation/is-record.ts'
import type { Verified } from '../claims/verified.ts'
import type { Actor, SessionClaims } from '../wire/claims.ts'
import type { AuthRedirects } from './auth-handle.ts'
import type { DebugView, GetToken, SessionAuth, SignedInAuth, SignedOutAuth } from './auth-object.ts'
import { createHas, hasNothing } from './create-has.ts'
import { toOrganization, isPending, parsePermissions } from './active-organization.ts'
import { parseFactorAges } from './reverification.ts'

/** A session whose person still has a task to finish. */
const PENDING_STATUS = 'pending'

const noToken: GetToken = () => Promise.resolve(null)

/**
 * The session object, with the rule for pending sessions applied.
 *
 * @param isPendingSignedOut Option `treatPendingAsSignedOut`, default true. With false a `pending` session is the real object; one
 *   with an unknown status is signed out either way.
 */
export function toSessionAuth(
  claims: Verified<SessionClaims>,
  isPendingSignedOut: boolean,
  getToken: GetToken,
  debug: () => DebugView,
): SessionAuth {
  if (!isPending(claims)) return toSignedInAuth(claims, getToken, debug)
  if (claims.sts !== PENDING_STATUS) return toSignedOutAuth(null, debug)
  return isPendingSignedOut ? toSignedOutAuth('pending', debug) : toSignedInAuth(claims, getToken, debug)
}

/**
 * The object of a session that is signed in, whatever its status; `toSessionAuth` looks at that.
 *
 * Own, enumerable properties only, so that it spreads and serialises. What has to be computed is computed when first read.
 *
 * @param getToken Called only when the token names a session; without `sid` there is no token to give.
 */
export function toSignedInAuth(
  claims: Verified<SessionClaims>,
  getToken: GetToken,
  debug: () => DebugView,
): SignedInAuth {
  const organization = toOrganization(claims)
  const sessionId = claims.sid ?? ''
  const factorAges = parseFactorAges(claims.fva)
  // Inside, claims have no prototype, so that none can shadow a built-in name. Applications get plain objects of their own: React passes
  // nothing else to the browser.
  let plainClaims: SessionClaims | null = null
  let permissions: { readonly list: readonly string[] | undefined } | null = null
  let ownPermissions: string[] | undefined
  const readPermissions = (): readonly string[] | undefined => {
    // Permissions without an organization would be a question nobody can have asked.
    permissions ??= { list: organization.orgId === undefined ? undefined : parsePermissions(claims) }
    return permissions.list
  }
  return {
    tokenType: 'session_token',
    isAuthenticated: true,
    get sessionClaims() {
      return (plainClaims ??= structuredClone<SessionClaims>(claims))
    },
    sessionId,
    sessionStatus: claims.sts ?? null,
    userId: claims.sub,
    actor: toActor(claims.act),
    orgId: organization.orgId,
    orgRole: organization.orgRole,
    orgSlug: organization.orgSlug,
    get orgPermissions() {
      // A list of the application's own, which it may change: `has()` reads another.
      return (ownPermissions ??= readPermissions()?.slice())
    },
    factorVerificationAge: factorAges === null ? null : [...factorAges],
    getToken: sessionId === '' ? noToken : getToken,
    has: createHas({
      userId: claims.sub,
      orgId: organization.orgId,
      orgRole: organization.orgRole,
      get orgPermissions() {
        return readPermissions()
      },
      features: claims.fea,
      plans: claims.pla,
      factorAges,
    }),
    debug,
  }
}

/**
 * The object of nobody.
 *
 * @param sessionStatus `pending` when a session exists that does not count yet.
 */
export function toSignedOutAuth(sessionStatus: 'pending' | null, debug: () => DebugView): SignedOutAuth {
  return {
    tokenType: 'session_token',
    isAuthenticated: false,
    sessionClaims: null,
    sessionId: null,
    sessionStatus,
    userId: null,
    actor: null,
    orgId: null,
    orgRole: null,
    orgSlug: null,
    orgPermissions: null,
    factorVerificationAge: null,
    getToken: noToken,
    has: hasNothing,
    debug,
  }
}

/** The same session with the redirects of whoever asks. Fields that are computed when first read stay so, and are computed once. */
export function withRedirects(auth: SessionAuth, redirects: AuthRedirects): SessionAuth & AuthRedirects {
  if (!auth.isAuthenticated) return { ...auth, ...redirects }
  const { tokenType, isAuthenticated, sessionId, sessionStatus, userId, actor, orgId, orgRole, orgSlug } = auth
  const { factorVerificationAge, getToken, has, debug } = auth
  return {
    tokenType,
    isAuthenticated,
    get sessionClaims() {
      return auth.sessionClaims
    },
    sessionId,
    sessionStatus,
    userId,
    actor,
    orgId,
    orgRole,
    orgSlug,
    get orgPermissions() {
      return auth.orgPermissions
    },
    factorVerificationAge,
    getToken,
    has,
    debug,
    ...redirects,
  }
}

/** A malformed claim still says that someone else acts, and applications refuse on that; so it is never dropped. */
function toActor(claim: unknown): Actor | undefined {
  if (claim === undefined || claim === null) return undefined
  return isRecord(claim) ? { ...claim, sub: readString(claim['sub']) } : { sub: '' }
}
