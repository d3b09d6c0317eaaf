/** Compiled on its own, since declaration merging reaches a whole program: an application that names its roles and permissions. */
import type { AuthHandle } from '../../../src/session/auth-handle.ts'
import type { Has, Permission, Role } from '../../../src/session/auth-types.ts'

declare module '../../../src/session/auth-types.ts' {
  interface AuthTypes {
    role: 'org:admin' | 'org:member'
    permission: 'org:posts:edit'
  }
}

declare const auth: AuthHandle
declare const has: Has

export const role: Role = 'org:admin'
export const permission: Permission = 'org:posts:edit'
// @ts-expect-error -- a misspelt role
export const wrongRole: Role = 'org:admim'
// @ts-expect-error -- a misspelt permission
export const wrongPermission: Permission = 'org:posts:edti'

has({ role: 'org:member', permission: 'org:posts:edit' })
// @ts-expect-error -- a misspelt role
has({ role: 'org:admim' })
// @ts-expect-error -- a misspelt permission
has({ permission: 'org:posts:edti' })

export async function protects(): Promise<void> {
  await auth.protect({ role: 'org:admin' })
  await auth.protect((ask) => ask({ role: 'org:admin' }))
  // @ts-expect-error -- a misspelt role
  await auth.protect({ role: 'org:admim' })
  // @ts-expect-error -- a misspelt permission, with options
  await auth.protect({ permission: 'org:posts:edti', token: 'session_token' })
  // @ts-expect-error -- a misspelt role in a predicate
  await auth.protect((ask) => ask({ role: 'org:admim' }))
}
