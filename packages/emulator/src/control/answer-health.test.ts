import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'

const ask = (headers: Readonly<Record<string, string>>) => {
  const emulator = createEmulator()
  emulator.control.setOutage('http')
  return emulator.fetch(`${emulator.url}/__emu/health`, { headers })
}

describe('answerHealth', () => {
  it('says to programs that it answers, also while it plays an outage', async () => {
    const answer = await ask({ accept: '*/*' })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ ok: true })
  })

  it('says so to people on a page', async () => {
    const answer = await ask({ accept: 'text/html,*/*' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await answer.text()).toContain('<h1>The emulator answers</h1>')
  })
})
