/** What a client may send that only a middleware, or Next itself, may say. Nothing of it may be believed or reach the application. */
export const FORGED_HEADERS: Readonly<Record<string, string>> = {
  'x-clerk-auth-status': 'signed-in',
  'x-clerk-auth-token': 'forged',
  'x-clerk-auth-signature': 'forged',
  'x-clerk-request-data': 'forged',
  'x-clerk-debug': 'forged',
  x_clerk_auth_token: 'forged',
  'x-postern-auth': 'forged',
  'x-postern-else': 'forged',
  x_postern_auth: 'forged',
  'x-middleware-request-x-clerk-auth-status': 'forged',
  'x-middleware-override-headers': 'forged',
  'x-middleware-rewrite': '/forged',
  'x-middleware-next': 'forged',
  'x-middleware-set-cookie': 'forged=1',
  'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
}
