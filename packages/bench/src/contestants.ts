/** Bench. Who is measured: ours and the peers, set up alike. */
import { createClerkClient } from '@clerk/backend'
import { clerkMiddleware as peerMiddleware, getAuth as getPeerAuth } from '@clerk/hono'
import { createAuth, type Auth } from '@postern/core'
import { clerkMiddleware, getAuth } from '@postern/hono'
import { Hono } from 'hono'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { mintToken, origin, publicKeyPem, publishableKey, secretKey, toHandshakeRequest } from './mint.ts'
import { toSignedInRequest, toSignedOutRequest } from './mint.ts'

/** What both sides are set up with. With the public key nothing is fetched. */
export const keys = { publishableKey, secretKey, jwtKey: publicKeyPem, authorizedParties: [origin] }
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

/** One route without anybody at the door; the same behind the peer's middleware; the same behind ours. */
export const apps: Readonly<Record<'open' | 'peer' | 'ours', Hono>> = {
  open: new Hono().get('/dashboard/reports', (c) => c.json({ userId: null })),
  peer: new Hono()
    .use(peerMiddleware(keys))
    .get('/dashboard/reports', (c) => c.json({ userId: getPeerAuth(c).userId })),
  ours: new Hono().use(clerkMiddleware(keys)).get('/dashboard/reports', (c) => c.json({ userId: getAuth(c).userId })),
}

/** A bench of something that does not work measures nothing. */
export async function checkHonesty(): Promise<void> {
  const request = toSignedInRequest(await mintToken(1))
  const decision = await ours.decide(request)
  const theirs = await clerk.authenticateRequest(request, { acceptsToken: 'any', ...keys })
  const out = await ours.decide(toSignedOutRequest())
  const trip = await ours.decide(toHandshakeRequest())
  const bodies = await Promise.all([apps.peer, apps.ours].map(async (app) => (await app.fetch(request)).text()))
  const isRight =
    decision.kind === 'pass' &&
    decision.auth.isAuthenticated &&
    theirs.status === 'signed-in' &&
    out.kind === 'pass' &&
    trip.kind === 'redirect' &&
    bodies.every((body) => body.includes('user_'))
  if (!isRight) throw new Error('The contestants do not agree on who is signed in.')
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
