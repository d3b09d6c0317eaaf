import { describe, expect, it } from 'vitest'
import type { AuthOptions } from './auth-options.ts'
import { isTruthy, mergeOptions, OPTION_VARIABLES, toEnvironmentOptions } from './merge-options.ts'

const read = (variables: Readonly<Record<string, string>>): AuthOptions =>
  toEnvironmentOptions((name) => variables[name] ?? null)

describe('toEnvironmentOptions', () => {
  it('reads every variable by its name, and nothing from one that is empty', () => {
    const all = read(Object.fromEntries(OPTION_VARIABLES.map((name) => [name, name])))
    expect(Object.keys(all)).toHaveLength(OPTION_VARIABLES.length)
    expect(all).toMatchObject({
      publishableKey: 'CLERK_PUBLISHABLE_KEY',
      signUpUrl: 'CLERK_SIGN_UP_URL',
      isSatellite: false,
    })
    expect(read(Object.fromEntries(OPTION_VARIABLES.map((name) => [name, ''])))).toEqual({})
  })

  it.each([{ NETLIFY: 'true' }, { NETLIFY_FUNCTIONS_TOKEN: 'x' }, { URL: 'https://shop.netlify.app' }])(
    'knows Netlify by %j (in-use 19)',
    (variables) => expect(read(variables)).toEqual({ isRedirectCached: true }),
  )

  it.each<Record<string, string>>([{}, { NETLIFY: '' }, { URL: 'https://netlify.app.evil.example' }])(
    'takes %j for another platform',
    (variables) => expect(read(variables)).toEqual({}),
  )
})

describe('isTruthy', () => {
  it.each(['true', 'TRUE', '1', '7', ' true '])('is yes for %j', (text) => expect(isTruthy(text)).toBe(true))
  it.each(['false', 'False', '0', '-1', 'yes', '', null])('is no for %j', (text) => expect(isTruthy(text)).toBe(false))
})

const OWN: AuthOptions = {
  publishableKey: 'pk_test_own',
  secretKey: 'sk_test_own',
  jwtKey: 'own jwt key',
  machineSecretKey: 'own machine key',
  apiUrl: 'https://api.example.com',
  signInUrl: '/in',
}

describe('mergeOptions', () => {
  it.each([undefined, null, ''])('never lets %j erase what was there', (absent) => {
    expect(mergeOptions(OWN, { secretKey: absent, signInUrl: absent })).toEqual(OWN)
  })

  it('joins no key of one instance with those of another, and keeps the rest (H11)', () => {
    const other = { publishableKey: 'pk_test_other', secretKey: 'sk_test_other' }
    const places = { apiUrl: OWN.apiUrl, signInUrl: OWN.signInUrl }
    expect(mergeOptions(OWN, other)).toEqual({ ...places, ...other, jwtKey: null, machineSecretKey: null })
    const verified = { publishableKey: 'pk_test_other', jwtKey: 'other jwt key' }
    expect(mergeOptions(OWN, verified)).toEqual({ ...places, ...verified, secretKey: null, machineSecretKey: null })
  })

  it.each<AuthOptions>([
    { publishableKey: 'pk_test_other' },
    { publishableKey: 'pk_test_other', secretKey: undefined, jwtKey: null, machineSecretKey: '' },
    { publishableKey: ' pk_test_other ', signInUrl: '/other' },
  ])('refuses half of another instance: %j (H11)', (half) => {
    expect(() => mergeOptions(OWN, half)).toThrow(/^ERR_AUTH_SECRET_KEY_MISSING/)
  })

  it.each<AuthOptions>([
    { secretKey: 'sk_test_other' },
    { publishableKey: 'pk_test_own', secretKey: ' sk_test_other\n' },
    { secretKey: 'sk_test_other', machineSecretKey: 'other machine key' },
    { secretKey: 'sk_test_other', jwtKey: 'other jwt key' },
  ])('leaves out what verifies for another secret key: %j (H11)', (over) => {
    expect(mergeOptions(OWN, over)).toEqual({ ...OWN, jwtKey: null, machineSecretKey: null, ...over })
    expect(mergeOptions<AuthOptions>({ ...OWN, secretKey: null }, over)).toMatchObject({ ...OWN, ...over })
  })

  it.each<AuthOptions>([
    { publishableKey: 'pk_test_own' },
    { secretKey: ' sk_test_own\n' },
    { publishableKey: ' pk_test_own\n' },
    { secretKey: 'sk_test_own' },
    { jwtKey: 'own jwt key' },
    {},
  ])('completes what names the same instance, or none: %j (H11)', (over) => {
    const { secretKey, jwtKey, machineSecretKey } = OWN
    expect(mergeOptions(OWN, over)).toMatchObject({ secretKey: over.secretKey ?? secretKey, jwtKey, machineSecretKey })
  })

  it('completes a publishable key where the environment has none', () => {
    const { publishableKey: _none, ...rest } = OWN
    expect(mergeOptions<AuthOptions>(rest, { publishableKey: 'pk_test_other' })).toMatchObject({
      secretKey: 'sk_test_own',
    })
  })
})
