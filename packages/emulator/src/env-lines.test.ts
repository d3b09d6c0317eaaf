import { describe, expect, it } from 'vitest'
import { type EnvFramework, toEnvBlocks, toEnvVariables } from './env-lines.ts'

const facts = { publishableKey: 'pk_test_x', secretKey: 'sk_test_x', url: 'http://127.0.0.1:4000' }

/** The variables of one kind of application. */
const read = (framework: EnvFramework, url = facts.url): Readonly<Record<string, string>> => {
  const lines = toEnvBlocks({ ...facts, url }).find((block) => block.framework === framework)?.lines ?? []
  return Object.fromEntries(lines.filter((line) => line.includes('=')).map((line) => line.split('=')))
}

describe('toEnvBlocks', () => {
  it('needs two lines where everything is ours', () => {
    expect(read('next-postern')).toEqual({
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_x',
      CLERK_SECRET_KEY: 'sk_test_x',
    })
  })

  it("names addresses and scripts to the vendor's packages for Next", () => {
    expect(read('next-vendor')).toEqual({
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_x',
      CLERK_SECRET_KEY: 'sk_test_x',
      CLERK_API_URL: 'http://127.0.0.1:4000',
      NEXT_PUBLIC_CLERK_PROXY_URL: 'http://localhost:4000',
      NEXT_PUBLIC_CLERK_JS_URL: 'http://localhost:4000/npm/@clerk/clerk-js@6/dist/clerk.browser.js',
      NEXT_PUBLIC_CLERK_UI_URL: 'http://localhost:4000/npm/@clerk/ui@1/dist/ui.browser.js',
      NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: '1',
      NEXT_PUBLIC_CLERK_SIGN_IN_URL: 'http://localhost:4000/sign-in',
      NEXT_PUBLIC_CLERK_SIGN_UP_URL: 'http://localhost:4000/sign-up',
    })
  })

  it('goes through the application where its middleware is a proxy', () => {
    const lines = read('next-proxy')
    expect(lines['NEXT_PUBLIC_CLERK_PROXY_URL']).toBe('/__clerk')
    expect(lines['CLERK_FAPI_URL']).toBe('http://127.0.0.1:4000')
    expect(Object.keys(lines).filter((name) => name.endsWith('JS_URL'))).toEqual([])
  })

  it('gives Vite what it shows to browsers, and no secret', () => {
    expect(Object.keys(read('react'))).toEqual([
      'VITE_CLERK_PUBLISHABLE_KEY',
      'VITE_CLERK_PROXY_URL',
      'VITE_CLERK_JS_URL',
      'VITE_CLERK_UI_URL',
    ])
  })

  it('names to servers what they read', () => {
    expect(read('server')).toEqual({
      CLERK_PUBLISHABLE_KEY: 'pk_test_x',
      CLERK_SECRET_KEY: 'sk_test_x',
      CLERK_API_URL: 'http://127.0.0.1:4000',
      CLERK_PROXY_URL: 'http://localhost:4000',
      CLERK_SIGN_IN_URL: 'http://localhost:4000/sign-in',
      CLERK_TELEMETRY_DISABLED: '1',
    })
  })

  it.each([
    ['http://[::1]:4000', 'http://localhost:4000'],
    ['http://127.0.0.1', 'http://localhost'],
    ['http://localhost:4000', 'http://localhost:4000'],
    ['https://clerk.app.test', 'https://clerk.app.test'],
  ])('calls %s as browsers have to: %s', (url, expected) => {
    expect(read('next-vendor', url)['NEXT_PUBLIC_CLERK_PROXY_URL']).toBe(expected)
  })

  it('writes everything that it prints in the environment of a command too', () => {
    const set = new Map(toEnvVariables(facts).map(({ name, value }) => [name, value]))
    const printed = toEnvBlocks(facts)
      .filter(({ framework }) => framework !== 'next-proxy')
      .flatMap(({ framework }) => Object.entries(read(framework)))
    for (const [name, value] of printed) expect(set.get(name)).toBe(value)
  })
})
