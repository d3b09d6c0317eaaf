import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCanonicalPath, toFoldedPath } from './to-canonical-path.ts'

describe('toCanonicalPath', () => {
  it.each([
    ['/%64ash%2Dboard%7e', '/dash-board~'],
    ['/a b"<>`{|}^', '/a%20b%22%3C%3E%60%7B%7C%7D%5E'],
    ['/über/日本/🙂', '/%C3%BCber/%E6%97%A5%E6%9C%AC/%F0%9F%99%82'],
    ['/%c3%bc%2f%3a', '/%C3%BC%2F%3A'],
    ["/a:b@c!$&'()*+,;=[]\\", "/a:b@c!$&'()*+,;=[]\\"],
    ['/%27%28%29%2a%21', '/%27%28%29%2A%21'],
    ['/%2561', '/%2561'],
  ])('spells %s as %s', (path, expected) => {
    expect(toCanonicalPath(path)).toEqual({ ok: true, value: expected })
  })

  it.each(['/%', '/%4', '/%g0', '/%ff', '/%c3', '/%c0%af', '/\ud83d'])('calls %j malformed', (path) => {
    expect(toCanonicalPath(path)).toEqual({ ok: false, failure: 'malformed' })
  })

  it.each(['/\n', '/%0a', '/%00', '/%7F', '/\u0085', '/%C2%85', '/%E2%80%A8', '/\u2029'])(
    'finds the control character in %j',
    (path) => {
      expect(toCanonicalPath(path)).toEqual({ ok: false, failure: 'control' })
    },
  )

  it('changes nothing the second time, and means the same to decodeURI', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const canonical = toCanonicalPath(path)
        if (!canonical.ok) return
        expect(toCanonicalPath(canonical.value)).toEqual(canonical)
        expect(decodeURIComponent(canonical.value)).toBe(decodeURIComponent(path))
      }),
    )
  })
})

describe('toFoldedPath', () => {
  it('makes the cases of a letter outside ASCII equal, and no others', () => {
    expect(toFoldedPath('/a%C3%BC')).toBe(toFoldedPath('/a%C3%9C'))
    expect(toFoldedPath('/%C3%9F%2F')).toBe('/%C3%9F%2F')
  })

  it('makes a letter that some functions turn into an ASCII one equal to it (H2)', () => {
    expect(toFoldedPath('/%E2%84%AA')).toBe('/K')
    expect(toFoldedPath('/%C5%BF')).toBe('/S')
    expect(toFoldedPath('/%C4%B1')).toBe('/I')
  })
})
