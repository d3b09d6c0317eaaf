import { describe, expect, it } from 'vitest'
import {
  devCookies,
  devOptions,
  headersOf,
  liveCookies,
  liveOptions,
  toNavigation,
  toRequest,
} from '../../test/fakes.ts'
import { fakePorts, type FakeWorld } from '../../test/mint.ts'
import { createAuth } from './create-auth.ts'
import { createServerAuth } from './create-server-auth.ts'
import type { AuthDecision } from '../decision/auth-decision.ts'
import { decideProtection } from '../protection/decide-protection.ts'
import { readRequirement } from '../protection/requirement.ts'
import type { AuthHandle, ProtectParams } from '../session/auth-handle.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

const acme = {
  v: undefined,
  org_id: 'org_1',
  org_slug: 'acme',
  org_role: 'org:member',
  org_permissions: ['org:a:read'],
  fva: [9_999, -1],
}
const member = await liveCookies(acme)
const linesOf = ({ events }: FakeWorld, name = 'decision'): readonly string[] =>
  events.filter(({ event }) => event === name).map(({ message }) => message)

interface Refused {
  readonly world: FakeWorld
  readonly decision: AuthDecision<unknown>
}
const refuse = async (
  params: ProtectParams,
  options: AuthOptions,
  cookies: Record<string, string>,
): Promise<Refused> => {
  const world = fakePorts()
  const request = toRequest('/admin?token=canary_query', { cookies })
  const decision = await createAuth(options, world.ports).decide(request, (auth) => auth.protect(params))
  return { world, decision }
}

