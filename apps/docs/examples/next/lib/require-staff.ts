import { auth } from '@postern/next'

/**
 * For what concerns all people of the application. Whoever makes an organization is its `org:admin`, so the role counts in one organization only:
 * your own. Without its id nobody passes.
 */
export async function requireStaff() {
  const organization = process.env.STAFF_ORGANIZATION_ID ?? 'org_none'
  return auth.protect({ organization, role: 'org:admin' })
}
