/**
 * Signs the token of a session as it is right now, in either version of the claims.
 *
 * @see protocol.md 12; emulator.md 2.1
 */
import {
  CATEGORY_HEADER_NAME,
  CLAIMS_VERSION_2,
  JWT_TYPE,
  ORGANIZATION_PREFIX,
  SESSION_CATEGORY,
} from '@postern/core/wire'
import { toSec } from '../create-clock.ts'
import { type Instance, toIssuer } from '../instance.ts'
import type { Organization, Session, User } from '../state/model.ts'
import { isSystemPermission } from '../state/system-permissions.ts'
import { packPermissions } from './pack-permissions.ts'
import { withTrouble } from './with-trouble.ts'

/** What one token says differently from the usual. */
export interface TokenChanges extends Partial<TokenTimes> {
  /** Merged over the claims; `undefined` removes one. */
  readonly claims?: Claims
  /** Merged over the protected header; `undefined` removes a member, `alg: 'none'` leaves the token unsigned. */
  readonly header?: Claims
  /** Signed by a key that no emulator has. */
  readonly isForeign?: boolean
  /** Somebody chose what the token is like: planned trouble leaves it alone. */
  readonly isChosen?: boolean
}

export async function signSessionToken(
  instance: Instance,
  session: Session,
  changes: TokenChanges = {},
): Promise<string> {
  const { claims, header, isForeign, ...times } = withTrouble(instance, changes)
  const payload = toSessionClaims(instance, session, {
    expiresInSec: times.expiresInSec ?? instance.settings.sessionTokenLifetimeSec,
    issuedAtSec: toIssuedAtSec(instance, times),
    issuerHost: times.issuerHost ?? null,
    authorizedParty: times.authorizedParty === undefined ? instance.settings.appOrigin : times.authorizedParty,
  })
  return instance.keyring.sign(toHeader(instance, SESSION_CATEGORY, header), { ...payload, ...claims }, isForeign)
}

/** When a token with these changes says it was issued, in seconds since the Unix epoch. */
export function toIssuedAtSec({ clock, settings }: Instance, changes: TokenChanges = {}): number {
  const nowSec = toSec(clock.nowMs())
  const { expiresInSec = settings.sessionTokenLifetimeSec } = changes
  // A token that has already expired was issued before it expired.
  return changes.issuedAtSec ?? (expiresInSec > 0 ? nowSec : nowSec + expiresInSec - settings.sessionTokenLifetimeSec)
}

/** A protected header in the provider's form. @param category null: names none. */
export function toHeader(instance: Instance, category: string | null, changes: Claims = {}): Claims {
  const base = {
    alg: 'RS256',
    typ: JWT_TYPE,
    kid: instance.keyring.kid(),
    ...(category !== null && { [CATEGORY_HEADER_NAME]: category }),
  }
  return JSON.parse(JSON.stringify({ ...base, ...changes })) as Claims
}

/** What one token may have of its own. */
export interface TokenTimes {
  /** Life from now, in seconds; negative makes a token that has already expired. */
  readonly expiresInSec: number
  /** When it was issued, as it says itself, in seconds since the Unix epoch. */
  readonly issuedAtSec: number
  /** Frontend API host of a satellite, or null for the instance's own. */
  readonly issuerHost: string | null
  /** Origin of the application, or null for a token that names none. */
  readonly authorizedParty: string | null
}

/** How long before its issue a token is valid already, because the clocks of hosts differ. */
const NOT_BEFORE_SEC = 10
const MINUTE_MS = 60_000

export type Claims = Readonly<Record<string, unknown>>

