/**
 * Answers of the provider's key endpoint → whether a sound token holds, and the reason where it does not.
 *
 * @see protocol.md 4.3
 */
import { createClerkClient } from '@clerk/backend'
import { serve } from '@hono/node-server'
import { createAuth } from '@postern/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareKind, holdStill, letGo } from '../compare-kind.ts'
import { listStale } from '../difference.ts'
import type { ProviderAnswer } from '../machine/draw-machine.ts'
import { createOwnKey, SESSION_HEADER, SOUND_CLAIMS } from '../own-key.ts'
import { allowedKeyDifferences, type KeyCase, type KeyOutcome } from './allowed-key-differences.ts'
import { listKeyAnswers } from './key-answers.ts'

const PUBLISHABLE_KEY = 'pk_live_Y2xlcmsuYXBwLnRlc3Qk'

/** A provider with an answer for each secret key: what one situation learns of keys must not be known to the next. */
async function startKeyProvider(answers: readonly ProviderAnswer[]) {
  const respond = (request: Request): Response => {
    const { status, contentType, body } = answers[Number(request.headers.get('authorization')?.slice(15))] ?? {
      status: 500,
      contentType: 'text/plain',
      body: '',
    }
    return new Response(body, { status, headers: { 'content-type': contentType } })
  }
  const server = serve({ fetch: respond, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { apiUrl: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) }
}

describe('keys of the provider', () => {
  beforeAll(holdStill)
  afterAll(letGo)

  it('are read alike, 27 answers', async () => {
    const key = createOwnKey()
    const answers = listKeyAnswers(key)
    const names = Object.keys(answers)
    const { apiUrl, close } = await startKeyProvider(Object.values(answers))
    const token = key.sign(SESSION_HEADER, SOUND_CLAIMS)
    const request = () => new Request('https://www.app.test/', { headers: { authorization: `Bearer ${token}` } })
    const toSecret = (name: string): string => `sk_live_${names.indexOf(name)}`
    const askVendor = async (name: string): Promise<KeyOutcome> => {
      const options = { publishableKey: PUBLISHABLE_KEY, secretKey: toSecret(name), apiUrl }
      const client = createClerkClient({ ...options, telemetry: { disabled: true } })
      const { status, reason } = await client.authenticateRequest(request(), options)
      return { status, reason }
    }
    // The vendor's tries five times, and waits in between: all at once, or it would take a minute.
    const asked = new Map(names.map((name) => [name, askVendor(name)]))
    const run = await compareKind<KeyCase, KeyOutcome>({
      cases: names.map((answer) => ({ answer })),
      askVendor: async ({ answer }) => (await asked.get(answer)) ?? { status: 'not asked', reason: null },
      async askOurs({ answer }) {
        const options = { publishableKey: PUBLISHABLE_KEY, secretKey: toSecret(answer), apiUrl }
        const decision = await createAuth(options, { log: () => {} }).decide(request())
        const headers = new Headers(decision.responseHeaders.map(([name, value]): [string, string] => [name, value]))
        return { status: headers.get('x-clerk-auth-status') ?? 'signed-in', reason: headers.get('x-clerk-auth-reason') }
      },
      differences: allowedKeyDifferences,
      describe: ({ answer }) => answer,
    })
    await close()
    expect(run.unexplained).toEqual([])
    expect(run.compared).toBe(27)
    expect(listStale(allowedKeyDifferences, run.met)).toEqual([])
  })
})
