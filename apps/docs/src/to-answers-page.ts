/**
 * Prints who is answered how, as a page. Requests of every kind of reader are decided by the code that runs, and what comes of them is
 * written down; a test fails when the page is stale. `pnpm --filter @postern/docs run generate` writes it again. Waits.
 */
import {
  createAuth,
  createRouteMatcher,
  toHeaders,
  type AuthOptions,
  type ProtectOptions,
  type ProtectParams,
} from '@postern/core'
import { clerkMiddleware } from '@postern/next'
import { NextRequest, type NextFetchEvent } from 'next/server.js'
import { JSON_CLIENT, PROGRAM, READERS } from './answer-readers.ts'
import { createTokenMint, type TokenMint } from './create-token-mint.ts'
import { toFrontMatter } from './to-front-matter.ts'

const APP = 'https://app.example.com'
const OPEN = { unauthenticatedStatus: 401, unauthorizedStatus: 403 } as const
const PASSED = 'goes on to the application'
const PREFLIGHT = { origin: 'https://other.example', 'access-control-request-method': 'POST' }

interface Question {
  readonly method?: string
  readonly path?: string
  readonly headers: Readonly<Record<string, string>>
  readonly isNext?: true
  readonly options?: Partial<AuthOptions>
  readonly params?: ProtectParams & ProtectOptions
  /** What the provider's API answers with; absent: it does not answer. */
  readonly provider?: number
}

/** Status, the headers that matter, the kind of body. */
const toCell = (status: number, headers: Headers, hasProblem: boolean): string => {
  const location = headers.get('location') ?? headers.get('x-nextjs-redirect')
  const page = location === null ? '' : ` to ${new URL(location, APP).pathname}`
  const type = headers.get('content-type')
  const told = ['www-authenticate', 'retry-after'].flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [`\`${name}: ${value}\``]
  })
  const body = hasProblem ? ['problem details'] : type === null || !type.startsWith('text/plain') ? [] : ['one letter']
  return [`${status}${page}`, ...body, ...told].join(', ')
}

const createAnswer =
  (mint: TokenMint) =>
  async ({
    method = 'GET',
    path = '/x',
    headers,
    isNext,
    options = {},
    params = {},
    provider,
  }: Question): Promise<string> => {
    const all: AuthOptions = { ...mint.options, signInUrl: '/sign-in', authorizedParties: [APP], ...options }
    const isAdmin = createRouteMatcher('/admin')
    const init = { method, headers: { host: 'app.example.com', ...headers } }
    if (isNext) {
      const middleware = clerkMiddleware(async (auth) => void (await auth.protect(params)), {
        ...all,
        // With a secret key it would have to seal what is handed over, and nothing is.
        secretKey: null,
      })
      const request = new NextRequest(APP + path, init)
      const response = await middleware(request, { waitUntil: () => {} } as unknown as NextFetchEvent)
      if (!response) throw new Error('The middleware gave no response.')
      if (response.headers.has('x-middleware-next')) return PASSED
      const isProblem = response.headers.get('content-type')?.startsWith('application/problem') === true
      return toCell(response.status, response.headers, isProblem)
    }
    const ask = (): Promise<Response> =>
      provider === undefined
        ? Promise.reject(new TypeError('down'))
        : Promise.resolve(Response.json({}, { status: provider }))
    const ports = { clock: { nowMs: () => mint.nowMs }, log: () => {}, fetch: ask }
    const decision = await createAuth(all, ports).decide(new Request(APP + path, init), async (auth, request) => {
      if (!isAdmin(request)) await auth.protect(params)
    })
    if (decision.kind === 'pass') return PASSED
    return toCell(decision.status, toHeaders(decision), decision.kind === 'deny' && decision.body !== null)
  }

const toTable = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const WORDS = toFrontMatter({
  title: 'Who is answered how',
  description:
    'The status, the headers and the body that pages, routers, server actions, API clients and machines get, printed from decisions.',
  questions: [
    '401 or 404 for an API call',
    'what does a signed-out visitor get',
    'answer of a prefetch',
    'WWW-Authenticate for machines',
    'problem details of a refusal',
  ],
})

