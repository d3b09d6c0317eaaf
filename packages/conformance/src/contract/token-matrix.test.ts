/** The matrix of tokens, over HTTP semantics, in core and every adapter. */
import type { AuthOptions } from '@postern/core'
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { answerWithCore } from './apps/answer-with-core.ts'
import { answerWithFetch } from './apps/answer-with-fetch.ts'
import { answerWithHono } from './apps/answer-with-hono.ts'
import { answerWithNext } from './apps/answer-with-next.ts'
import type { ContractApp } from './run-contract.ts'
import { APP_ORIGIN } from './situations.ts'
import { acceptedSets, isAmong, type Proof, proofs, toExpectedStatus } from './token-matrix.ts'

const apps: Readonly<Record<string, (options: AuthOptions) => ContractApp>> = {
  core: answerWithCore,
  fetch: answerWithFetch,
  hono: answerWithHono,
  next: answerWithNext,
}
/** Where machine tokens are verified before anybody asks. @see decisions.md D11 */
const EAGER = ['hono', 'next']

describe.each(Object.entries(apps))('tokens in %s', (adapter, create) => {
  let emulator: Emulator
  beforeAll(async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    emulator = createEmulator({ appOrigin: APP_ORIGIN })
    await emulator.listen()
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await emulator.close()
  })

  async function ask(proof: Proof, accepted: (typeof acceptedSets)[number]) {
    const token = await proof.mint(emulator)
    // A new application each time: nothing is remembered.
    const app = create(emulator.authOptions)
    emulator.control.clearRequests()
    if (proof.isOutage === true) emulator.control.setOutage('http')
    const url = `${APP_ORIGIN}/accepts?token=${encodeURIComponent(JSON.stringify(accepted))}`
    const headers = { host: 'localhost:3000', accept: '*/*', authorization: `Bearer ${token}` }
    const { response } = await app(new Request(url, { headers }))
    emulator.control.setOutage(null)
    const calls = emulator.control.requests().filter(({ path }) => !path.endsWith('/jwks')).length
    const reason = response.headers.get('x-clerk-auth-reason')?.split(', ').at(-1) ?? null
    return { status: response.status, reason, calls, body: response.status === 401 ? await response.text() : '' }
  }

  it.each(proofs.map((proof) => [proof.name, proof] as const))('%s', async (_, proof) => {
    for (const accepted of acceptedSets) {
      const isAccepted = isAmong(proof.type, accepted)
      const { status, reason, calls, body } = await ask(proof, accepted)
      const about = `where ${String(accepted)} is accepted`
      expect(status, about).toBe(toExpectedStatus(proof, accepted))
      expect(body, about).toBe('')
      if (isAccepted) expect(reason, about).toBe(proof.reason)
      // Never more than one call, and none where its kind is not asked for, unless the framework cannot ask later.
      const mostCalls = isAccepted || EAGER.includes(adapter) ? proof.calls : 0
      expect(calls, about).toBeLessThanOrEqual(mostCalls)
      if (isAccepted) expect(calls, about).toBe(proof.calls)
    }
  })
})
