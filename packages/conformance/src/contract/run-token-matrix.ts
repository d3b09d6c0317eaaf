/** Asks one application about every row of the matrix of tokens. */
import type { AcceptsToken, AuthOptions } from '@postern/core'
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HeaderMap } from '../expected/visitors.ts'
import { APP_ORIGIN } from './start-provider.ts'
import {
  acceptedSets,
  isAmong,
  type Proof,
  proofs,
  toExpectedAuth,
  toExpectedReason,
  toExpectedStatus,
} from './token-matrix.ts'

/** Which provider a request is about: one that works, or one that answers nothing but errors. Applications read it from this header. */
export const TENANT_HEADER = 'x-tenant'
export const TENANTS = ['working', 'down'] as const
export type Tenant = (typeof TENANTS)[number]
export type Tenants = Readonly<Record<Tenant, Emulator>>

/**
 * An application with two paths, which both take the accepted set as JSON from the query's `token`: `/accepts` protects itself with it,
 * `/sees` says what `auth()` sees.
 */
export interface TokenApp {
  readonly send: (path: string, headers: HeaderMap) => Promise<Response>
  readonly stop: () => Promise<void>
}

export interface MatrixOptions {
  /** When machine tokens are verified that nobody asked about: before the handler, after one that lets through, or never. @see rulings.md D11 */
  readonly unasked: 'before' | 'after' | 'never'
  readonly start: (tenants: Tenants) => Promise<TokenApp>
  readonly startTimeoutMs?: number
}

/** Declares one test per kind of token; each asks for every accepted set. */
export function runTokenMatrix(name: string, { unasked, start, startTimeoutMs }: MatrixOptions): void {
  describe(name, () => {
    let tenants: Tenants
    let app: TokenApp
    beforeAll(async () => {
      tenants = await startTenants()
      app = await start(tenants)
    }, startTimeoutMs)
    afterAll(async () => {
      await app?.stop()
      for (const tenant of TENANTS) await tenants[tenant].close()
    })

    /** One request with a token that nobody saw before. */
    async function ask(path: '/accepts' | '/sees', proof: Proof, accepted: AcceptsToken) {
      const tenant = proof.isOutage === true ? 'down' : 'working'
      const emulator = tenants[tenant]
      const { token, seen } = await proof.mint(emulator)
      emulator.control.clearRequests()
      const query = `token=${encodeURIComponent(JSON.stringify(accepted))}`
      const headers = { accept: '*/*', authorization: `Bearer ${token}`, [TENANT_HEADER]: tenant }
      const response = await app.send(`${path}?${query}`, headers)
      const body = await response.text()
      const reason = response.headers.get('x-clerk-auth-reason')?.split(', ').at(-1) ?? null
      // Keys are loaded once, and no part of this count.
      const calls = emulator.control.requests().filter((request) => !request.path.endsWith('/jwks')).length
      return { status: response.status, reason, calls, body, seen }
    }

    it.each(proofs.map((proof) => [proof.name, proof] as const))('%s', async (_, proof) => {
      for (const accepted of acceptedSets) {
        const about = `where ${String(accepted)} is accepted`
        const isAccepted = isAmong(proof.type, accepted)
        // Never more than one call, and none where its kind is not asked for, unless the framework cannot ask later.
        const checkCalls = (calls: number): void => {
          // A provider that fails is left alone for a while (record 027).
          if (isAccepted && proof.isOutage === true) expect(calls, about).toBeLessThanOrEqual(proof.calls)
          else if (isAccepted) expect(calls, about).toBe(proof.calls)
          else expect(calls, about).toBeLessThanOrEqual(unasked === 'never' ? 0 : proof.calls)
        }
        const answer = await ask('/accepts', proof, accepted)
        expect(answer.status, about).toBe(toExpectedStatus(proof, accepted))
        if (answer.status !== 200 && answer.status !== 404) expect(answer.body, about).toBe('')
        expect(answer.reason, about).toBe(toExpectedReason(proof, accepted, unasked === 'before'))
        checkCalls(answer.calls)

        const { status, body, seen, calls } = await ask('/sees', proof, accepted)
        expect(status, about).toBe(200)
        const expected = toExpectedAuth(proof, accepted, seen)
        if (isAccepted && proof.isGood) expect(JSON.parse(body), about).toMatchObject(expected)
        else expect(JSON.parse(body), about).toEqual(expected)
        checkCalls(calls)
      }
    })
  })
}

async function startTenants(): Promise<Tenants> {
  const working = createEmulator({ appOrigin: APP_ORIGIN })
  const down = createEmulator({ appOrigin: APP_ORIGIN, secretKey: 'sk_test_of_the_one_that_is_down' })
  await Promise.all([working.listen(), down.listen()])
  down.control.setOutage('http')
  return { working, down }
}

/** The options of the tenant that a request names. */
export function toTenantOptions(tenants: Tenants, tenant: string | null | undefined): AuthOptions {
  // More unknown tokens a second than a stranger may show.
  return { ...tenants[tenant === 'down' ? 'down' : 'working'].authOptions, providerCallsPerSecond: 10_000 }
}
