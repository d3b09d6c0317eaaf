import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isProtocolCookie, toCookieNames } from '../settings/cookie-names.ts'
import { toDirectives } from './directives.ts'

const names = toCookieNames('pk_live_Y2xlcmsuY2xlcmsuZGV2JA')
const read = (...values: unknown[]): ReturnType<typeof toDirectives> => toDirectives(values, names)

describe('toDirectives', () => {
  it('passes the protocol’s cookies on verbatim, and finds the session', () => {
    const values = ['__session=a.b.c; Path=/; Secure', '__client_uat=1', '__refresh_1Z8AzTQD=r; HttpOnly']
    expect(read(...values)).toEqual({ setCookies: values, sessionToken: 'a.b.c' })
  })

  it.each<[string, unknown[], string]>([
    ['the last', ['__session=a', '__session=b'], 'b'],
    ['the last, suffixed or not', ['__session_1Z8AzTQD=a', '__session=b'], 'b'],
    ['a removal after a session', ['__session=a', '__session=; Max-Age=0'], ''],
    ['up to a second equals sign', ['__session=a=b'], 'a'],
    ['none of another instance', ['__session_other123=a'], ''],
    ['none of a name that begins alike', ['__sessionx=a'], ''],
    ['none in an attribute', ['__client_uat=1; __session=a'], ''],
    ['nothing', [], ''],
  ])('takes %s', (_, values, token) => {
    expect(read(...values).sessionToken).toBe(token)
  })

  it.each<[string, unknown]>([
    ['another cookie', 'theme=dark'],
    ['a cookie of another instance', '__session_other123=a'],
    ['a prefixed cookie', '__Host-session=a'],
    ['a line break', '__session=a\r\nset-cookie: theme=dark'],
    ['a letter beyond ASCII', '__session=ä'],
    ['no text', { toString: () => '__session=a' }],
    ['nothing', ''],
    ['no name', '=a'],
  ])('drops %s', (_, value) => {
    expect(read(value)).toEqual({ setCookies: [], sessionToken: '' })
  })

  it('sets at most so many', () => {
    expect(read(...Array.from({ length: 100 }, () => '__client_uat=1')).setCookies).toHaveLength(32)
  })

  it('gives only what a header can hold, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.anything(),
            fc.string({ unit: 'binary' }).map((rest) => `__session=${rest}`),
          ),
        ),
        (values) => {
          const headers = new Headers()
          for (const cookie of toDirectives(values, names).setCookies) {
            headers.append('set-cookie', cookie)
            expect(cookie.split('=')[0]?.trim()).toBe('__session')
          }
        },
      ),
    )
  })
})

describe('isProtocolCookie', () => {
  it.each([
    '__session',
    '__refresh',
    '__client',
    'clerk_active_context',
    '__clerk_handshake',
    '__clerk_redirect_count',
    '__session_1Z8AzTQD',
  ])('is true of %s', (name) => expect(isProtocolCookie(name, names)).toBe(true))
  it.each(['', 'theme', '__Session', '__session_', '__session_other123', '__clerk_handshake_1Z8AzTQD', 'constructor'])(
    'is false of %j',
    (name) => expect(isProtocolCookie(name, names)).toBe(false),
  )
})
