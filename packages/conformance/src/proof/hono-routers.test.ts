/** Hono over sockets: no protected answer to nobody and no legitimate URL refused, under each router, however the path is given to it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { POLICIES } from './policies.ts'
import { proveClosed } from './prove-closed.ts'
import { proveOpen } from './prove-open.ts'
import { startServer, type ProofServer } from './start-server.ts'
import { HONO_MAKERS, toHonoProof } from './to-hono-proof.ts'

let server: ProofServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

const ROUTES = { name: 'protect() of routes', style: 'segment', kind: 'protected' } as const
const ASKINGS = [
  ...POLICIES.map((policy) => ({ name: policy.name, policy, asking: policy })),
  { name: ROUTES.name, policy: ROUTES, asking: 'routes' as const },
]
/** What asks in the ways of giving a path that are no default: one of each form. */
const FEW: readonly string[] = ['segment protected', 'star public', ROUTES.name]

const rows = Object.entries(HONO_MAKERS).flatMap(([name, maker]) =>
  ASKINGS.filter((asking) => maker.isDefault === true || FEW.includes(asking.name)).map((asking) => ({
    ...asking,
    maker,
    title: `${name}: ${asking.name}`,
  })),
)

describe.each(rows)('$title', ({ maker, policy, asking }) => {
  it('shows nothing protected to nobody, and runs nothing of it (H2)', async () => {
    const { asked, faults } = await proveClosed(toHonoProof(server, maker, asking), policy, maker.isDefault === true)
    expect(faults).toEqual([])
    expect(asked).toBeGreaterThan(250)
  })

  it('refuses no legitimate URL (H3)', async () => {
    const { asked, ran, refusals } = await proveOpen(
      toHonoProof(server, maker, asking),
      policy,
      maker.isDefault === true,
    )
    expect(refusals).toEqual([])
    expect(ran).toBeGreaterThan(0)
    expect(asked).toBeGreaterThan(350)
  })
})
