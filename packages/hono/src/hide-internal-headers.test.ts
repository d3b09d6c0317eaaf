import { HonoRequest } from 'hono/request'
import { describe, expect, it, vi } from 'vitest'
import { hideInternalHeaders } from './hide-internal-headers.ts'

const forge = (name = 'x-clerk-auth-status'): Request =>
  new Request('http://localhost/a?x=1', {
    method: 'POST',
    body: 'hello',
    headers: { [name]: 'signed-in', 'x-own': '1' },
  })

function hide(raw: Request, setCookies: readonly string[] = []): HonoRequest {
  const request = new HonoRequest(raw)
  hideInternalHeaders(request, setCookies)
  return request
}

describe('hideInternalHeaders', () => {
  it.each(['x-clerk-auth-status', 'X_Clerk_Auth_Status', 'x-postern-seal'])('hides %s from every reader', (name) => {
    expect(hide(forge(name)).header(name)).toBeUndefined()
    expect(hide(forge(name)).header()).toEqual({ 'content-type': 'text/plain;charset=UTF-8', 'x-own': '1' })
    expect([...hide(forge(name)).raw.headers.keys()]).toEqual(['content-type', 'x-own'])
  })

  it.each(['x-nonce', 'x_nonce', 'content-security-policy', 'Content_Security_Policy_Report_Only'])(
    'hides what a client says of scripts: %s (L1)',
    (name) => {
      expect(hide(forge(name)).header()).toEqual({ 'content-type': 'text/plain;charset=UTF-8', 'x-own': '1' })
    },
  )

  it('is the same request where there is nothing to hide', () => {
    const raw = forge('x-other')
    expect(hide(raw).raw).toBe(raw)
  })

  it('makes the clean request once, body and method included', async () => {
    const request = hide(forge())
    expect(request.raw).toBe(request.raw)
    expect([request.method, request.url, await request.text()]).toEqual(['POST', 'http://localhost/a?x=1', 'hello'])
  })

  it('looks at no header before somebody reads the request', () => {
    const raw = forge()
    const list = vi.spyOn(raw.headers, 'forEach')
    const request = hide(raw)
    expect(list).not.toHaveBeenCalled()
    expect([request.header('x-own'), list.mock.calls.length]).toEqual(['1', 1])
  })

  it('leaves what another middleware puts in its place, until it is called again', () => {
    const request = hide(forge())
    const own = forge()
    request.raw = own
    expect(request.raw).toBe(own)
    hideInternalHeaders(request, [])
    expect(request.header('x-clerk-auth-status')).toBeUndefined()
  })

  it('shows every reader the cookies that go to the browser, in the place of the old ones (in-use 10)', () => {
    const raw = new Request('http://localhost/', { headers: { cookie: '__session=old; theme=dark' } })
    const request = hide(raw, ['__session=new; Path=/'])
    expect([request.header('cookie'), request.raw.headers.get('cookie')]).toEqual([
      '__session=new; theme=dark',
      '__session=new; theme=dark',
    ])
    expect(request.raw).toBe(request.raw)
  })

  it('shows a request whose body somebody has read, without headers that are not its own', async () => {
    const raw = forge()
    await raw.text()
    expect(hide(raw).raw.headers.has('x-clerk-auth-status')).toBe(false)
  })

  it('throws and shows nothing where the clean request cannot be made', () => {
    const { headers } = forge()
    const raw = { headers, method: 'POST', url: 'no url', body: null } as Request
    expect(() => hide(raw).raw).toThrow(TypeError)
  })
})
