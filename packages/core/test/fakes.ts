/**
 * What the corridor's tests have in common: the keys of an instance, requests as browsers make them, and a provider that answers by path.
 */
import { expect, it } from 'vitest'
import type { AuthDecision, Pass, Redirect } from '../src/decision/auth-decision.ts'
import type { AuthOptions } from '../src/settings/auth-options.ts'
import { DEFAULT_TOKEN_CACHE_MAX_ENTRIES } from '../src/wire/limits.ts'
import { toPublicJwk, fakePorts, fixedKeys, jsonResponse, mintToken, NOW_SEC, type FakeWorld } from './mint.ts'

/** A case that is about what is remembered. Suites of decisions run a second time with nothing remembered (`vitest.config.ts`), without these. */
export function itRemembers(outcome: string, test: () => Promise<void>): void {
  if (Number(DEFAULT_TOKEN_CACHE_MAX_ENTRIES) > 0) it(outcome, test)
}

/** Names `clerk.example.com`. */
export const DEV_KEY: string = `pk_test_${btoa('clerk.example.com$').replaceAll('=', '')}`
export const LIVE_KEY: string = `pk_live_${btoa('clerk.example.com$').replaceAll('=', '')}`
/** What the signatures of `fixedKeys.main` are checked with, so that no call is needed. */
export const JWT_KEY: string = JSON.stringify({ ...toPublicJwk(fixedKeys.main) })

/** Sessions verify without any call. */
export const devOptions: AuthOptions = { publishableKey: DEV_KEY, secretKey: 'sk_test_secret', jwtKey: JWT_KEY }
export const liveOptions: AuthOptions = {
  publishableKey: LIVE_KEY,
  secretKey: 'sk_live_secret',
  jwtKey: JWT_KEY,
  authorizedParties: ['https://app.example.com'],
}

export interface RequestParts {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A request as a program sends it: nothing but what is given. */
export function toRequest(
  url: string,
  { method = 'GET', headers = {}, cookies = {}, body }: RequestParts = {},
): Request {
  const all = new Headers(headers)
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`)
  if (pairs.length > 0) all.set('cookie', pairs.join('; '))
  return new Request(new URL(url, 'https://app.example.com'), {
    method,
    headers: all,
    ...(body === undefined ? {} : { body }),
  })
}

/** A document that a browser asks for because a person clicked. */
export function toNavigation(url: string, parts: RequestParts = {}): Request {
  return toRequest(url, { ...parts, headers: { accept: 'text/html', 'sec-fetch-dest': 'document', ...parts.headers } })
}

/** Cookies of a signed-in browser in development. The plain set. */
export async function devCookies(claims: Readonly<Record<string, unknown>> = {}): Promise<Record<string, string>> {
  return { __clerk_db_jwt: 'db_1', ...(await liveCookies(claims)) }
}

/** Cookies of a signed-in browser in production. The plain set. */
export async function liveCookies(claims: Readonly<Record<string, unknown>> = {}): Promise<Record<string, string>> {
  return { __client_uat: String(NOW_SEC - 100), __session: await mintToken({ claims }) }
}

/** Answers by the path of the call; what is not listed is 404. */
export function answerByPath(
  world: FakeWorld,
  answers: Readonly<Record<string, () => Promise<Response> | Response>>,
): void {
  world.respond = ({ url }) => answers[new URL(url).pathname]?.() ?? jsonResponse({ errors: [] }, { status: 404 })
}

/** A world in which nobody may be called. */
export function silentWorld(): FakeWorld {
  const world = fakePorts()
  world.respond = () => {
    throw new Error('Nobody is to be called.')
  }
  return world
}

export function asPass<T>(decision: AuthDecision<T>): Pass<T> {
  if (decision.kind !== 'pass') expect.fail(`${decision.kind} ${decision.reason}: ${decision.trace.join(' > ')}`)
  return decision
}

export function asRedirect(decision: AuthDecision<unknown>): Redirect {
  if (decision.kind !== 'redirect') expect.fail(`${decision.kind} ${decision.reason}: ${decision.trace.join(' > ')}`)
  return decision
}

/** Values of a response header in a decision. */
export function headersOf(decision: AuthDecision<unknown>, name: string): readonly string[] {
  return decision.responseHeaders.filter(([key]) => key === name).map(([, value]) => value)
}
