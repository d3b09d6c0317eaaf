import { describe, expect, it } from 'vitest'
import { renewCookieHeader } from './renew-cookie-header.ts'

const attributes = '; Path=/; Max-Age=3600; SameSite=Lax; Secure'

describe('renewCookieHeader (in-use 10)', () => {
  it('puts new values in the place of the old ones, and leaves the rest to the letter', () => {
    expect(
      renewCookieHeader('theme=dark%20; __session=old; a="x y"; __session_Suf-1=old; cart=1=2', [
        `__session=new${attributes}`,
        `__session_Suf-1=new${attributes}`,
      ]),
    ).toBe('theme=dark%20; __session=new; a="x y"; __session_Suf-1=new; cart=1=2')
  })

  it.each<[string, string | null, string[], string | null]>([
    [
      'adds what was not there, last',
      'a=1',
      [`__session=new${attributes}`, `__client_uat=5${attributes}`],
      'a=1; __session=new; __client_uat=5',
    ],
    ['makes a header where there was none', null, [`__session=new${attributes}`], '__session=new'],
    ['removes what Max-Age deletes', '__session=old; a=1', ['__session=; Max-Age=0'], 'a=1'],
    ['removes what a negative Max-Age deletes', '__session=old; a=1', ['__session=x; max-age=-1'], 'a=1'],
    [
      'removes what a date deletes',
      'a=1; __session=old',
      ['__session=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
      'a=1',
    ],
    [
      'removes what an old form of date deletes',
      'a=1; __session=old',
      ['__session=x; Expires=Thu, 01-Jan-70 00:00:00 GMT'],
      'a=1',
    ],
    [
      'keeps what a date does not delete',
      '__session=old',
      ['__session=new; Expires=Fri, 19 Nov 2032 19:19:00 GMT'],
      '__session=new',
    ],
    [
      'believes Max-Age before the date',
      '__session=old',
      ['__session=new; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60'],
      '__session=new',
    ],
    ['counts an empty value as deleted', '__session=old; a=1', ['__session=; Path=/'], 'a=1'],
    ['leaves no header where no cookie is left', '__session=old', ['__session=; Max-Age=0'], null],
    [
      'removes a second cookie of the name',
      '__session=old; a=1; __session=older',
      [`__session=new${attributes}`],
      '__session=new; a=1',
    ],
    [
      'keeps a value beside the deletion of another scope',
      '__session=old',
      ['__session=new; Path=/', '__session=; Domain=app.test; Max-Age=0'],
      '__session=new',
    ],
    [
      'keeps a value behind the deletion of another scope',
      '__session=old',
      ['__session=; Domain=app.test; Max-Age=0', '__session=new; Path=/'],
      '__session=new',
    ],
    [
      'deletes what was set before, in the same scope',
      '__session=old',
      ['__session=new; Path=/', '__session=; Max-Age=0; path=/'],
      null,
    ],
    [
      'takes the last of two values',
      '__session=old',
      ['__session=one; Path=/', '__session=two; Path=/'],
      '__session=two',
    ],
    [
      'does not take a longer name for a shorter one',
      '__session_x=1; __session=old',
      [`__session=new${attributes}`],
      '__session_x=1; __session=new',
    ],
    ['ignores what is no cookie', 'a=1', ['nonsense', '=x'], 'a=1'],
    ['gives back the very header where nothing is set', ' a=1;;b ', [], ' a=1;;b '],
  ])('%s', (_, header, setCookies, renewed) => {
    expect(renewCookieHeader(header, setCookies)).toBe(renewed)
  })
})
