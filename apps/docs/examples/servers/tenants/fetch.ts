import { withAuth } from '@postern/fetch'
import { findTenant } from './tenants.ts'

const handler = withAuth(
  async (request, { auth }) => {
    const { userId } = await auth.protect()
    return new Response(`${userId} at ${new URL(request.url).host}`)
  },
  (request) => {
    const tenant = findTenant(new URL(request.url).host)
    if (tenant === null) throw new Error('Nobody lives at this host.')
    return tenant
  },
)

export default {
  fetch: (request: Request): Response | Promise<Response> =>
    findTenant(new URL(request.url).host) === null
      ? new Response('Nobody lives at this host.', { status: 404 })
      : handler(request),
}