/** The whole page. */
export const toAnswersPage = async (): Promise<string> => {
  const mint = await createTokenMint()
  const answer = createAnswer(mint)
  const nobody = {}
  const member = { cookie: await mint.cookies({}) }
  const stale = { cookie: await mint.cookies({ exp: Math.floor(mint.nowMs / 1000) - 60 }) }
  const admin: ProtectParams = { role: 'org:admin' }
  const people = READERS.map(async ({ name, how, method, headers, isNext }) => {
    const ask = (cookie: object, options: object = {}): Promise<string> =>
      answer({
        headers: { ...headers, ...cookie },
        params: admin,
        options,
        ...(method && { method }),
        ...(isNext && { isNext }),
      })
    return [
      name,
      how,
      await ask(nobody),
      await ask(stale),
      await ask(member),
      await ask(nobody, OPEN),
      await ask(member, OPEN),
    ]
  })
  const bearer = (token: string): Record<string, string> => ({ ...PROGRAM, authorization: `Bearer ${token}` })
  const key = { token: 'api_key' } as const
  const machines: readonly (readonly [string, Question])[] = [
    ['no token, where API keys are accepted', { headers: PROGRAM, params: key }],
    ['no token, where OAuth tokens alone are accepted', { headers: PROGRAM, params: { token: 'oauth_token' } }],
    ['an API key that the provider does not know', { headers: bearer('ak_1'), params: key, provider: 404 }],
    ['an API key, and the provider does not answer', { headers: bearer('ak_1'), params: key }],
    ['an API key, and the provider is broken or overloaded', { headers: bearer('ak_1'), params: key, provider: 500 }],
    ['the same, asked for JSON', { headers: { ...bearer('ak_1'), ...JSON_CLIENT }, params: key }],
    ['an API key, where sessions alone are accepted', { headers: bearer('ak_1') }],
  ]
  const before: readonly (readonly [string, Question])[] = [
    [
      'a preflight, OPTIONS with `Origin` and `Access-Control-Request-Method`, in Next and Hono',
      { method: 'OPTIONS', headers: PREFLIGHT, isNext: true },
    ],
    ['the same in a fetch handler, which is the application', { method: 'OPTIONS', headers: PREFLIGHT }],
    ['OPTIONS without them', { method: 'OPTIONS', headers: PROGRAM }],
    [
      'a document that the browser loads in advance, and that needs a trip first',
      {
        headers: { accept: 'text/html', 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch', ...stale },
      },
    ],
    ['a URL that can be read in more than one way', { path: '/%2fadmin', headers: PROGRAM }],
    ['the same, asked for JSON', { path: '/%2fadmin', headers: JSON_CLIENT }],
  ]
  const toRows = (list: readonly (readonly [string, Question])[]): Promise<readonly string[][]> =>
    Promise.all(list.map(async ([name, question]) => [name, await answer(question)]))
  return (
    [
      WORDS + '# Who is answered how',
      '<!-- Printed from the code by `pnpm --filter @postern/docs run generate`. Do not edit. -->',
      'Every answer here is `Cache-Control: no-store` and names its reason in `x-clerk-auth-reason` where it has one ([errors.md](errors.md)).' +
        ' Which rule gave it stands in [handshake.md](handshake.md#what-are-they-told).' +
        ' Where nothing else is said, 404 is shown by the not-found page of the application in Next and Hono, and is empty in a fetch handler.',
      '## People, and what reads for them',
      "The route asks for a role: `auth.protect({ role: 'org:admin' })`. The last two columns are with" +
        ' `unauthenticatedStatus: 401` and `unauthorizedStatus: 403`. 204, or one letter with `cacheComponents`, makes the router visit the page for real.',
      toTable(
        ['Reader', 'Known by', 'Nobody', 'A session that ran out', 'A member', 'Nobody, 401', 'A member, 403'],
        await Promise.all(people),
      ),
      '## Machine tokens',
      'Asked for with `auth.protect({ token })`. 503 says that nothing is known about the token; it is never a pass.',
      toTable(['Shown', 'Answer'], await toRows(machines)),
      '## Before anybody is asked',
      'The route asks for somebody who is signed in. What goes on to the application does so as nobody, whatever it carries: `cors()` or the' +
        " route's own OPTIONS handler answers ([record 019](decisions/019-a-refusal-that-would-help-nobody.md)).",
      toTable(['Request', 'Answer'], await toRows(before)),
    ].join('\n\n') + '\n'
  )
}
