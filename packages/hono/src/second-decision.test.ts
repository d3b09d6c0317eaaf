import { Hono } from 'hono'
import { expect, describe, it } from 'vitest'
import type { AuthEvent } from '@postern/core'
import { APP, createProvider, toCookies } from '../../fetch/test/provider.ts'
import { createClerkMiddleware } from './clerk-middleware.ts'
import { protect } from './protect.ts'

describe('a route that refuses by itself', () => {
  it('is told of as a second decision, with what was wanted and held, joined to the first (first-day 9, 10)', async () => {
    const provider = await createProvider()
    const events: AuthEvent[] = []
    const ports = { ...provider.ports, log: (event: AuthEvent) => void events.push(event) }
    const app = new Hono()
    app.use(createClerkMiddleware(ports)({ ...provider.options, debug: true }))
    app.get('/team', protect({ role: 'org:owner' }), (c) => c.text('secret'))
    const headers = { cookie: toCookies(await provider.mint()) }
    expect((await app.request(`${APP}/team`, { headers })).status).toBe(404)
    const [first, second] = events.filter(({ event }) => event.endsWith('decision'))
    expect(first?.message).toContain('GET /team → user_ada → nothing asked → pass')
    expect(second?.event).toBe('second-decision')
    expect(second?.message).toContain('asked for org:owner → deny 404 by condition-not-met → wants org:owner, has ')
    expect(second?.message.slice(0, 8)).toBe(first?.message.slice(0, 8))
  })
})
