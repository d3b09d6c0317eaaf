/** What an application writes to have its roles and permissions checked: it merges into the package that it imports. */
import { clerkMiddleware } from '@postern/next/server'

declare module '@postern/next/server' {
  interface AuthTypes {
    role: 'org:admin' | 'org:member'
    permission: 'org:posts:edit'
  }
}

export default clerkMiddleware(async (auth) => {
  await auth.protect({ role: 'org:admin' })
  const { has } = await auth()
  has({ permission: 'org:posts:edit' })
  // @ts-expect-error a misspelt role
  await auth.protect({ role: 'org:admni' })
  // @ts-expect-error a misspelt permission
  has({ permission: 'org:post:edit' })
})
