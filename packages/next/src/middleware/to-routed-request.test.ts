import { NextRequest } from 'next/server.js'
import { describe, expect, it } from 'vitest'
import { readBuild } from './read-build.ts'
import { toRoutedRequest } from './to-routed-request.ts'

const build = { ...readBuild(), version: '15.5.29', locales: ['en', 'de-CH'] }
const nextConfig = { i18n: { locales: [...build.locales], defaultLocale: 'en' } }
const at = (path: string) => new NextRequest(`https://app.test${path}`, { nextConfig })

describe('toRoutedRequest', () => {
  it.each(['/en/en/vault', '/en/de-CH/vault', '/de-ch/EN/vault', '/en/en', '/en/en/'])(
    'refuses %s, of which Next 15 takes two locales (H2)',
    (path) => {
      expect(toRoutedRequest(at(path), build)).toBeNull()
    },
  )

  it.each(['/', '/en', '/en/vault', '/vault/en', '/en/enter/vault', '/fr/en/vault', '/en/%65n/vault'])(
    'gives %s as it is (H2)',
    (path) => {
      const request = at(path)
      expect(toRoutedRequest(request, build)).toBe(request)
    },
  )

  it('leaves a path to Next 16, which takes one locale only (H2)', () => {
    const request = at('/en/de-CH/vault')
    expect(toRoutedRequest(request, { ...build, version: '16.4.6' })).toBe(request)
  })
})
