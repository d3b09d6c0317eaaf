import { withAuth } from '@postern/fetch'

export default {
  fetch: withAuth(async (request, { auth }) => {
    switch (new URL(request.url).pathname) {
      case '/api/export': {
        const { subject, scopes } = await auth.protect({ token: 'api_key' })
        if (!scopes.includes('read:posts')) return new Response('This key may not read posts.', { status: 403 })
        return Response.json({ exportOf: subject })
      }
      case '/internal/report': {
        const { machineId } = await auth.protect({ token: 'm2m_token' })
        return Response.json({ calledBy: machineId })
      }
      case '/oauth/profile': {
        const { userId, clientId, scopes } = await auth.protect({ token: 'oauth_token' })
        if (!scopes.includes('profile')) return new Response('This app may not read the profile.', { status: 403 })
        return Response.json({ userId, clientId })
      }
      case '/api/posts': {
        const who = await auth.protect({ token: ['session_token', 'api_key'] })
        return Response.json({ userId: who.userId, by: who.tokenType })
      }
      default:
        return new Response('Not found', { status: 404 })
    }
  }),
}
