/** Bench. Who is measured: ours and the peers, set up alike. */
import { createClerkClient } from '@clerk/backend'
import { clerkMiddleware as peerMiddleware, getAuth as getPeerAuth } from '@clerk/hono'
import { createAuth, createRouteMatcher, type Auth } from '@postern/core'
import { withAuth } from '@postern/fetch'
import { clerkMiddleware, getAuth } from '@postern/hono'
import { Hono } from 'hono'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { keys, publicKeyPem, publishableKey, secretKey, toSignedInRequest } from './mint.ts'

export { keys } from './mint.ts'

const silent = { log: () => {} }
const clerk = createClerkClient({ publishableKey, secretKey, jwtKey: publicKeyPem })

/** The peer's whole answer to one request. */
export const peer = async (request: Request): Promise<unknown> =>
  (await clerk.authenticateRequest(request, { acceptsToken: 'any', ...keys })).toAuth()
export const ours: Auth = createAuth(keys, silent)
export const uncached: Auth = createAuth({ ...keys, tokenCacheMaxEntries: 0 }, silent)

/** Folder of another checkout of this workspace, built; null where none was named. */
export const against: string | null =
  (parseArgs({ strict: false, options: { against: { type: 'string' } } }).values.against as string | null) ?? null
/** The same of that checkout. */
export const before: Auth | null = against === null ? null : await loadAuth(against)

async function loadAuth(folder: string): Promise<Auth> {
  const core = pathToFileURL(resolve(folder, 'packages/core/dist/index.js')).href
  const { createAuth: createOther } = (await import(core)) as { readonly createAuth: typeof createAuth }
  return createOther(keys, silent)
}

/** The part of an application that only members who may read posts see. */
const PRIVATE = ['/dashboard(.*)', '/account(.*)', '/billing(.*)', '/api/private(.*)']
/** The visitor of the bench has the first and lacks the second. */
export const [HELD, LACKED] = ['org:posts:read', 'org:posts:create'] as const
const isPrivate = createRouteMatcher(PRIVATE)

/** A policy with a matcher and a permission. */
export const decidePolicy = (auth: Auth, request: Request, permission: string = HELD): Promise<unknown> =>
  auth.decide(request, async (handle) => {
    if (isPrivate(request)) await handle.protect({ permission })
  })

interface PeerPaths {
  readonly createPathMatcher: (patterns: readonly string[]) => (path: string) => boolean
}
// What the peer's route matchers are made of. It belongs to its own dependency, which Node finds beside it.
const peerHome = createRequire(createRequire(import.meta.url).resolve('@clerk/backend'))
const { createPathMatcher } = peerHome('@clerk/shared/pathMatcher') as PeerPaths
const isPeerPrivate = createPathMatcher(PRIVATE)

/** The same by the peer's means. */
export async function peerPolicy(request: Request, permission: string = HELD): Promise<unknown> {
  const auth = (await clerk.authenticateRequest(request, { acceptsToken: 'session_token', ...keys })).toAuth()
  if (!isPeerPrivate(new URL(request.url).pathname)) return auth
  return auth?.has({ permission }) === true ? auth : null
}

/** One route without anybody at the door; the same behind the peer's middleware; the same behind ours. */
export const apps: Readonly<Record<'open' | 'peer' | 'ours', Hono>> = {
  open: new Hono().get('/dashboard/reports', (c) => c.json({ userId: null })),
  peer: new Hono()
    .use(peerMiddleware(keys))
    .get('/dashboard/reports', (c) => c.json({ userId: getPeerAuth(c).userId })),
  ours: new Hono().use(clerkMiddleware(keys)).get('/dashboard/reports', (c) => c.json({ userId: getAuth(c).userId })),
}

/** A plain fetch handler without anybody at the door, and behind ours. The vendor has none for these. */
export const handlers: Readonly<Record<'open' | 'ours', (request: Request) => Response | Promise<Response>>> = {
  open: () => Response.json({ userId: null }),
  ours: withAuth(async (_request, { auth }) => Response.json({ userId: (await auth()).userId }), keys),
}

/** How many signatures are checked for requests that bring one new token at the same time. */
export async function countVerifications(
  decide: (request: Request) => Promise<unknown>,
  token: string,
): Promise<number> {
  const { subtle } = crypto
  const verify = subtle.verify.bind(subtle)
  let count = 0
  subtle.verify = (...args: Parameters<typeof verify>): Promise<boolean> => {
    count++
    return verify(...args)
  }
  await Promise.all(Array.from({ length: 20 }, () => decide(toSignedInRequest(token))))
  subtle.verify = verify
  return count
}
