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
import { isPending } from './active-organization.ts'
import { SessionFacts } from './session-facts.ts'

/** A session whose person still has a task to finish. */
const PENDING_STATUS = 'pending'

const noToken: GetToken = () => Promise.resolve(null)

/**
 * The session object, with the rule for pending sessions applied.
 *
 * @param isPendingSignedOut Option `treatPendingAsSignedOut`, default true. With false a `pending` session is the real object; one
 *   with an unknown status is signed out either way.
 * @param facts Those of the claims, where they are at hand.
 */
export function toSessionAuth(
  claims: Verified<SessionClaims>,
  isPendingSignedOut: boolean,
  getToken: GetToken,
  debug: () => DebugView,
  facts?: SessionFacts,
): SessionAuth {
  if (!isPending(claims)) return toSignedInAuth(claims, getToken, debug, facts)
  if (claims.sts !== PENDING_STATUS) return toSignedOutAuth(null, debug)
  return isPendingSignedOut ? toSignedOutAuth('pending', debug) : toSignedInAuth(claims, getToken, debug, facts)
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
  facts: SessionFacts = new SessionFacts(claims),
): SignedInAuth {
  const { organization, factorAges } = facts
  const sessionId = claims.sid ?? ''
  return withComputed(
    {
      tokenType: 'session_token',
      isAuthenticated: true,
      sessionId,
      sessionStatus: claims.sts ?? null,
      userId: claims.sub,
      actor: toActor(claims.act),
      orgId: organization.orgId,
      orgRole: organization.orgRole,
      orgSlug: organization.orgSlug,
      factorVerificationAge: factorAges === null ? null : [...factorAges],
      getToken: sessionId === '' ? noToken : getToken,
      has: createHas(facts),
      debug,
    },
    new Computed(facts),
  )
}

/** The fields that cost something to have. */
type ComputedFields = Pick<SignedInAuth, 'sessionClaims' | 'orgPermissions'>

/** Computes them, once, for one application's request. */
class Computed implements ComputedFields {
  readonly #facts: SessionFacts
  #plainClaims: SessionClaims | null = null
  #permissions: string[] | undefined

  constructor(facts: SessionFacts) {
    this.#facts = facts
  }

  /**
   * Inside, claims have no prototype, so that none can shadow a built-in name. Applications get plain objects of their own: React passes nothing
   * else to the browser.
   */
  get sessionClaims(): SessionClaims {
    return (this.#plainClaims ??= structuredClone<SessionClaims>(this.#facts.claims))
  }

  /** A list of the application's own, which it may change: `has()` reads another. */
  get orgPermissions(): string[] | undefined {
    return (this.#permissions ??= this.#facts.orgPermissions?.slice())
  }
}

const COMPUTED = Symbol('computed')

interface WithComputed {
  /** A function, because a proxy around the object may wrap every other object that it gives, and what is wrapped cannot compute. */
  readonly [COMPUTED]: () => ComputedFields
}

/** The same functions for every object: accessors of its own would make an engine prepare for a new kind of object with each request. */
const ACCESSORS = {
  sessionClaims: {
    get(this: WithComputed): SessionClaims {
      return this[COMPUTED]().sessionClaims
    },
    enumerable: true,
    configurable: true,
  },
  orgPermissions: {
    get(this: WithComputed): string[] | undefined {
      return this[COMPUTED]().orgPermissions
    },
    enumerable: true,
    configurable: true,
  },
}

function withComputed<A extends object>(auth: A, fields: ComputedFields): A & ComputedFields {
  setComputed(auth, fields)
  return auth
}

function setComputed(auth: object, fields: ComputedFields): asserts auth is ComputedFields {
  Object.defineProperty(auth, COMPUTED, { value: () => fields })
  Object.defineProperty(auth, 'sessionClaims', ACCESSORS.sessionClaims)
  Object.defineProperty(auth, 'orgPermissions', ACCESSORS.orgPermissions)
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
  const { redirectToSignIn, redirectToSignUp } = redirects
  if (!auth.isAuthenticated) return { ...auth, redirectToSignIn, redirectToSignUp }
  const { tokenType, isAuthenticated, sessionId, sessionStatus, userId, actor, orgId, orgRole, orgSlug } = auth
  const { factorVerificationAge, getToken, has, debug } = auth
  return withComputed(
    {
      tokenType,
      isAuthenticated,
      sessionId,
      sessionStatus,
      userId,
      actor,
      orgId,
      orgRole,
      orgSlug,
      factorVerificationAge,
      getToken,
      has,
      debug,
      redirectToSignIn,
      redirectToSignUp,
    },
    auth,
  )
}

/** A malformed claim still says that someone else acts, and applications refuse on that; so it is never dropped. */
function toActor(claim: unknown): Actor | undefined {
  if (claim === undefined || claim === null) return undefined
  return isRecord(claim) ? { ...claim, sub: readString(claim['sub']) } : { sub: '' }
}
