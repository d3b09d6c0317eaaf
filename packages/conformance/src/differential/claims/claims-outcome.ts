/** What one side says of a session by its claims: fields, and every question that `has()` answers with yes. Waits for the verification. */
import type { createClerkClient } from '@clerk/backend'
import { type AuthObject, createAuth } from '@postern/core'
import { type OwnKey, SESSION_HEADER } from '../own-key.ts'
import type { ClaimsCase } from './draw-claims.ts'
import { PARAMS } from './params.ts'

export const KEYS = { publishableKey: 'pk_live_Y2xlcmsuYXBwLnRlc3Qk', secretKey: 'sk_live_own' } as const

export interface ClaimsOutcome {
  /** `threw`: nobody was told. */
  readonly status: string
  readonly reason: string | null
  /** The auth object as it is by default, and where a pending session counts. */
  readonly auth: Person | null
  readonly pending: Person | null
}

export interface Person {
  readonly fields: Readonly<Record<string, unknown>>
  /** What `has()` says yes to, and what it throws at. */
  readonly has: readonly string[]
}

const toRequest = (key: OwnKey, { claims }: ClaimsCase): Request =>
  new Request('https://www.app.test/', {
    headers: { authorization: `Bearer ${key.sign(SESSION_HEADER, claims)}`, accept: '*/*' },
  })

type VendorClient = ReturnType<typeof createClerkClient>

export async function askVendor(client: VendorClient, key: OwnKey, given: ClaimsCase): Promise<ClaimsOutcome> {
  try {
    const state = await client.authenticateRequest(toRequest(key, given), { ...KEYS, jwtKey: key.jwtKey })
    const read = (treatPendingAsSignedOut: boolean) => describePerson(state.toAuth({ treatPendingAsSignedOut }))
    return { status: state.status, reason: state.reason, auth: read(true), pending: read(false) }
  } catch {
    return { status: 'threw', reason: null, auth: null, pending: null }
  }
}

export async function askOurs(key: OwnKey, given: ClaimsCase): Promise<ClaimsOutcome> {
  const auth = createAuth({ ...KEYS, jwtKey: key.jwtKey }, { log: () => {} })
  const decision = await auth.decide(toRequest(key, given), async (handle) => ({
    auth: describePerson(await handle()),
    pending: describePerson(await handle({ treatPendingAsSignedOut: false })),
  }))
  const headers = new Headers(decision.responseHeaders.map(([name, value]): [string, string] => [name, value]))
  const people = decision.kind === 'pass' ? decision.guarded : null
  return {
    status: headers.get('x-clerk-auth-status') ?? 'signed-in',
    reason: headers.get('x-clerk-auth-reason'),
    auth: people?.auth ?? null,
    pending: people?.pending ?? null,
  }
}

function describePerson(auth: AuthObject | object | null): Person | null {
  if (auth === null) return null
  const fields = Object.entries(auth).filter(([, value]) => typeof value !== 'function')
  const isAbsent = (value: unknown): boolean => value === undefined || value === null
  return { fields: Object.fromEntries(fields.filter(([, value]) => !isAbsent(value))), has: describeHas(auth) }
}

function describeHas(auth: object): readonly string[] {
  const has: unknown = 'has' in auth ? auth.has : null
  if (typeof has !== 'function') return []
  return PARAMS.flatMap((params) => {
    const text = JSON.stringify(params)
    try {
      const answer: unknown = Reflect.apply(has, auth, [params])
      return answer === false ? [] : [text]
    } catch {
      return [`threw ${text}`]
    }
  })
}
