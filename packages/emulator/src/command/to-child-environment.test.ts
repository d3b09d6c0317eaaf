import { describe, expect, it } from 'vitest'
import { toChildEnvironment } from './to-child-environment.ts'

const facts = { publishableKey: 'pk_test_x', secretKey: 'sk_test_x', url: 'http://127.0.0.1:4000' }
const resolve = (environment: Readonly<Record<string, string>>, ...files: readonly string[]) =>
  toChildEnvironment(facts, environment, files)

describe('toChildEnvironment', () => {
  it('adds every line to what is there', () => {
    const { variables, remarks } = resolve({ PATH: '/bin' })
    expect(variables).toMatchObject({ PATH: '/bin', CLERK_SECRET_KEY: 'sk_test_x', CLERK_API_URL: facts.url })
    expect(remarks).toEqual([])
  })

  it('gives no secret a name that a bundler shows to browsers', () => {
    const open = Object.entries(resolve({}).variables).filter(([name]) => /^(NEXT_PUBLIC|VITE)_/.test(name))
    expect(open.filter(([, value]) => value === facts.secretKey)).toEqual([])
  })

  it('replaces keys of another instance, and says so', () => {
    const { variables, remarks } = resolve({ CLERK_SECRET_KEY: 'sk_test_other', CLERK_JWT_KEY: 'PEM' })
    expect(variables).toMatchObject({ CLERK_SECRET_KEY: 'sk_test_x', CLERK_JWT_KEY: '' })
    expect(remarks).toEqual(['Replaced for this command: CLERK_SECRET_KEY, CLERK_JWT_KEY.'])
  })

  it('leaves an address that somebody set for this run, and says so', () => {
    const { variables, remarks } = resolve({ NEXT_PUBLIC_CLERK_PROXY_URL: '/__clerk' })
    expect(variables['NEXT_PUBLIC_CLERK_PROXY_URL']).toBe('/__clerk')
    expect(remarks).toEqual(['Left as your environment has it: NEXT_PUBLIC_CLERK_PROXY_URL.'])
  })

  it('takes an empty variable for none', () => {
    expect(resolve({ CLERK_API_URL: '' }).variables['CLERK_API_URL']).toBe(facts.url)
  })

  it('is silent about what is right already', () => {
    expect(resolve({ CLERK_SECRET_KEY: 'sk_test_x', CLERK_API_URL: facts.url }).remarks).toEqual([])
  })

  it.each([
    'NEXT_PUBLIC_CLERK_SIGN_IN_URL=/sign-in',
    'CLERK_SIGN_IN_URL = "/login"',
    "# first\nexport VITE_CLERK_SIGN_IN_URL='/a'",
  ])('leaves the sign-in page to an application that has one: %j', (file) => {
    const { variables } = resolve({}, '', file)
    const names = Object.keys(variables).filter((name) => name.endsWith('SIGN_IN_URL'))
    expect(names).toEqual([])
    expect(variables['NEXT_PUBLIC_CLERK_SIGN_UP_URL']).toBe('http://localhost:4000/sign-up')
  })

  it.each(['# NEXT_PUBLIC_CLERK_SIGN_IN_URL=/sign-in', 'NEXT_PUBLIC_CLERK_SIGN_IN_URL=http://localhost:4001/sign-in'])(
    'names its own sign-in page otherwise: %j',
    (file) => {
      expect(resolve({}, file).variables['NEXT_PUBLIC_CLERK_SIGN_IN_URL']).toBe('http://localhost:4000/sign-in')
    },
  )

  it('empties a public key that a file would bring', () => {
    expect(resolve({}, 'CLERK_JWT_KEY="PEM"').variables['CLERK_JWT_KEY']).toBe('')
    expect(resolve({}).variables).not.toHaveProperty('CLERK_JWT_KEY')
  })
})
