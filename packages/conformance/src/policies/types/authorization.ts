/** Roles and permissions of the application, declared by the vendor's global (T5). */
import { auth, clerkMiddleware } from '@clerk/nextjs/server'

export default clerkMiddleware(async (auth) => {
  await auth.protect({ role: 'org:admin' })
  await auth.protect({ permission: 'org:posts:manage' })
  await auth.protect((has) => has({ role: 'org:member' }) || has({ permission: 'org:posts:read' }))
  // @ts-expect-error -- a misspelt role
  await auth.protect({ role: 'org:admni' })
  // @ts-expect-error -- a misspelt permission
  await auth.protect({ permission: 'org:post:manage' })
  // @ts-expect-error -- a misspelt role in a predicate
  await auth.protect((has) => has({ role: 'org:nonsense' }))
})

export async function readOrganization(): Promise<boolean> {
  const { has, orgRole, orgPermissions } = await auth()
  // @ts-expect-error -- a misspelt permission
  if (has({ permission: 'org:posts:raed' })) return false
  // @ts-expect-error -- no such role can be compared
  if (orgRole === 'org:nonsense') return false
  return orgRole === 'org:admin' || orgPermissions?.includes('org:posts:manage') === true
}
