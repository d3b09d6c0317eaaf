/** Every combination of facts, compared with a slow restatement of protocol.md 15.5 that shares no code with the tables. */
import { describe, expect, it } from 'vitest'
import { toWord, visitors } from '../../test/visitors.ts'
import type { AuthObject } from '../session/auth-object.ts'
import type { AcceptsToken } from '../wire/token-types.ts'
import type { Circumstances } from './access-rules.ts'
import { decideProtection } from './decide-protection.ts'

/** The decision as the prose has it. */
function restate(
  raw: AuthObject,
  accepts: AcceptsToken,
  asks: { readonly condition: boolean; readonly holds: boolean; readonly organization: string | null },
  to: { readonly in: string | null; readonly no: string | null },
  at: Circumstances,
): string {
  const kinds = typeof accepts === 'string' ? [accepts] : accepts
  const isOAuth = raw.tokenType === 'oauth_token' || (kinds.length === 1 && kinds[0] === 'oauth_token')
  const refuse = (): string => (isOAuth ? '401 with challenge' : '401')
  const isSession = raw.tokenType === 'session_token'
  const acceptsSession = kinds.some((kind) => kind === 'session_token' || kind === 'any')

  const unauthenticated = (isTaskLeft: boolean): string => {
    if (to.in !== null) return `to ${to.in}`
    if (at.isPage) return isTaskLeft ? 'tasks' : 'sign-in'
    return at.isServerAction ? refuse() : '404'
  }
  const isRawAccepted = accepts === 'any' || kinds.some((kind) => kind === raw.tokenType)
  // A route for sessions alone treats every machine as nobody.
  if (!isRawAccepted) return accepts === 'session_token' ? unauthenticated(false) : refuse()
  if (!isSession) {
    if (!raw.isAuthenticated || asks.organization !== null) return refuse()
    return asks.condition && !asks.holds ? refuse() : 'allow'
  }
  const isActive = raw.isAuthenticated && (raw.sessionStatus === null || raw.sessionStatus === 'active')
  if (!isActive) return unauthenticated(raw.sessionStatus === 'pending')
  const isThere = asks.organization === null || [raw.orgId, raw.orgSlug].includes(asks.organization)
  if (isThere && (!asks.condition || asks.holds)) return 'allow'
  if (!acceptsSession) return refuse()
  return to.no === null ? '404' : `to ${to.no}`
}

describe('decideProtection over the full product of facts', () => {
  const kinds: readonly AcceptsToken[] = [
    'any',
    'session_token',
    'api_key',
    'm2m_token',
    'oauth_token',
    ['session_token'],
    ['oauth_token'],
    ['session_token', 'api_key'],
    ['session_token', 'oauth_token'],
    ['api_key', 'm2m_token', 'oauth_token'],
    ['session_token', 'api_key', 'm2m_token', 'oauth_token'],
    [],
  ]
  const booleans = [false, true]
  const statuses = { unauthenticatedStatus: 404, unauthorizedStatus: 404 } as const

  it.each(Object.keys(visitors))('agrees with the restatement for %s', (name) => {
    const raw = Object.entries(visitors).find(([key]) => key === name)?.[1] ?? expect.fail(name)
    for (const accepts of kinds)
      for (const condition of booleans)
        for (const holds of booleans)
          for (const organization of [null, 'org_1', 'acme', 'globex'])
            for (const unauthenticatedUrl of [null, '/in'])
              for (const unauthorizedUrl of [null, '/no'])
                for (const isPage of booleans)
                  for (const isServerAction of booleans) {
                    const at: Circumstances = { isPage, isServerAction, stateReason: null, ...statuses }
                    const asked = condition ? { role: 'org:x' } : null
                    const requirement = { accepts, condition: asked, organization, unauthenticatedUrl, unauthorizedUrl }
                    const to = { in: unauthenticatedUrl, no: unauthorizedUrl }
                    const expected = restate(raw, accepts, { condition, holds, organization }, to, at)
                    const answer = toWord(decideProtection(raw, requirement, holds, at))
                    if (answer !== expected)
                      expect({ accepts, condition, holds, organization, to, at, answer }).toBe(expected)
                  }
  })
})
