import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'

describe('answerImage', () => {
  it.each([
    ['user_ada', 'AL'],
    ['org_acme', 'AC'],
  ])('draws the letters of %s, who has no picture', async (id, letters) => {
    const emulator = createEmulator()
    const answer = await emulator.fetch(`${emulator.url}/images/${id}`)
    expect(answer.headers.get('content-type')).toBe('image/svg+xml')
    expect(await answer.text()).toContain(`>${letters}</text>`)
  })

  it('may be drawn by pages of every origin', async () => {
    const emulator = createEmulator()
    const answer = await emulator.fetch(`${emulator.url}/images/user_ada`)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('writes a hostile name as text', async () => {
    const emulator = createEmulator({ seed: { organizations: [{ slug: 'x', name: '<"' }] } })
    expect(await (await emulator.fetch(`${emulator.url}/images/org_x`)).text()).toContain('>&lt;&quot;</text>')
  })

  it('knows nobody of another id', async () => {
    const emulator = createEmulator()
    expect((await emulator.fetch(`${emulator.url}/images/user_nobody`)).status).toBe(404)
  })
})
