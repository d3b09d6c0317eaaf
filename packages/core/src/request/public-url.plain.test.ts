import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPublicUrl } from './public-url.ts'

const nobody = { forwardedHost: null, forwardedProto: null, host: null }

function toParsed(text: string): unknown {
  const { origin, host, pathname, search, href } = new URL(text)
  return { origin, host, pathname, search, href }
}

describe('toPublicUrl, where nothing has to be parsed', () => {
  const host = fc.oneof(
    fc.stringMatching(/^[a-z0-9.-]{1,12}$/),
    fc.constantFrom(
      'localhost',
      'app.example.com',
      '127.1',
      '0x7f.1',
      'a.0x1',
      'a.1',
      'xn--a',
      'a-1.b',
      '1.a',
      'A.b',
      'a..b',
      'a.',
    ),
  )
  const port = fc.constantFrom('', ':80', ':443', ':3000', ':0300', ':65536', ':99999', ':8080')
  const path = fc.array(
    fc.constantFrom('/', '//', '.', '..', 'a', 'b.c', '%2e', '%', '\\', "'", '@', ':', ';', ' ', 'é', '~', '|'),
    { maxLength: 8 },
  )
  const tail = fc.constantFrom('', '?', '?a=1', "?a='", '?a=%2e&b', '#x', '?a#x', '?{', '?a b')
  const url = fc
    .tuple(fc.constantFrom('http', 'https', 'HTTPS'), host, port, path, tail)
    .map(([scheme, name, at, parts, rest]) => `${scheme}://${name}${at}/${parts.join('')}${rest}`)
    .filter((text) => URL.canParse(text))

  it('says what a parser says', () => {
    fc.assert(
      fc.property(url, (text) => {
        expect(toPublicUrl(text, nobody, [])).toEqual(toParsed(text))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each(['https://app.example.com/a/b?c=d', 'http://localhost:3000/', 'https://app.example.com/a.b/~c?x=%20'])(
    'takes %s as it is',
    (text) => expect(toPublicUrl(text, nobody, [])).toEqual(toParsed(text)),
  )
})
