import { serve } from '@hono/node-server'
import { createRouteMatcher, withAuth } from '@postern/fetch'

const isMember = createRouteMatcher(['/dashboard/:path*', '/api/:path*'])

const handler = withAuth(
  async (request, { auth }) => {
    if (isMember(request)) await auth.protect()
    const { userId } = await auth()
    switch (new URL(request.url).pathname) {
      case '/':
        return page('<h1>Everybody sees this page</h1><a href="/dashboard">Dashboard</a>')
      case '/dashboard':
        return page(`<h1>Dashboard</h1><p>You are ${userId}.</p>`)
      case '/api/me':
        return Response.json({ userId })
      default:
        return new Response('Not found', { status: 404 })
    }
  },
  { unauthenticatedStatus: 401 },
)

function page(html: string): Response {
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}

serve({ fetch: handler, port: Number(process.env['PORT'] ?? 3000) }, ({ port }) => {
  console.log(`Listening on http://localhost:${port}`)
})
