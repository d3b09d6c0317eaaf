/** Routes that both middlewares are put before: ways to answer, and everything that `getAuth` can be asked. */
import type { Context, Hono } from 'hono'
import { stream } from 'hono/streaming'
import { ACCEPTED_SETS } from '../../expected/accepted-sets.ts'

/** The part of `getAuth` that both packages have. */
export type EitherGetAuth = (
  c: Context,
  options?: { acceptsToken?: unknown; treatPendingAsSignedOut?: boolean },
) => object

const ACCEPTED: readonly unknown[] = [undefined, ...ACCEPTED_SETS]

/** By what they do. */
export const ROUTES: Readonly<Record<string, (getAuth: EitherGetAuth, app: Hono) => void>> = {
  'who is here': (getAuth, app) =>
    app.all('*', (c) =>
      c.json(
        ACCEPTED.map((acceptsToken) => describe(() => getAuth(c, acceptsToken === undefined ? {} : { acceptsToken }))),
      ),
    ),
  'who is here, pending or not': (getAuth, app) =>
    app.all('*', (c) => c.json(describe(() => getAuth(c, { treatPendingAsSignedOut: false })))),
  'a response of its own': (_, app) =>
    app.all('*', () => new Response('own', { status: 201, headers: { 'x-own': '1', 'cache-control': 'public' } })),
  'a cookie of its own': (_, app) =>
    app.all('*', (c) => {
      c.header('set-cookie', 'own=1; Path=/', { append: true })
      return c.text('own')
    }),
  'a redirect': (_, app) => app.all('*', (c) => c.redirect('/elsewhere', 302)),
  'a stream': (_, app) => app.all('*', (c) => stream(c, async (out) => void (await out.write('streamed')))),
  'an error': (_, app) =>
    app.all('*', () => {
      throw new Error('broken')
    }),
  'an error that is answered': (_, app) => {
    app.onError((_error, c) => c.json({ error: true }, 418))
    app.all('*', () => {
      throw new Error('broken')
    })
  },
  nothing: () => {},
}

function describe(read: () => object): unknown {
  try {
    const fields = Object.entries(read()).filter(([, value]) => typeof value !== 'function')
    const isAbsent = (name: string, value: unknown): boolean =>
      value === undefined || value === null || (name === 'sessionId' && value === '')
    return Object.fromEntries(fields.filter(([name, value]) => !isAbsent(name, value)))
  } catch {
    return 'threw'
  }
}
