import { describe, expect, it } from 'vitest'
import { devOptions, liveCookies, liveOptions, silentWorld, toNavigation, toRequest } from '../../test/fakes.ts'
import { createAuth } from '../guard/create-auth.ts'
import { reverificationError } from '../session/reverification.ts'
import { applyDecision, reverificationErrorResponse, toHeaders } from './apply-decision.ts'
import type { Deny, Redirect } from './auth-decision.ts'

const base = {
  setCookies: ['a=1', 'b=2; Path=/'],
  responseHeaders: [
    ['x-clerk-auth-reason', 'r'],
    ['cache-control', 'no-store'],
  ],
  trace: [],
} as const
const redirect: Redirect = {
  ...base,
  kind: 'redirect',
  status: 307,
  reason: 'dev-browser-missing',
  location: new URL('https://a.example/x'),
  recovery: null,
  handover: null,
}
const deny: Deny = {
  ...base,
  kind: 'deny',
  status: 401,
  reason: 'token-invalid',
  body: null,
  challenge: 'Bearer x',
  recovery: null,
  handover: null,
}

describe('toHeaders', () => {
  it('holds the location of a redirect and the challenge of a refusal', () => {
    expect(toHeaders(redirect).get('location')).toBe('https://a.example/x')
    expect(toHeaders(redirect).getSetCookie()).toEqual(['a=1', 'b=2; Path=/'])
    expect(toHeaders(deny).get('www-authenticate')).toBe('Bearer x')
    expect(toHeaders({ ...deny, challenge: null }).has('www-authenticate')).toBe(false)
  })
})

describe('applyDecision', () => {
  it('appends cookies and headers, and replaces the cache rule', () => {
    const response = new Response('x', {
      status: 201,
      headers: { 'set-cookie': 'own=1', 'cache-control': 'public, max-age=60', 'x-own': '1' },
    })
    const applied = applyDecision(redirect, response)
    expect(applied.status).toBe(201)
    expect(applied.headers.getSetCookie()).toEqual(['own=1', 'a=1', 'b=2; Path=/'])
    expect(applied.headers.get('cache-control')).toBe('no-store')
    expect(applied.headers.get('x-own')).toBe('1')
  })

  it('copies a response whose headers cannot be changed, body and all', async () => {
    const applied = applyDecision(deny, Response.redirect('https://a.example/', 302))
    expect(applied.status).toBe(302)
    expect(applied.headers.get('location')).toBe('https://a.example/')
    expect(applied.headers.getSetCookie()).toEqual(['a=1', 'b=2; Path=/'])
  })

  it('gives back the same response where nothing is to be added', async () => {
    const request = toRequest('/', { cookies: await liveCookies() })
    const decision = await createAuth(liveOptions, silentWorld().ports).decide(request)
    const response = Response.json({ a: 1 })
    expect(applyDecision(decision, response)).toBe(response)
  })

  it('works on a real decision', async () => {
    const decision = await createAuth(devOptions, silentWorld().ports).decide(toNavigation('/'))
    const headers = toHeaders(decision)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.getSetCookie()).toEqual(['__clerk_redirect_count=1; SameSite=Lax; HttpOnly; Max-Age=2'])
    expect(headers.get('x-clerk-auth-status')).toBe('handshake')
  })
})

describe('reverificationErrorResponse', () => {
  it('answers 403 with what did not hold, for no cache (first-day 11)', async () => {
    const response = reverificationErrorResponse({ level: 'second_factor', afterMinutes: 5 })
    expect([response.status, response.headers.get('cache-control')]).toEqual([403, 'no-store'])
    expect(await response.json()).toEqual({
      clerk_error: {
        type: 'forbidden',
        reason: 'reverification-error',
        metadata: { reverification: { level: 'second_factor', afterMinutes: 5 } },
      },
    })
  })

  it('leaves the choice to the browser where nothing is named (first-day 11)', async () => {
    expect(await reverificationErrorResponse().json()).toEqual(reverificationError())
    expect(reverificationError().clerk_error.metadata).toEqual({})
  })
})
