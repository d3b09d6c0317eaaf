/** Where nothing is declared: any role, and claims of nobody's knowledge. Predicates of each adapter know their request (T1, T2, T4, T5). */
import { createRouteMatcher as createFetchMatcher, type withAuth } from '@postern/fetch'
import { createRouteMatcher as createHonoMatcher, getAuth, type SessionClaims } from '@postern/hono'
import { auth, createRouteMatcher as createNextMatcher } from '@postern/next/server'
import type { Context } from 'hono'
import type { NextRequest } from 'next/server'

export const matchers: readonly unknown[] = [
  createFetchMatcher((request) => request.headers.get('x-team') === 'blue'),
  createFetchMatcher(['/a', (request) => request.method === 'POST']),
  createHonoMatcher((request) => new URL(request.url).searchParams.has('preview')),
  createHonoMatcher(['/a', (request) => request.headers.has('x-team')]),
  createNextMatcher(['/a', (request) => request.nextUrl.searchParams.has('preview')]),
  createNextMatcher((request: Request) => request.method === 'POST'),
]

// Whatever has a URL can be asked about where no predicate wants more.
export const answers: readonly boolean[] = [
  createNextMatcher('/a')({ url: 'https://app.example/a' }),
  createFetchMatcher(['/a'])({ url: 'https://app.example/a' }),
  createNextMatcher((request: { readonly url: string }) => request.url === '/a')({ url: '/a' }),
]
// @ts-expect-error -- the predicate wants more than a URL
createNextMatcher((request) => request.cookies.size > 0)({ url: '/a' })

export async function reads(c: Context): Promise<unknown> {
  const { has, sessionClaims, orgRole } = await auth()
  has({ role: 'org:anything', permission: 'org:any:thing' })
  const known: string | undefined = orgRole ?? undefined
  const claims: SessionClaims | null = getAuth(c).sessionClaims
  // @ts-expect-error -- nobody has said what it is
  const role: string = claims?.metadata.role
  return [sessionClaims?.['metadata'], known, role]
}

export type Inferred = readonly [
  ReturnType<Context['var']['clerkAuth']>['userId'],
  Awaited<ReturnType<Parameters<Parameters<typeof withAuth>[0]>[1]['auth']>>['userId'],
]
export const nobody: Inferred = [null, null]
export const isNextMatcher: (request: NextRequest) => boolean = createNextMatcher('/a')
