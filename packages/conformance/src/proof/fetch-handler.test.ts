/** A plain fetch handler over sockets: no protected answer to nobody and no legitimate URL refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFetchApplication } from './create-fetch-application.ts'
import type { Policy } from './judge-answer.ts'
import { POLICIES } from './policies.ts'
import { FETCH_PAGES } from './proof-pages.ts'
import { proveClosed, type ProofApplication } from './prove-closed.ts'
import { proveOpen } from './prove-open.ts'
import { startServer, type ProofServer } from './start-server.ts'

let server: ProofServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

function start(policy: Policy): ProofApplication {
  server.answerWith(createFetchApplication(policy, server.keys, server.note))
  return {
    ...server.base,
    ...FETCH_PAGES,
    preflightPages: [],
  }
}

describe.each(POLICIES)('$name', (policy) => {
  it('shows nothing protected to nobody, and runs nothing of it (H2)', async () => {
    const { asked, faults } = await proveClosed(start(policy), policy, true)
    expect(faults).toEqual([])
    expect(asked).toBeGreaterThan(1000)
  })

  it('refuses no legitimate URL (H3)', async () => {
    const { asked, ran, refusals } = await proveOpen(start(policy), policy, true)
    expect(refusals).toEqual([])
    expect(ran).toBeGreaterThan(0)
    expect(asked).toBeGreaterThan(500)
  })
})
