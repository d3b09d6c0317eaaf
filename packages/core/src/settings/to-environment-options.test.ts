import { describe, expect, it } from 'vitest'
import type { AuthOptions } from './auth-options.ts'
import { isTruthy, OPTION_VARIABLES, toEnvironmentOptions } from './to-environment-options.ts'

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
