import { describe, expect, it } from 'vitest'
import { parseCurl } from './parse-curl.ts'

const CHROME = `curl 'http://localhost:3000/admin?tab=a%20b' \\
  -H 'accept: text/html' \\
  -b '__session=one; theme=it'\\''s' \\
  -H 'sec-fetch-dest: document' \\
  --data-raw $'{"word":"it\\'s \\u0021"}' \\
  --compressed --insecure`

describe('parseCurl', () => {
  it('reads what Chrome copies', () => {
    const { method, url, headers } = parseCurl(CHROME)
    expect([method, url.href]).toEqual(['POST', 'http://localhost:3000/admin?tab=a%20b'])
    expect(headers).toEqual([
      ['accept', 'text/html'],
      ['sec-fetch-dest', 'document'],
      ['cookie', "__session=one; theme=it's"],
    ])
  })

  it('reads what Firefox copies, with the method named and combined flags', () => {
    const { method, headers } = parseCurl(`curl -sSL 'https://app.example.com/' -X PUT -H 'Cookie: __session=one'`)
    expect([method, headers[0]]).toEqual(['PUT', ['Cookie', '__session=one']])
  })

  it('reads what Chrome copies for the Windows shell', () => {
    const { url, headers } = parseCurl('curl ^"http://localhost:3000/a?b=1^&c=2^" ^\r\n  -H ^"x-word: a \\^"b\\^"^"')
    expect([url.href, headers[0]]).toEqual(['http://localhost:3000/a?b=1&c=2', ['x-word', 'a "b"']])
  })

  it.each([
    ['-I', 'HEAD'],
    ['-G -d a=b', 'GET'],
    ['--json 1', 'POST'],
    ['-XDELETE', 'DELETE'],
  ])('knows the method of %s', (flags, method) => {
    expect(parseCurl(`curl ${flags} http://localhost/`).method).toBe(method)
  })

  it('runs nothing and opens no file', () => {
    expect(parseCurl('curl http://localhost/$(touch) -d @/etc/passwd -b cookies.txt').headers).toEqual([
      ['accept', '*/*'],
    ])
  })

  it.each([
    ['an open quote', `curl 'http://canary.localhost/`],
    ['another command', 'wget http://canary.localhost/'],
    ['an unknown option', 'curl --canary http://localhost/ canary'],
    ['two addresses', 'curl http://canary.localhost/ http://canary.localhost/'],
    ['a header in two lines', `curl http://localhost/ -H 'a: canary\n b'`],
    ['no URL', 'curl ftp://canary'],
  ])('names no part of the command for %s', (_name, command) => {
    expect(() => parseCurl(command)).toThrow(/^ERR_CLI_USAGE: (?!.*[^-]canary)/)
  })
})
