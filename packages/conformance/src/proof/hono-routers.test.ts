/** Hono over sockets: no protected answer to nobody and no legitimate URL refused, under each router, however the path is given to it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HONO_ROWS as rows } from './hono-rows.ts'
import { proveClosed } from './prove-closed.ts'
import { proveOpen } from './prove-open.ts'
import { startServer, type ProofServer } from './start-server.ts'
import { toHonoProof } from './to-hono-proof.ts'

let server: ProofServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

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
