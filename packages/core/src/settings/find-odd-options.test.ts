import { describe, expect, it } from 'vitest'
import { devOptions, JWT_KEY } from '../../test/fakes.ts'
import { findOddOptions } from './find-odd-options.ts'
import type { AuthOptions } from './auth-options.ts'

const messagesOf = (options: object): readonly string[] =>
  findOddOptions({ ...devOptions, ...options } as AuthOptions).map(({ message }) => message)

describe('findOddOptions', () => {
  it('says nothing of known names, and of names without a value (issue 11, unknown options)', () => {
    const absent = { authorizedPartys: undefined, constructor: null }
    const sync = {
      organizationSyncOptions: { organizationPatterns: ['/orgs/:slug'] },
      webSocketToken: { query: 'token' },
    }
    expect(messagesOf({ ...absent, ...sync, afterSignInUrl: '/', debug: false })).toEqual([])
  })

  it.each([
    ['authorizedPartys', 'authorizedParties'],
    ['AuthorizedParties', 'authorizedParties'],
    ['signinUrl', 'signInUrl'],
    ['clockSkewMs', 'clockSkewInMs'],
    ['audiences', 'audience'],
    ['contentSecurityPolcy', 'contentSecurityPolicy'],
  ])('names for %s the nearest, %s (issue 11, unknown options)', (name, nearest) => {
    const [message] = messagesOf({ [name]: 'x' })
    expect(message).toContain(`no option ${name}`)
    expect(message).toContain(`Did you mean ${nearest}?`)
  })

  it.each(['fooBarBaz', 'constructor', 'toString', 'x'.repeat(5_000)])('names no other for %s', (name) => {
    const [message] = messagesOf({ [name]: 'x' })
    expect(message).toContain('It does nothing.')
    expect(message?.length).toBeLessThan(200)
  })

  it.each([
    ['publicRoutes', 'createRouteMatcher'],
    ['telemetry', 'vendor'],
    ['jwksCacheTtlInMs', 'vendor'],
    ['contentSecurityPolicy', '@postern/next'],
    ['frontendApiProxy', 'adapters'],
  ])('says of %s where it belongs: %s (issue 11, unknown options)', (name, where) => {
    expect(messagesOf({ [name]: ['x'] })).toEqual([expect.stringContaining(where)])
  })

  it('looks into options that hold options', () => {
    const options = { organizationSyncOptions: { organizationPattern: ['/x'] }, webSocketToken: { name: 'token' } }
    expect(messagesOf(options)).toEqual([
      expect.stringContaining('Did you mean organizationSyncOptions.organizationPatterns?'),
      expect.stringContaining('no option webSocketToken.name'),
    ])
  })

  it('never shows a value', () => {
    expect(JSON.stringify(findOddOptions({ ...devOptions, secretKy: 'sk_test_leak' } as AuthOptions))).not.toContain(
      'leak',
    )
    expect(JSON.stringify(findOddOptions({ ...devOptions, jwtkey: JWT_KEY } as AuthOptions))).not.toContain(JWT_KEY)
  })
})
