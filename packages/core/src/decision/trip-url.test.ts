import { describe, expect, it } from 'vitest'
import { devOptions, toNavigation } from '../../test/fakes.ts'
import { readRequest } from '../request/read-request.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { toCleanUrl, toTripUrl } from './trip-url.ts'
import type { Way } from '../handshake/rules.ts'

const settings = resolveSettings({ ...devOptions, signInUrl: 'https://primary.example.com/in?y=1' })

function toHref(way: Way, path: string, devBrowser = 'db_1'): string {
  const facts = readRequest(toNavigation(path), [])
  const trip = {
    reason: 'r',
    publicUrl: facts.publicUrl,
    credentials: { isSuffixed: false, devBrowser },
    sessionToken: '',
    organization: null,
  }
  return toTripUrl(way, trip, facts, settings).href
}

describe('toTripUrl', () => {
  it('takes a satellite’s browser to the primary’s sign-in page, and tells it where to come back', () => {
    const back = encodeURIComponent('https://app.example.com/x?a=1')
    for (const path of ['/x?a=1', '/x?a=1&__postern_trip=5'])
      expect(toHref('sign-in-page', path)).toBe(`https://primary.example.com/in?y=1&__clerk_redirect_url=${back}`)
  })

  it('takes it back to the satellite, with the development browser', () => {
    const path = `/?__clerk_redirect_url=${encodeURIComponent('http://localhost:3001/x?__clerk_synced=false&b=2')}`
    expect(toHref('satellite', path)).toBe('http://localhost:3001/x?__clerk_synced=true&b=2&__clerk_db_jwt=db_1')
    expect(toHref('satellite', path, '')).toBe('http://localhost:3001/x?__clerk_synced=true&b=2')
  })

  it('takes it to the handshake where it may not go back', () => {
    expect(toHref('satellite', '/?__clerk_redirect_url=https%3A%2F%2Fevil.example')).toMatch(
      /^https:\/\/clerk\.example\.com\/v1/,
    )
    expect(toHref('handshake', '/')).toMatch(/^https:\/\/clerk\.example\.com\/v1\/client\/handshake\?/)
  })
})

describe('toCleanUrl', () => {
  it('loses what a handshake added and keeps the rest to the letter', () => {
    const url =
      'https://app.example.com/a%2Fb?x=%20&__clerk_handshake=1&__clerk_handshake_nonce=2&__clerk_help=3&__clerk_db_jwt=4&__postern_trip=5&__clerk_synced=true&__dev_session=6#h'
    expect(toCleanUrl(url).href).toBe('https://app.example.com/a%2Fb?x=%20&__clerk_synced=true&__dev_session=6#h')
  })

  it('stays on its origin', () => {
    expect(toCleanUrl('https://app.example.com//evil.example/x?__clerk_help=1').href).toBe(
      'https://app.example.com//evil.example/x',
    )
  })
})