export function toSessionClaims(instance: Instance, session: Session, times: TokenTimes): Claims {
  const facts = readFacts(instance, session)
  const version = session.overrides.claimsVersion ?? instance.settings.claimsVersion
  const common = {
    ...(times.authorizedParty !== null && { azp: times.authorizedParty }),
    exp: toSec(instance.clock.nowMs()) + times.expiresInSec,
    fva: session.overrides.factorAges ?? toFactorAges(session, instance.clock.nowMs()),
    iat: times.issuedAtSec,
    iss: toIssuer(instance, times.issuerHost ?? undefined),
    nbf: times.issuedAtSec - NOT_BEFORE_SEC,
    sid: session.id,
    sub: session.userId,
    sts: session.status === 'pending' ? 'pending' : 'active',
    ...(session.actor !== null && { act: session.actor }),
  }
  return {
    ...common,
    ...(version === CLAIMS_VERSION_2 ? toVersion2(facts) : toVersion1(facts)),
    ...session.overrides.claims,
  }
}

interface Facts {
  readonly user: User | null
  readonly organization: Organization | null
  /** With `org:`; null without an organization. */
  readonly role: string | null
  readonly permissions: readonly string[]
  readonly features: readonly string[]
  readonly plans: readonly string[]
}

function readFacts({ store }: Instance, session: Session): Facts {
  const user = store.get('users', session.userId)
  const organization = session.organizationId === null ? null : store.get('organizations', session.organizationId)
  const { overrides } = session
  const membership =
    organization === null
      ? null
      : store.find('memberships', (one) => one.userId === session.userId && one.organizationId === organization.id)
  const role = organization === null ? null : (overrides.role ?? membership?.role ?? 'org:member')
  const ofRole = role === null ? [] : (store.get('roles', role)?.permissions ?? [])
  const own = overrides.role === undefined ? membership?.permissions : null
  const granted = (own ?? ofRole).filter((permission) => !isSystemPermission(permission))
  return {
    user,
    organization,
    role,
    permissions: organization === null ? [] : (overrides.permissions ?? granted),
    features: overrides.features ?? organization?.features ?? [],
    plans: overrides.plans ?? organization?.plans ?? [],
  }
}

/** Minutes since each factor; -1 for a second factor that was never set up. */
export function toFactorAges(session: Session, nowMs: number): readonly [number, number] {
  const age = (atMs: number): number => Math.max(0, Math.floor((nowMs - atMs) / MINUTE_MS))
  return [age(session.firstFactorAtMs), session.secondFactorAtMs === null ? -1 : age(session.secondFactorAtMs)]
}

function toVersion1({ organization, role, permissions }: Facts): Claims {
  if (organization === null) return {}
  return { org_id: organization.id, org_slug: organization.slug, org_role: role, org_permissions: permissions }
}

function toVersion2({ user, organization, role, permissions, features, plans }: Facts): Claims {
  const userFeatures = user?.features ?? []
  const userPlans = user?.plans ?? []
  // Without an organization, minted features and plans are the person's own.
  if (organization === null) {
    return { v: CLAIMS_VERSION_2, ...scopedClaims([], [...features, ...userFeatures], [], [...plans, ...userPlans]) }
  }
  const packed = packPermissions(permissions, features)
  const o = {
    id: organization.id,
    slg: organization.slug,
    rol: (role ?? '').slice(ORGANIZATION_PREFIX.length),
    ...(packed.names !== '' && { per: packed.names, fpm: packed.bitmaps }),
  }
  return { v: CLAIMS_VERSION_2, ...scopedClaims(packed.features, userFeatures, plans, userPlans), o }
}

function scopedClaims(
  orgFeatures: readonly string[],
  userFeatures: readonly string[],
  orgPlans: readonly string[],
  userPlans: readonly string[],
): Claims {
  const fea = toScopedList(orgFeatures, userFeatures)
  const pla = toScopedList(orgPlans, userPlans)
  return { ...(fea !== '' && { fea }), ...(pla !== '' && { pla }) }
}

/** `o:` for the organization's, `u:` for the person's, `ou:` for both. Those of the organization come first, in the order of the bitmaps. */
function toScopedList(ofOrganization: readonly string[], ofUser: readonly string[]): string {
  const shared = ofOrganization.map((name) => `${ofUser.includes(name) ? 'ou' : 'o'}:${name}`)
  return [...shared, ...ofUser.filter((name) => !ofOrganization.includes(name)).map((name) => `u:${name}`)].join(',')
}
