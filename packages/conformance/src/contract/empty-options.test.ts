/**
 * An empty text is no option, in core and in every adapter: given as a value, by a callback, or as a variable of the environment.
 *
 * @see rulings.md 8
 */
import { AuthError, type AuthOptions } from '@postern/core'
import type { Emulator } from '@postern/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { answerWithCore } from './apps/answer-with-core.ts'
import { answerWithFetch } from './apps/answer-with-fetch.ts'
import { answerWithHono } from './apps/answer-with-hono.ts'
import { answerWithNext } from './apps/answer-with-next.ts'
import { VISITORS } from '../expected/visitors.ts'
import { WAYS } from '../expected/ways.ts'
import type { ContractApp } from './run-contract.ts'
import { APP_ORIGIN, startProvider } from './start-provider.ts'

/** Every option that can be text, and its variable. One that is added to the type does not compile until it stands here. */
const TEXTS = {
  publishableKey: 'CLERK_PUBLISHABLE_KEY',
  secretKey: 'CLERK_SECRET_KEY',
  machineSecretKey: 'CLERK_MACHINE_SECRET_KEY',
  jwtKey: 'CLERK_JWT_KEY',
  apiUrl: 'CLERK_API_URL',
  apiVersion: 'CLERK_API_VERSION',
  domain: 'CLERK_DOMAIN',
  proxyUrl: 'CLERK_PROXY_URL',
  signInUrl: 'CLERK_SIGN_IN_URL',
  signUpUrl: 'CLERK_SIGN_UP_URL',
  afterSignInUrl: null,
  afterSignUpUrl: null,
  basePath: null,
  audience: null,
  issuer: null,
  headerType: null,
  acceptsToken: null,
} as const satisfies Readonly<Record<TextOption, string | null>>
type TextOption =
  | {
      [Name in keyof AuthOptions]-?: string extends AuthOptions[Name] ? Name : never
    }[keyof AuthOptions]
  | 'acceptsToken'

type Create = (options: AuthOptions | (() => AuthOptions)) => ContractApp

const ADAPTERS: readonly (readonly [name: string, create: Create, readsEnvironment: boolean])[] = [
  ['core', answerWithCore, false],
  ['fetch', answerWithFetch, true],
  ['hono', answerWithHono, true],
  ['next', answerWithNext, true],
]
/** Options that check something, as lists. */
const LISTS = ['authorizedParties', 'audience', 'issuer', 'headerType'] as const
const WAYS_TO_GIVE = ['value', 'callback'] as const

let emulator: Emulator
let own: AuthOptions
let requests: readonly Request[]

beforeAll(async () => {
  emulator = await startProvider()
  own = { ...emulator.authOptions, signInUrl: '/own-sign-in', signUpUrl: '/own-sign-up', machineSecretKey: null }
  const toRequest = (path: string, headers: Readonly<Record<string, string>>): Request =>
    new Request(APP_ORIGIN + path, { headers: { host: new URL(APP_ORIGIN).host, ...WAYS.page, ...headers } })
  const visitor = await VISITORS.visitor(emulator)
  requests = [
    toRequest('/dashboard', visitor),
    toRequest('/sign-in-first', visitor),
    toRequest('/sign-up-first', visitor),
    toRequest('/who', await VISITORS.member(emulator)),
    toRequest('/who', await VISITORS['M2M token'](emulator)),
    toRequest('/dashboard', await VISITORS['expired, no refresh'](emulator)),
  ]
  for (const level of ['warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => {})
})
afterAll(async () => {
  vi.restoreAllMocks()
  await emulator.close()
})
afterEach(() => {
  vi.unstubAllEnvs()
})

/** Makes the environment hold the application's options. */
function stubEnvironment(): void {
  for (const [option, variable] of Object.entries(TEXTS)) {
    const value: unknown = own[option as TextOption]
    if (variable !== null && typeof value === 'string') vi.stubEnv(variable, value)
  }
}

async function answerAll(create: () => ContractApp): Promise<readonly unknown[]> {
  try {
    const app = create()
    const answers: unknown[] = []
    for (const request of requests) {
      const { response, isHandled } = await app(request.clone())
      const location = response.headers.get('location')
      answers.push([response.status, location, isHandled ? '' : await response.text()])
    }
    return answers
  } catch (error) {
    return [error instanceof AuthError ? error.code : error]
  }
}

describe.each(ADAPTERS)('an empty text in %s', (_adapter, create, readsEnvironment) => {
  // Core has no environment: there an empty option is one that is left away.
  const toApp = (way: (typeof WAYS_TO_GIVE)[number], change: AuthOptions) => (): ContractApp => {
    const options = readsEnvironment ? change : { ...own, ...change }
    return create(way === 'value' ? options : () => options)
  }

  it('is asked about by requests that show the difference', async () => {
    stubEnvironment()
    const text = JSON.stringify(await answerAll(toApp('value', {})))
    for (const shown of ['own-sign-in', 'own-sign-up', 'acme', 'm2m_token']) expect(text).toContain(shown)
    expect(await answerAll(toApp('value', { signInUrl: '/other' }))).not.toEqual(await answerAll(toApp('value', {})))
  })

  it.each(WAYS_TO_GIVE.flatMap((way) => Object.keys(TEXTS).map((name) => [name, way] as const)))(
    'leaves %s as it is, given as a %s (issue 13, 4)',
    async (name, way) => {
      stubEnvironment()
      const absent = readsEnvironment ? {} : { [name]: undefined }
      expect(await answerAll(toApp(way, { [name]: '' }))).toEqual(await answerAll(toApp(way, absent)))
    },
  )

  it.each(WAYS_TO_GIVE.flatMap((way) => LISTS.map((name) => [name, way] as const)))(
    'is refused where it is all that %s lists, given as a %s: never no check (issue 13, 4)',
    async (name, way) => {
      stubEnvironment()
      const [first] = await answerAll(toApp(way, { [name]: [''] }))
      // Hono answers an exception itself.
      expect(['ERR_AUTH_OPTION_INVALID', [500, null, 'Internal Server Error']]).toContainEqual(first)
    },
  )

  it.each(Object.entries(TEXTS).filter(([, variable]) => readsEnvironment && variable !== null))(
    'leaves %s as it is, given as a variable (issue 13, 4)',
    async (name, variable) => {
      stubEnvironment()
      const options = { [name]: own[name as TextOption] }
      const expected = await answerAll(toApp('value', options))
      vi.stubEnv(variable ?? '', '')
      expect(await answerAll(toApp('value', options))).toEqual(expected)
    },
  )
})
