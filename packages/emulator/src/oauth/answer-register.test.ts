import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'

const register = (emulator: Emulator, body: unknown): Promise<Response> =>
  emulator.fetch(`${emulator.url}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const CLIENT = { redirect_uris: ['http://localhost:4000/callback'] }

describe('answerRegister', () => {
  it('forgets the oldest clients that nobody used, once there are many', async () => {
    const emulator = createEmulator({ clock: 1_790_000_000_000 })
    const { client_id: used } = (await (await register(emulator, CLIENT)).json()) as { client_id: string }
    await emulator.mint.oauthToken({ clientId: used })
    const { client_id: unused } = (await (await register(emulator, CLIENT)).json()) as { client_id: string }
    for (let count = 0; count < 600; count += 1) await register(emulator, CLIENT)
    const state = await emulator.fetch(`${emulator.url}/__emu/state`)
    const { oauthApplications } = (await state.json()) as { oauthApplications: { id: string; isDynamic: boolean }[] }
    const known = oauthApplications.filter(({ isDynamic }) => isDynamic).map(({ id }) => id)
    expect(known.length).toBeLessThanOrEqual(501)
    expect([known.includes(used), known.includes(unused)]).toEqual([true, false])
  })

  it('takes no metadata as long as a book', async () => {
    const answer = await register(createEmulator(), { ...CLIENT, client_name: 'a'.repeat(20_000) })
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_client_metadata' }])
  })
})
