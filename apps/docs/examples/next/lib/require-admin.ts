import { auth } from '@postern/next'

/** In the first line of every page, route handler and action for administrators. */
export async function requireAdmin() {
  return auth.protect({ role: 'org:admin' })
}
