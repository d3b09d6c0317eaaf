/** What do/machine-tokens.md says of a route handler. */
import { describe, expect, it } from 'vitest'
import { ask, emulator } from './app.ts'

describe('a route for API keys', () => {
  const show = async (options?: Parameters<typeof emulator.mint.apiKey>[0]): Promise<Response> => {
    const { bearer } = await emulator.mint.apiKey(options)
    return ask('/api/export', { headers: { authorization: bearer } })
  }

  it('opens to a key with its scope', async () => {
    const response = await show({ subject: 'ada', scopes: ['read:posts'] })
    expect([response.status, await response.json()]).toEqual([200, { exportOf: 'user_ada' }])
  })

  it('answers 403 to a key without it', async () => {
    expect((await show({ subject: 'ada' })).status).toBe(403)
  })

  it('answers 401 to whoever shows none', async () => {
    expect((await ask('/api/export')).status).toBe(401)
  })
})
