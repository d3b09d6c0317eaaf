/**
 * Bench. More and more tenants from an options callback, each with keys and an issuer of its own. One instance has one source of keys today, so
 * many issuers are many tenants.
 */
import { createAuth, type Auth, type AuthOptions } from '@postern/core'
import { toContestant, type Contestant, type Plan } from '../measure.ts'
import { origin, signClaims, toClaims } from '../mint.ts'
import { toOurOutcome } from '../outcomes.ts'
import { forSizes, measureSizes, toCurve, type Curve } from './curve.ts'
import { runInChild } from './in-child.ts'
import { toKeyServer } from './key-server.ts'
import type { Mark } from './memory-child.ts'

const plan: Plan = { rounds: 25, batch: 256, inFlight: 64 }
/** How many are kept when `maxInstances` says nothing. */
const KEPT = 1_000

/** An application whose host names the tenant. */
export function createApplication(fetch: typeof globalThis.fetch = toKeyServer(1)): Auth {
  return createAuth((request) => toOptions(Number(request.headers.get('x-tenant'))), { log: () => {}, fetch })
}

function toOptions(tenant: number): AuthOptions {
  const host = toHost(tenant)
  const publishableKey = `pk_live_${btoa(`${host}$`).replaceAll('=', '')}`
  return { publishableKey, secretKey: `sk_live_${tenant}`, issuer: `https://${host}`, authorizedParties: [origin] }
}

function toHost(tenant: number): string {
  return `clerk.tenant-${tenant.toString().padStart(7, '0')}.example.com`
}

/** What a program of the tenant sends. */
export function toTenantRequest(tenant: number, token: string): Request {
  const headers = { 'x-tenant': String(tenant), authorization: `Bearer ${token}` }
  return new Request(`${origin}/dashboard`, { headers })
}

/** A token that the tenant's issuer signed. */
export function mintForTenant(tenant: number, serial: number): Promise<string> {
  return signClaims({ ...toClaims(serial), iss: `https://${toHost(tenant)}` })
}

/**
 * As many as are kept, in turn; all of them were seen before. It does as much for each, but what it reads for a thousand no longer lies in the
 * fast memory of the processor. Waits.
 */
export async function growIssuers(): Promise<readonly Curve[]> {
  const tokens: string[] = []
  while (tokens.length < KEPT) tokens.push(await mintForTenant(tokens.length, 0))
  const auth = createApplication()
  for (const [tenant, token] of tokens.entries()) await auth.decide(toTenantRequest(tenant, token))
  const make = (count: number): Contestant<unknown> => {
    const prepare = (index: number): Request => toTenantRequest(index % count, tokens[index % count] ?? '')
    const isRight = (answer: unknown): boolean => toOurOutcome(answer) === 'signed-in'
    return toContestant('', prepare, (request: Request) => auth.decide(request), { isRight })
  }
  const title = {
    name: 'Seen token of one of many tenants',
    grows: 'issuers, all of them kept',
    mayBe: 'less than linear',
  } as const
  return [await measureSizes(title, forSizes([1, 10, 100, KEPT], make), plan)]
}

/** Far more than are kept. What the process holds besides its heap shows `memory.ts`. Waits. */
export async function growTenants(): Promise<readonly Curve[]> {
  const sizes = [1_000, 3_000, 10_000, 30_000, 100_000]
  const marks = await runInChild<readonly Mark[]>('memory-child.ts', ['tenants', 'ours', ...sizes.map(String)])
  const toPoints = (pick: (mark: Mark) => number): Curve['points'] =>
    marks.map((mark) => ({ size: mark.count, median: pick(mark), best: pick(mark) }))
  const title = { grows: `tenants, of which ${KEPT.toLocaleString('en-US')} are kept`, mayBe: 'flat' } as const
  return [
    toCurve(
      { ...title, name: 'First decision for a tenant, which loads its keys', unit: 'µs CPU' },
      toPoints(({ cpuUs }) => cpuUs),
    ),
    toCurve(
      { ...title, name: 'Heap after a collection', unit: 'MiB' },
      toPoints(({ heapMib }) => heapMib),
    ),
  ]
}
