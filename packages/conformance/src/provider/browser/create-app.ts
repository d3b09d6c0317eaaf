/** The application that people use: a page for everybody, one for people who are signed in, and two routes for programs. */
import { createRouteMatcher, withAuth, type AdapterOptions } from '@postern/fetch'
import type { Emulator } from '@postern/emulator'

const isForPeople = createRouteMatcher('/dashboard(.*)')
const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization' }

export interface AppPlace {
  readonly emulator: Emulator
  /** Origin under which people reach the emulator's pages. */
  readonly provider: string
}

export function createApp(
  { emulator, provider }: AppPlace,
  options: AdapterOptions = {},
): (request: Request) => Promise<Response> {
  return withAuth(
    async (request, { auth }) => {
      const { pathname } = new URL(request.url)
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS })
      if (pathname === '/api/notes') {
        const { userId, scopes } = await auth.protect({ token: 'api_key' })
        return Response.json({ userId, scopes })
      }
      if (pathname === '/api/profile') {
        const { userId, scopes } = await auth.protect({ token: 'oauth_token' })
        return Response.json({ userId, scopes }, { headers: CORS })
      }
      if (isForPeople(request)) await auth.protect()
      const { userId, orgSlug, sessionId } = await auth()
      return showPage(new URL(request.url).origin, provider, { userId, orgSlug: orgSlug ?? null, sessionId })
    },
    { ...emulator.authOptions, ...options },
    { clock: emulator.clock, log: () => {} },
  )
}

interface Seen {
  readonly userId: string | null
  readonly orgSlug: string | null
  readonly sessionId: string | null
}

/** Links to the provider's pages, as an application without the provider's components has them. */
function showPage(origin: string, provider: string, { userId, orgSlug, sessionId }: Seen): Response {
  const back = `redirect_url=${encodeURIComponent(`${origin}/dashboard`)}`
  const paths = ['sign-in', 'sign-up', 'org-switch', 'user', 'sign-out']
  const links = paths.map((path) => `<li><a href="${provider}/${path}?${back}">${path}</a></li>`)
  const html = `<!doctype html><html lang="en"><title>App</title><h1>App</h1>
    <p>user <b data-testid="user">${userId ?? 'nobody'}</b>, organization <b data-testid="org">${orgSlug ?? 'none'}</b>,
    session <b data-testid="session">${sessionId ?? 'none'}</b></p><ul>${links.join('')}</ul></html>`
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
