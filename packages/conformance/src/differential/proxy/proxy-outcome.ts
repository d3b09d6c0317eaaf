/** What one side's proxy asks the Frontend API, and what it answers. Waits for the answer. */
import { clerkFrontendApiProxy, matchProxyPath } from '@clerk/backend/proxy'
import { createFrontendApiProxy } from '@postern/core/frontend-api-proxy'
import { ANSWERS, type ProxyCase } from './requests.ts'

export interface ProxyAnswer {
  /** The status, `other path`, or `refused`: the options are. */
  readonly answer: string
  readonly code: string | null
  readonly body: string
  readonly location: string | null
  readonly setCookies: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** What the Frontend API was asked; null where it was not. */
  readonly asked: Readonly<Record<string, string>> | null
}

type Upstream = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** The Frontend API: notes what it is asked. */
function createUpstream({ answer = 'plain' }: ProxyCase) {
  const calls: Record<string, string>[] = []
  const fetch: Upstream = async (input, init) => {
    const headers = Object.fromEntries(
      [...new Headers(init?.headers)].map(([name, value]) => [`header ${name}`, value]),
    )
    const body = init?.body === undefined || init.body === null ? '' : await new Response(init.body).text()
    calls.push({
      url: String(input instanceof Request ? input.url : input),
      method: init?.method ?? 'GET',
      redirect: init?.redirect ?? '',
      body,
      ...headers,
    })
    return ANSWERS[answer]()
  }
  return { calls, fetch }
}

const PUBLISHABLE_KEY = `pk_live_${btoa('clerk.app.test$').replaceAll('=', '')}`

function toRequest({ path, method = 'GET', headers = {}, body }: ProxyCase): Request {
  const own = { host: 'www.app.test', ...headers }
  return new Request(`https://www.app.test${path}`, { method, headers: own, ...(body !== undefined && { body }) })
}

const other: ProxyAnswer = {
  answer: 'other path',
  code: null,
  body: '',
  location: null,
  setCookies: [],
  headers: {},
  asked: null,
}

export async function askVendor(given: ProxyCase): Promise<ProxyAnswer> {
  const { publishableKey = PUBLISHABLE_KEY, secretKey = 'sk_live_own', proxyPath = '/__clerk' } = given
  const request = toRequest(given)
  if (!matchProxyPath(request, { proxyPath })) return other
  const { calls, fetch } = createUpstream(given)
  const before = globalThis.fetch
  globalThis.fetch = fetch as typeof before
  try {
    return await toAnswer(await clerkFrontendApiProxy(request, { proxyPath, publishableKey, secretKey }), calls)
  } finally {
    globalThis.fetch = before
  }
}

export async function askOurs(given: ProxyCase): Promise<ProxyAnswer> {
  const { publishableKey = PUBLISHABLE_KEY, secretKey = 'sk_live_own', proxyPath } = given
  const request = toRequest(given)
  const { calls, fetch } = createUpstream(given)
  const options = { enabled: true, ...(proxyPath !== undefined && { path: proxyPath }) }
  const proxy = createFrontendApiProxy(options, { publishableKey, secretKey }, { fetch })
  return proxy.matches(new URL(request.url)) ? toAnswer(await proxy.handle(request), calls) : other
}

async function toAnswer(response: Response, calls: readonly Record<string, string>[]): Promise<ProxyAnswer> {
  const text = await response.text()
  const code = /"code":"(\w+)"/.exec(text)?.[1] ?? null
  const shown = ['cache-control', 'content-type', 'x-own', 'x-drop', 'keep-alive', 'content-encoding', 'connection']
  const found = shown.flatMap((name): [string, string][] => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  return {
    answer: String(response.status),
    code,
    // Texts for developers are no part of the protocol.
    body: code === null ? text : '',
    location: response.headers.get('location'),
    setCookies: response.headers.getSetCookie(),
    headers: Object.fromEntries(found),
    asked: calls[0] ?? null,
  }
}
