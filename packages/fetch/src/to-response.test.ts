import type { Deny, Pass, Redirect } from '@postern/core'
import { describe, expect, it } from 'vitest'
import { toFinalResponse, toResponse } from './to-response.ts'

const outbound = {
  setCookies: ['a=1; Path=/', 'b=2; Path=/'],
  responseHeaders: [
    ['x-clerk-auth-status', 'signed-out'],
    ['cache-control', 'no-store'],
  ],
  trace: [],
  handover: (): never => {
    throw new Error('No adapter of this kind hands anything over.')
  },
} as const
const deny: Deny = {
  kind: 'deny',
  reason: 'token-invalid',
  status: 401,
  challenge: null,
  body: null,
  recovery: null,
  ...outbound,
}
const redirect: Redirect = {
  kind: 'redirect',
  reason: 'dev-browser-missing',
  status: 307,
  location: new URL('https://clerk.example.com/x'),
  recovery: null,
  ...outbound,
}

describe('toResponse', () => {
  it('redirects with an empty body, its cookies apart', async () => {
    const response = toResponse(redirect)
    expect([response.status, response.headers.get('location'), await response.text()]).toEqual([
      307,
      'https://clerk.example.com/x',
      '',
    ])
    expect(response.headers.getSetCookie()).toEqual(outbound.setCookies)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it.each([400, 401, 404, 503] as const)(
    'refuses with %i: an empty body, or the problem for a client that asks for it',
    async (status) => {
      const plain = toResponse({ ...deny, status })
      expect([plain.status, await plain.text(), plain.headers.get('content-type')]).toEqual([status, '', null])
      const json = toResponse({ ...deny, status, body: '{"status":1}' })
      expect([json.status, json.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
      expect(await json.json()).toEqual({ status: 1 })
    },
  )

  it('carries the challenge', () => {
    const response = toResponse({ ...deny, challenge: 'Bearer resource_metadata="x"' })
    expect(response.headers.get('www-authenticate')).toBe('Bearer resource_metadata="x"')
    expect(toResponse(deny).headers.get('www-authenticate')).toBeNull()
  })
})

describe('toFinalResponse', () => {
  const pass = { kind: 'pass', reason: null, ...outbound } as unknown as Pass<undefined>

  it('leaves the answer to an upgrade alone', () => {
    // Node makes no response with this status.
    const upgrade = Object.create(new Response(), { status: { value: 101 } }) as Response
    expect(toFinalResponse(pass, upgrade)).toBe(upgrade)
  })

  it('replaces a public cache header when it sets a session', () => {
    const response = new Response('ok', { headers: { 'cache-control': 'public, max-age=600', 'set-cookie': 'own=1' } })
    const final = toFinalResponse(pass, response)
    expect(final.headers.get('cache-control')).toBe('no-store')
    expect(final.headers.getSetCookie()).toEqual(['own=1', ...outbound.setCookies])
  })
})
