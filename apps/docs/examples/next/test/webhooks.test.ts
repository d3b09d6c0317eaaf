/** What do/webhooks.md says of a route handler. */
import { createEmulator } from '@postern/emulator'
import { describe, expect, it } from 'vitest'
import { ask } from './app.ts'

describe('a route for webhooks', () => {
  it('takes a message once', async () => {
    const answers: (readonly [status: number, text: string])[] = []
    const sender = createEmulator({
      webhookFetch: async (request) => {
        const { method, headers } = request
        const response = await ask('/api/webhooks', { method, headers, body: await request.text() })
        answers.push([response.status, await response.clone().text()])
        return response
      },
    })
    const { webhooks } = sender.control
    // The secret is that of `start.ts`.
    const { id } = webhooks.create({
      url: 'http://localhost:3000/api/webhooks',
      secret: 'whsec_cG9zdGVybi1lbXVsYXRvci13ZWJob29r',
    })
    const message = webhooks.sendTest(id, 'user.created')
    await webhooks.settled()
    webhooks.replay(message.id)
    await webhooks.settled()
    expect(answers).toEqual([
      [200, 'Thank you.'],
      [200, 'Known already.'],
    ])
    await sender.close()
  })

  it('refuses what nobody signed', async () => {
    expect((await ask('/api/webhooks', { method: 'POST', body: '{}' })).status).toBe(400)
  })
})