describe('explain', () => {
  it('says in a line who asked for what, which row won, and what would have passed (first-day 10, 20)', async () => {
    const { world } = await refuse({ role: 'org:admin' }, { ...liveOptions, debug: true }, member)
    expect(linesOf(world)).toEqual([
      expect.stringMatching(
        /^#[0-9a-z]{7} GET \/admin → user_1 → asked for org:admin → deny 404 by condition-not-met → wants org:admin, has org:member in acme$/,
      ),
    ])
    expect(world.events.find(({ event }) => event === 'decision')?.details).toBeUndefined()
  })

  it.each<[ProtectParams, string]>([
    [{ permission: 'org:a:edit' }, 'wants permission org:a:edit, has org:member in acme with org:a:read'],
    [{ organization: 'globex' }, 'wants organization globex, has org:member in acme'],
    [{ role: 'admin', feature: 'user:x' }, 'wants org:admin and feature user:x, has org:member in acme'],
    [{ plan: 'pro' }, 'wants plan pro, has org:member in acme'],
    [{ reverification: 'strict' }, 'wants a fresh sign-in, has org:member in acme'],
  ])('names what %j wants (first-day 10, sibling)', async (params, words) => {
    const { world } = await refuse(params, { ...liveOptions, debug: true }, member)
    expect(linesOf(world)[0]).toContain(words)
  })

  it('says of nobody why, and of a trip where to', async () => {
    const { world } = await refuse({}, { ...liveOptions, debug: true }, {})
    expect(linesOf(world)[0]).toContain('nobody (session-token-and-uat-missing) → asked for a session → deny 404')
    const other = fakePorts()
    await createAuth({ ...devOptions, debug: true }, other.ports).decide(toNavigation('/'))
    expect(linesOf(other)[0]).toContain('nobody (dev-browser-missing) → nothing asked → redirect 307 by trip-allowed')
  })

  it('says once what no request changes (first-day 20)', async () => {
    const world = fakePorts()
    const auth = createAuth({ ...liveOptions, debug: true }, world.ports)
    for (let count = 0; count < 3; count += 1) await auth.decide(toRequest('/'))
    expect(linesOf(world, 'settings')).toEqual([
      'Production instance clerk.example.com. Reasons: node_modules/@postern/core/errors.md#reasons',
    ])
    expect(linesOf(world)).toHaveLength(3)
  })

  it('gives all of it as data where that is asked for (first-day 20)', async () => {
    const { world } = await refuse({ role: 'org:admin' }, { ...liveOptions, debug: 'json' }, member)
    expect(world.events.at(-1)?.details).toMatchObject({
      traceId: expect.stringMatching(/^[0-9a-z]{7}$/),
      kind: 'deny',
      userId: 'user_1',
      wants: 'org:admin',
      has: 'org:member in acme',
      origin: 'https://app.example.com',
      trace: expect.arrayContaining(['condition-not-met']),
    })
  })

  it('tells of a second decision, joined to the first (first-day 9)', async () => {
    const world = fakePorts()
    const auth = createAuth({ ...liveOptions, debug: true }, world.ports)
    const held: AuthHandle[] = []
    const decision = await auth.decide(toRequest('/team', { cookies: member }), (handle) => void held.push(handle))
    expect(decision.kind).toBe('pass')
    await expect(held[0]?.protect({ role: 'org:admin' })).rejects.toThrow()
    const [first = ''] = linesOf(world)
    const [second = ''] = linesOf(world, 'second-decision')
    expect(first).toContain('→ pass by')
    expect(second).toMatch(
      /GET \/team → user_1 → asked for org:admin → deny 404 .* wants org:admin, has org:member in acme$/,
    )
    expect(second.slice(0, 9)).toBe(first.slice(0, 9))
  })

  it('tells of what server code refused, by the mark of the hand-over (first-day 9, sibling)', async () => {
    const world = fakePorts()
    const auth = createAuth({ ...liveOptions, debug: true }, world.ports)
    const decision = await auth.decide(toRequest('/page?secret=1', { cookies: member }))
    if (decision.kind !== 'pass') expect.fail(decision.kind)
    const { mark, clerkUrl } = decision.handover()
    const server = createServerAuth(world.ports)(liveOptions)
    const requirement = readRequirement({ role: 'org:admin' })
    const trace: string[] = []
    const circumstances = { ...server.readCircumstances(toNavigation('/').headers), stateReason: null }
    const outcome = decideProtection(decision.auth, requirement, false, circumstances, trace)
    server.explain(mark, clerkUrl, { requirement, auth: decision.auth, outcome, trace })
    expect(linesOf(world, 'second-decision')).toEqual([
      `${linesOf(world)[0]?.slice(0, 8)} /page → user_1 → asked for org:admin → deny 404 by condition-not-met → wants org:admin, has org:member in acme`,
    ])
    server.explain(null, clerkUrl, { requirement, auth: decision.auth, outcome, trace })
    expect(linesOf(world, 'second-decision')).toHaveLength(1)
  })

  it('says nothing, and hands no mark on, without debug', async () => {
    const world = fakePorts()
    const decision = await createAuth(liveOptions, world.ports).decide(toRequest('/', { cookies: member }))
    expect(decision.kind === 'pass' && decision.handover().mark).toBeNull()
    expect(world.events).toEqual([])
  })

  it('forges no line and holds no credential, whatever URL and claims say', async () => {
    const cookies = await devCookies({ ...acme, org_slug: 'acme' })
    const options = { ...devOptions, debug: 'json', secretKey: 'sk_test_canary' } as const
    const organization = `x\n[postern] forged ${'y'.repeat(500)}`
    const { world, decision } = await refuse({ organization }, options, cookies)
    const told = JSON.stringify([world.events, decision.responseHeaders])
    for (const secret of [cookies['__session'] ?? '', 'canary', options.jwtKey ?? '']) {
      expect(secret).not.toBe('')
      expect(told).not.toContain(secret)
    }
    expect(told).not.toContain('\\n')
    for (const line of linesOf(world)) expect(line.length).toBeLessThan(1_000)
  })
})

describe('the header of a refusal', () => {
  it('says in development what was wanted and what is held, also without debug (first-day 10)', async () => {
    const { decision } = await refuse({ role: 'org:admin' }, devOptions, await devCookies(acme))
    expect(headersOf(decision, 'x-postern-refusal')).toEqual(['wants org:admin, has org:member in acme'])
  })

  it('says it where a URL of the application is the answer (first-day 10, sibling)', async () => {
    const world = fakePorts()
    const request = toRequest('/admin', { cookies: await devCookies(acme) })
    const decision = await createAuth(devOptions, world.ports).decide(request, (auth) =>
      auth.protect({ role: 'org:admin', unauthorizedUrl: '/no' }),
    )
    expect(headersOf(decision, 'x-postern-refusal')).toEqual(['wants org:admin, has org:member in acme'])
  })

  it('is never there in production, whatever debug says (first-day 10)', async () => {
    for (const debug of [true, 'json', false] as const) {
      const { decision } = await refuse({ role: 'org:admin' }, { ...liveOptions, debug }, member)
      expect(headersOf(decision, 'x-postern-refusal')).toEqual([])
    }
  })

  it('is not there for nobody', async () => {
    const { decision } = await refuse({ role: 'org:admin' }, devOptions, { __clerk_db_jwt: 'db_1' })
    expect(headersOf(decision, 'x-postern-refusal')).toEqual([])
  })
})
