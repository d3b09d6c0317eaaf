/** Where a visit to a page of an organization leads, with one side. Waits for the verification. */
import type { createClerkClient } from '@clerk/backend'
import { createAuth } from '@postern/core'
import { KEYS } from '../claims/claims-outcome.ts'
import { type OwnKey, SESSION_HEADER, SOUND_CLAIMS } from '../own-key.ts'
import { PATTERN_LISTS } from './corpus.ts'

export interface OrganizationCase {
  readonly patterns: string
  readonly path: string
  readonly session: keyof typeof SESSIONS
  /** Trips that the browser has made. */
  readonly trips: number
}

export interface OrganizationAnswer {
  /** `stays`, `travels`, or `refused`: the patterns are no patterns. */
  readonly answer: 'stays' | 'travels' | 'refused'
  readonly reason: string | null
  /** The organization that the provider is asked to activate; empty for the personal account, null for none. */
  readonly wanted: string | null
}

export const SESSIONS = {
  'of an organization': { v: 2, o: { id: 'org_acme', slg: 'acme', rol: 'admin' } },
  'of an organization, version 1': { org_id: 'org_acme', org_slug: 'acme', org_role: 'org:admin' },
  personal: { v: 2 },
  pending: { v: 2, sts: 'pending', o: { id: 'org_acme', slg: 'acme', rol: 'admin' } },
  'run out': { v: 2, exp: SOUND_CLAIMS.iat, o: { id: 'org_acme', slg: 'acme', rol: 'admin' } },
} as const

/** One token for each kind of session: signing takes longer than everything else. */
export type SessionTokens = Readonly<Record<keyof typeof SESSIONS, string>>

export function signSessions(key: OwnKey): SessionTokens {
  const sign = (more: object): string => key.sign(SESSION_HEADER, { ...SOUND_CLAIMS, ...more })
  return Object.fromEntries(Object.entries(SESSIONS).map(([name, more]) => [name, sign(more)])) as SessionTokens
}

function toRequest(tokens: SessionTokens, { path, session, trips }: OrganizationCase): Request {
  const counter = trips === 0 ? '' : `; __clerk_redirect_count=${trips}`
  const cookie = `__session=${tokens[session]}; __client_uat=${SOUND_CLAIMS.iat - 60}${counter}`
  return new Request(`https://www.app.test${path}`, {
    headers: { cookie, accept: 'text/html', 'sec-fetch-dest': 'document' },
  })
}

const refused: OrganizationAnswer = { answer: 'refused', reason: null, wanted: null }

function toAnswer(location: string | null, reason: string | null): OrganizationAnswer {
  if (location === null) return { answer: 'stays', reason, wanted: null }
  return { answer: 'travels', reason, wanted: new URL(location).searchParams.get('organization_id') }
}

type VendorClient = ReturnType<typeof createClerkClient>

export async function askVendor(
  client: VendorClient,
  jwtKey: string,
  tokens: SessionTokens,
  given: OrganizationCase,
): Promise<OrganizationAnswer> {
  const organizationSyncOptions = structuredClone(PATTERN_LISTS[given.patterns]) as { organizationPatterns?: string[] }
  const options = { ...KEYS, jwtKey, organizationSyncOptions }
  try {
    const { headers, reason } = await client.authenticateRequest(toRequest(tokens, given), options)
    return toAnswer(headers.get('location'), reason)
  } catch {
    return refused
  }
}

export async function askOurs(
  jwtKey: string,
  tokens: SessionTokens,
  given: OrganizationCase,
): Promise<OrganizationAnswer> {
  try {
    const organizationSyncOptions = PATTERN_LISTS[given.patterns]
    const auth = createAuth({ ...KEYS, jwtKey, organizationSyncOptions }, { log: () => {} })
    const decision = await auth.decide(toRequest(tokens, given))
    const headers = new Headers(decision.responseHeaders.map(([name, value]): [string, string] => [name, value]))
    const location = decision.kind === 'redirect' ? decision.location.href : null
    return toAnswer(location, headers.get('x-clerk-auth-reason'))
  } catch {
    return refused
  }
}
