import { NextResponse } from 'next/server.js'
import { describe, expect, it } from 'vitest'
import { toPassResponse } from './to-pass-response.ts'

describe('toPassResponse', () => {
  it.each<[string, readonly (readonly [name: string, value: string])[]]>([
    ['no headers', []],
    [
      'headers of a visit',
      [
        ['host', 'app.test'],
        ['cookie', 'a=1; b=2'],
        ['accept', '*/*'],
        ['x-mine', ''],
      ],
    ],
    [
      'names that objects know',
      [
        ['__proto__', 'a'],
        ['constructor', 'b'],
        ['7', 'c'],
        ['to_string', 'd'],
      ],
    ],
    [
      'headers that responses have',
      [
        ['set-cookie', 'a=1'],
        ['location', '/x'],
        ['x-middleware-next', '1'],
      ],
    ],
  ])("is Next's own for %s", (_what, entries) => {
    // Read back from where requests have them, so that they are spelt as there.
    const headers = new Headers(entries.map(([name, value]): [string, string] => [name, value]))
    const expected = NextResponse.next({ request: { headers } })
    const made = toPassResponse(new Map(headers))
    expect([...made.headers]).toEqual([...expected.headers])
    expect([made.status, made.body, made instanceof NextResponse]).toEqual([expected.status, null, true])
  })

  it('takes cookies', () => {
    const response = toPassResponse(new Map())
    response.cookies.set('theme', 'dark')
    expect(response.headers.getSetCookie()).toEqual(['theme=dark; Path=/'])
  })
})
