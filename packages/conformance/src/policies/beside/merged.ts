/**
 * Ours with the vendor's packages in the same program, and our own `AuthTypes` beside the vendor's global: `AuthTypes` goes first, key by
 * key (T1, T5).
 */
import { auth as vendorAuth } from '@clerk/nextjs/server'
import { getAuth as readVendor } from '@clerk/hono'
import { withAuth, type Permission, type Role } from '@postern/fetch'
import { getAuth } from '@postern/hono'
import { auth } from '@postern/next/server'
import type { Context } from 'hono'

declare module '@postern/next/server' {
  interface AuthTypes {
    role: 'org:owner'
  }
}

export const role: Role = 'org:owner'
export const permission: Permission = 'org:posts:read'
// @ts-expect-error -- named by the global only, where AuthTypes names other roles
export const vendorRole: Role = 'org:admin'
// @ts-expect-error -- a misspelt permission of the global
export const wrongPermission: Permission = 'org:posts:raed'

export async function readsBoth(c: Context): Promise<readonly (string | undefined)[]> {
  const [theirs, ours] = [await vendorAuth(), await auth()]
  ours.has({ role: 'org:owner', permission: 'org:posts:manage' })
  theirs.has({ role: 'org:admin' })
  return [theirs, ours, readVendor(c), getAuth(c)].map((session) => session.sessionClaims?.metadata.role)
}

export default {
  fetch: withAuth(async (_, { auth }) => {
    const session = await auth.protect({ role: 'org:owner' })
    const id: string = session.sessionId
    const claimed: 'admin' | 'moderator' | undefined = session.sessionClaims.metadata.role
    return Response.json({ id, claimed })
  }),
}
