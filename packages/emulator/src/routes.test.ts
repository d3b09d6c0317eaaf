/** What follows from each column, for every row: also for one that is added tomorrow. */
import { describe, expect, it } from 'vitest'
import type { Caller } from './callers.ts'
import { createEmulator } from './create-emulator.ts'
import type { Emulator } from './emulator.ts'
import { type Asker, findAskers, findRoute, type Route } from './http/route.ts'
import { routes } from './routes.ts'

const APP = 'http://localhost:3000'
const MIB = 1_048_576
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

interface Scene {
  readonly emulator: Emulator
  /** What this kind of caller sends along. */
  readonly headers: Readonly<Record<string, string>>
  /** The row's path with every placeholder filled in, and the mark of the script where it asks. */
  readonly path: string
}

interface CallerCase {
  /** Status and, in JSON, code of the answer to somebody who shows nothing; null where nothing has to be shown. */
  readonly refusal: readonly [status: number, code: string | null] | null
  /** Whether a form that another site sends comes through. */
  readonly isOpenToSites: boolean
  /** What is shown. */
  readonly show: (emulator: Emulator) => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>
}

const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
const nothing = () => ({})
const withKey = ({ secretKey }: Emulator) => bearer(secretKey)
const withMachine = ({ control }: Emulator) => bearer(control.machines()[0]?.secretKey ?? '')
const withToken = async ({ mint }: Emulator) => bearer((await mint.session()).token)
const withBrowser = async ({ mint }: Emulator) => ({ cookie: (await mint.session()).emulatorCookie })
const OPEN: CallerCase = { refusal: null, isOpenToSites: false, show: nothing }
const NO_KEY = [401, 'clerk_key_invalid'] as const
const NO_SESSION = [401, 'authentication_invalid'] as const

const cases: Record<Caller, CallerCase> = {
  anyone: { ...OPEN, isOpenToSites: true },
  ours: OPEN,
  'secret-key': { ...OPEN, refusal: NO_KEY, show: withKey },
  'any-key': { ...OPEN, refusal: NO_KEY, show: withMachine },
  machine: { ...OPEN, refusal: NO_KEY, show: withMachine },
  member: { ...OPEN, refusal: NO_SESSION, show: withBrowser },
  session: { ...OPEN, refusal: NO_SESSION, show: withBrowser },
  'session-token': { ...OPEN, refusal: NO_SESSION, show: withToken },
  'own-session': { ...OPEN, refusal: NO_SESSION, show: withBrowser },
  visitor: OPEN,
  person: { ...OPEN, refusal: [303, null], show: withBrowser },
  'person-here': { ...OPEN, refusal: [303, null], show: withBrowser },
  console: OPEN,
  application: {
    refusal: [401, null],
    isOpenToSites: true,
    show: () => ({ authorization: `Basic ${btoa('client_demo:demo-client-secret')}` }),
  },
  'access-token': {
    refusal: [401, null],
    isOpenToSites: true,
    show: async ({ mint }) => bearer((await mint.oauthToken()).token),
  },
}

const setUp = async ({ path, caller, asker }: Route): Promise<Scene> => {
  const emulator = createEmulator({ clock: 1_790_000_000_000 })
  const headers = await cases[caller].show(emulator)
  const mark = asker === 'script' ? '?_clerk_js_version=6' : ''
  const id = caller === 'member' ? 'org_acme' : (emulator.control.sessions().at(-1)?.id ?? 'x')
  return { emulator, headers, path: path.replace(':id', id).replaceAll(/:\w+/g, 'x') + mark }
}

const send = (
  { emulator, path }: Scene,
  method: string,
  headers: Readonly<Record<string, string>>,
  body?: BodyInit,
): Promise<Response> =>
  emulator.fetch(emulator.url + path, {
    method,
    headers,
    redirect: 'manual',
    ...(body !== undefined && { body }),
  })

const readCode = async (answer: Response): Promise<string | null> => {
  if (answer.headers.get('content-type') !== 'application/json') return null
  const { errors } = (await answer.json()) as { errors?: readonly { readonly code: string }[] }
  return errors?.[0]?.code ?? null
}

const methodsOf = ({ methods }: Route): readonly string[] => methods.split(' ')
const toName = ({ methods, path }: Route): string => `${methods} ${path}`

