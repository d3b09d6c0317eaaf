import { describe, expect, it } from 'vitest'
import { devOptions, toNavigation, toRequest } from '../../test/fakes.ts'
import { readRequest } from '../request/read-request.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { readSatelliteReturn } from './satellite-return.ts'

const settings = resolveSettings({
  ...devOptions,
  domain: 'satellite.example.net:8443',
  allowedRedirectOrigins: ['https://partner.example.org', 'https://*.preview.example.org'],
})
const read = (target: string, make = toNavigation): string | null => {
  const request = make(`/?__clerk_redirect_url=${encodeURIComponent(target)}`)
  return readSatelliteReturn(readRequest(request, []), settings)?.href ?? null
}

describe('readSatelliteReturn', () => {
  // rulings.md D3
  it.each([
    'http://localhost:3001/back?x=1#h',
    'http://127.0.0.1/',
    'http://[::1]:3000/',
    'https://a.b.localhost/',
    'http://shop.test/',
    'http://shop.test:3000/',
    'https://app.example.com/other',
    'http://app.example.com/',
    'https://satellite.example.net:8443/x',
    'https://partner.example.org/x',
    'https://pr-1.preview.example.org/x',
  ])('goes back to %s', (target) => {
    expect(read(target)).toBe(target)
  })

  it.each([
    'https://evil.example/',
    'https://app.example.com.evil.example/',
    'https://evil.example/?https://app.example.com/',
    'https://localhost.evil.example/',
    'https://evilapp.example.com/',
    'https://evil.app.example.com/',
    'https://evil.example#.localhost',
    'https://test/',
    'https://satellite.example.net/',
    'http://partner.example.org/',
    'https://preview.example.org/',
    'https://a.b.preview.example.org/',
    'https://app.example.com:444/',
    'https://user@localhost/',
    'https://localhost@evil.example/',
    'javascript:alert(1)//localhost',
    'data:text/html,localhost',
    'ftp://localhost/',
    '//localhost/',
    '/path',
    'localhost:3000',
    '',
  ])('does not go to %j', (target) => {
    expect(read(target)).toBeNull()
  })

  it('answers documents only', () => {
    expect(read('http://localhost/', toRequest)).toBeNull()
    expect(read('http://localhost/', (url) => toNavigation(url, { method: 'POST' }))).toBeNull()
  })

  it('takes the first of several', () => {
    const request = toNavigation('/?__clerk_redirect_url=https://evil.example&__clerk_redirect_url=http://localhost')
    expect(readSatelliteReturn(readRequest(request, []), settings)).toBeNull()
  })
})
