/**
 * Session room. What a session holds → the answer to "may they?". Pure.
 *
 * Three dimensions: organization, billing, freshness. Each passes, fails, or is skipped because nothing in it was asked. The answer is
 * yes when at least one passes and none fails.
 *
 * @see protocol.md 13; rulings.md D15; threats.md 69, 70
 */
import { hasOnlyKeys, isObject } from '../foundation/is-record.ts'
import { ORGANIZATION_PREFIX } from '../wire/claims.ts'
import type { Has } from './auth-types.ts'
import { type FactorAges, isFreshEnough } from './reverification.ts'

/** What is known about the session. Fields may be getters: each is read only when a question needs it. */
export interface HasFacts {
  readonly userId: string
  readonly orgId: string | undefined
  readonly orgRole: string | undefined
  readonly orgPermissions: readonly string[] | undefined
  /** The `fea` claim, unread. */
  readonly features: unknown
  /** The `pla` claim, unread. */
  readonly plans: unknown
  readonly factorAges: FactorAges | null
}

type Verdict = 'pass' | 'fail' | 'skip'

/** The question, copied once, so that a getter cannot answer twice differently. */
interface Question {
  readonly role: unknown
  readonly permission: unknown
  readonly feature: unknown
  readonly plan: unknown
  readonly reverification: unknown
}

const KNOWN_KEYS: readonly string[] = ['role', 'permission', 'feature', 'plan', 'reverification']
const LEADING_PREFIXES = /^(?:org:)*/
const ORGANIZATION_SCOPES: readonly string[] = ['o', 'org', 'organization']
const USER_SCOPES: readonly string[] = ['u', 'user']

/** `has()` of everything that is no session: always no. */
export const hasNothing: Has = () => false

/**
 * `has()` of one session.
 *
 * @returns A function that is false, and never throws, for no question, an unknown key, an empty string and any odd type.
 */
export function createHas(facts: HasFacts): Has {
  return (params) => {
    try {
      const question = readQuestion(params)
      if (question === null || facts.userId === '') return false
      let isMet = false
      for (const ask of DIMENSIONS) {
        const verdict = ask(question, facts)
        if (verdict === 'fail') return false
        if (verdict === 'pass') isMet = true
      }
      return isMet
    } catch {
      // A getter or a proxy in the question threw. What cannot be read is not granted.
      return false
    }
  }
}

/** Null when this is no plain question, or one that asks something we do not know. */
function readQuestion(params: unknown): Question | null {
  if (!isObject(params)) return null
  // A misspelt key would otherwise drop a condition without a word.
  if (!hasOnlyKeys(params, KNOWN_KEYS)) return null
  const { role, permission, feature, plan, reverification }: { readonly [K in keyof Question]?: unknown } = params
  return { role, permission, feature, plan, reverification }
}

function askOrganization({ role, permission }: Question, facts: HasFacts): Verdict {
  if (role === undefined && permission === undefined) return 'skip'
  if (facts.orgId === undefined || facts.orgId === '') return 'fail'
  if (role !== undefined && !hasRole(role, facts)) return 'fail'
  if (permission !== undefined && !hasPermission(permission, facts)) return 'fail'
  return 'pass'
}

function hasRole(role: unknown, facts: HasFacts): boolean {
  const asked = toPrefixed(role)
  return asked !== null && asked === toPrefixed(facts.orgRole)
}

function hasPermission(permission: unknown, facts: HasFacts): boolean {
  const asked = toPrefixed(permission)
  return asked !== null && facts.orgPermissions !== undefined && facts.orgPermissions.includes(asked)
}

/** With exactly one `org:`; null when nothing is left without it. */
function toPrefixed(name: unknown): string | null {
  if (typeof name !== 'string') return null
  // As names are written nearly everywhere.
  const { length } = ORGANIZATION_PREFIX
  if (name.length > length && name.startsWith(ORGANIZATION_PREFIX) && !name.startsWith(ORGANIZATION_PREFIX, length))
    return name
  const bare = name.replace(LEADING_PREFIXES, '')
  return bare === '' ? null : ORGANIZATION_PREFIX + bare
}

function askBilling({ feature, plan }: Question, facts: HasFacts): Verdict {
  if (feature === undefined && plan === undefined) return 'skip'
  if (feature !== undefined && !isListed(feature, facts.features)) return 'fail'
  if (plan !== undefined && !isListed(plan, facts.plans)) return 'fail'
  return 'pass'
}

/** Whether a list claim holds `id` or `scope:id`. Pieces after the second are ignored, as the protocol has it. */
function isListed(asked: unknown, claim: unknown): boolean {
  if (typeof asked !== 'string') return false
  const list = parseScopedList(claim)
  if (list === null) return false
  const [head = '', scopedId] = asked.split(':')
  const id = scopedId ?? head
  if (id === '') return false
  if (scopedId === undefined) return list.organization.includes(id) || list.user.includes(id)
  if (ORGANIZATION_SCOPES.includes(head)) return list.organization.includes(id)
  return USER_SCOPES.includes(head) && list.user.includes(id)
}

function askFreshness({ reverification }: Question, facts: HasFacts): Verdict {
  if (reverification === undefined) return 'skip'
  return isFreshEnough(reverification, facts.factorAges) ? 'pass' : 'fail'
}

const DIMENSIONS: readonly ((question: Question, facts: HasFacts) => Verdict)[] = [
  askOrganization,
  askBilling,
  askFreshness,
]

/** Ids by whom they belong to, in the order of the claim. */
interface ScopedList {
  readonly organization: readonly string[]
  readonly user: readonly string[]
}

/**
 * Reads a list of features or plans: the claim `fea` or `pla`, a comma list of `<scope>:<id>`. The scopes are `o`, `u`, and `ou` or `uo` for both;
 * unknown ones are left out.
 *
 * @param claim The claim as it stands in the token.
 * @returns The ids; null when the claim is no non-empty string or an element has no colon. Null grants nothing.
 */
export function parseScopedList(claim: unknown): ScopedList | null {
  if (typeof claim !== 'string' || claim === '') return null
  const organization: string[] = []
  const user: string[] = []
  for (const item of claim.split(',')) {
    const element = item.trim()
    const colonAt = element.indexOf(':')
    if (colonAt === -1) return null
    const scope = element.slice(0, colonAt)
    const id = element.slice(colonAt + 1)
    if (scope === 'o' || scope === 'ou' || scope === 'uo') organization.push(id)
    if (scope === 'u' || scope === 'ou' || scope === 'uo') user.push(id)
  }
  return { organization, user }
}
