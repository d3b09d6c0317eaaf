/** Trouble on demand as the vendor's server packages and ours come to see it, over a port. */
import { createClerkClient, verifyToken } from '@clerk/backend'
import { createEmulator, type Emulator, type TokenTrouble } from '@postern/emulator'
import { withAuth } from '@postern/fetch'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const APP = 'http://localhost:3000'

describe('trouble on demand', () => {
  let emulator: Emulator
  beforeEach(async () => {
    emulator = createEmulator()
    await emulator.listen()
  })
  afterEach(() => emulator.close())

  const nextToken = async (): Promise<string> => {
    const { emulatorCookie, sessionId } = await emulator.mint.session()
    const answer = await fetch(`${emulator.url}/v1/client/sessions/${sessionId}/tokens`, {
      method: 'POST',
      headers: { cookie: emulatorCookie, origin: APP },
    })
    return ((await answer.json()) as { jwt: string }).jwt
  }

  it.each<readonly [TokenTrouble, string]>([
    ['expired', 'token-expired'],
    ['not-yet', 'token-not-active-yet'],
    ['foreign-key', 'token-invalid-signature'],
    ['foreign-app', 'token-invalid-authorized-parties'],
  ])('%s tokens are %s to the vendor, and nobody to us', async (tokens, reason) => {
    emulator.control.trouble.add({ tokens, times: 1 })
    const token = await nextToken()
    const options = { secretKey: emulator.secretKey, apiUrl: emulator.url, authorizedParties: [APP] }
    await expect(verifyToken(token, options)).rejects.toMatchObject({ reason })
    const handle = withAuth(async (_request, { auth }) => Response.json({ userId: (await auth()).userId }), {
      ...emulator.authOptions,
      authorizedParties: [APP],
    })
    const answer = await handle(new Request(`${APP}/api`, { headers: { authorization: `Bearer ${token}` } }))
    expect(await answer.json()).toEqual({ userId: null })
  })

  it('a limit brings the vendor a 429 and when to come again', async () => {
    emulator.clock.freeze()
    emulator.control.trouble.add({ path: '/v1/users', limit: 1, windowSec: 30 })
    const client = createClerkClient({ secretKey: emulator.secretKey, apiUrl: emulator.url })
    expect((await client.users.getUserList()).data.length).toBeGreaterThan(0)
    await expect(client.users.getUserList()).rejects.toMatchObject({
      status: 429,
      retryAfter: 30,
      errors: [{ code: 'too_many_requests' }],
    })
    emulator.clock.advance(30_000)
    expect((await client.users.getUserList()).data.length).toBeGreaterThan(0)
  })

  it('a body of its own reaches the vendor as it is', async () => {
    emulator.control.trouble.add({ path: '/v1/users/:id', status: 404, code: 'made_up', times: 1 })
    const client = createClerkClient({ secretKey: emulator.secretKey, apiUrl: emulator.url })
    await expect(client.users.getUser('user_ada')).rejects.toMatchObject({ status: 404, errors: [{ code: 'made_up' }] })
    expect((await client.users.getUser('user_ada')).id).toBe('user_ada')
  })
})