describe.each(routes.map((route) => [toName(route), route] as const))('%s', (_name, route) => {
  const filled = route.path.replaceAll(/:\w+/g, 'x')
  const others = METHODS.filter((method) => findRoute(routes, method, filled).kind !== 'found')

  it.each(others)('answers %s as the column `otherwise` says', async (method) => {
    const scene = await setUp(route)
    const answer = await send(scene, method, scene.headers)
    expect(answer.status).toBe(route.otherwise)
    if (route.otherwise !== 405) return
    const allowed = answer.headers.get('allow')?.split(', ') ?? []
    expect(allowed).toEqual(expect.arrayContaining([...methodsOf(route)]))
  })

  if (methodsOf(route).includes('GET'))
    it('answers HEAD unless GET changes something', async () => {
      const scene = await setUp(route)
      expect((await send(scene, 'HEAD', scene.headers)).status === route.otherwise).toBe(!route.hasHead)
    })

  it.each(methodsOf(route))('asks who calls before it answers %s', async (method) => {
    const { refusal } = cases[route.caller]
    const answer = await send({ ...(await setUp(route)), emulator: createEmulator() }, method, {})
    if (refusal === null) expect([401, 403]).not.toContain(answer.status)
    else expect([answer.status, await readCode(answer)]).toEqual(refusal)
  })

  if (methodsOf(route).includes('POST'))
    it('lets forms of other sites through where it says so', async () => {
      const scene = await setUp(route)
      const isThrough = async (origin: string) =>
        (await send(scene, 'POST', { ...scene.headers, origin, 'sec-fetch-site': 'cross-site' })).status !== 403
      const isOfHere = route.caller === 'person-here' || route.caller === 'console'
      expect([await isThrough('https://evil.example.net.evil.com'), await isThrough(APP)]).toEqual([
        cases[route.caller].isOpenToSites,
        !isOfHere,
      ])
    })

  if (methodsOf(route).includes('POST'))
    it('reads no more of a body than its column says', async () => {
      const scene = await setUp(route)
      const isRefused = async (body: BodyInit, headers: Readonly<Record<string, string>>) =>
        [413, 415].includes((await send(scene, 'POST', { ...scene.headers, ...headers }, body)).status)
      const json = { 'content-type': 'application/json' }
      const reads = route.body !== 'none'
      expect([await isRefused('a'.repeat(MIB + 1), json), await isRefused(new FormData(), {})]).toEqual([
        reads,
        reads && route.body !== 'file',
      ])
    })

  it('can fail on demand where programs and the script ask', async () => {
    const scene = await setUp(route)
    scene.emulator.control.failNext({ status: 418, count: 100 })
    const [method = ''] = methodsOf(route)
    const isPlanned = (await send(scene, method, scene.headers)).status === 418
    expect(isPlanned).toBe(
      ({ script: true, program: true, asset: true, page: false, console: false } satisfies Record<Asker, boolean>)[
        route.asker
      ],
    )
  })

  it('may be read by pages of our applications where the script asks', async () => {
    const scene = await setUp(route)
    const ask = async (origin: string) => {
      const preflight = await send(scene, 'OPTIONS', { origin })
      return [preflight.status, preflight.headers.get('access-control-allow-origin')]
    }
    if (findAskers(routes, filled).has('script')) {
      expect(await ask(APP)).toEqual([204, APP])
      expect(await ask('https://evil.com')).toEqual([204, null])
    } else expect((await ask(APP))[1]).not.toBe(APP)
  })
})

describe('routes', () => {
  it('is open to whoever shows nothing in no more rows than these', () => {
    const isOpen = ({ caller, asker }: Route) => asker !== 'console' && ['anyone', 'ours'].includes(caller)
    expect(routes.filter(isOpen).map(toName)).toEqual([
      'GET /v1/client/handshake',
      'GET /v1/client/sync',
      'POST /v1/dev_browser',
      'GET /.well-known/jwks.json',
      'GET PATCH /v1/environment',
      'PATCH /v1/dev_tools/enable_environment_setting',
      'GET POST PUT DELETE /v1/client',
      'GET /v1/client/touch',
      'POST /v1/client/verify',
      'DELETE /v1/client/sessions',
      'POST /v1/client/sign_ins',
      'GET /v1/client/sign_ins/:id',
      'POST /v1/client/sign_ins/:id/prepare_first_factor',
      'POST /v1/client/sign_ins/:id/attempt_first_factor',
      'POST /v1/client/sign_ins/:id/prepare_second_factor',
      'POST /v1/client/sign_ins/:id/attempt_second_factor',
      'POST /v1/client/sign_ins/:id/reset_password',
      'POST /v1/client/sign_ups',
      'GET PATCH /v1/client/sign_ups/:id',
      'POST /v1/client/sign_ups/:id/prepare_verification',
      'POST /v1/client/sign_ups/:id/attempt_verification',
      'POST /v1/waitlist',
      'GET /npm/@clerk/:package/dist/:file',
      'POST /oauth/register',
      'OPTIONS /oauth/:endpoint',
      'GET /.well-known/oauth-authorization-server',
      'GET /.well-known/openid-configuration',
      'GET /.well-known/oauth-protected-resource',
      'OPTIONS /.well-known/:document',
      'GET /images/:id',
    ])
  })

  it('answers every action of the console to the console and to programs only', () => {
    const posts = routes.filter(({ asker, methods }) => asker === 'console' && methods !== 'GET')
    expect(new Set(posts.map(({ caller }) => caller))).toEqual(new Set(['console']))
  })

  it('says one thing about each path', () => {
    for (const route of routes) {
      // A path of both APIs says one thing for each.
      const others = routes.filter(({ path, asker }) => path === route.path && asker === route.asker)
      expect(new Set(others.map(({ otherwise }) => otherwise)).size, route.path).toBe(1)
    }
  })
})
