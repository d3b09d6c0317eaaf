import { auth, clerkClient, currentUser } from '@postern/next'
import { cache } from 'react'
import { type Person, toPerson } from './person'

export interface Organization {
  readonly id: string
  readonly slug: string
  readonly name: string
}

/**
 * Who is signed in, as people read it, or null. One call to the provider for each request, however many parts of the page ask. When the provider
 * is away the page is shown all the same, with the id: the session holds without it.
 */
export const whoIsHere = cache(async (): Promise<Person | null> => {
  const { userId } = await auth()
  if (!userId) return null
  const user = await currentUser().catch(() => null)
  return toPerson(user, userId)
})

/** The organizations of whoever is signed in, those of the first page. None for a visitor, and when the provider is away. */
export const organizationsHere = cache(async (): Promise<readonly Organization[]> => {
  const { userId } = await auth()
  if (!userId) return []
  const client = await clerkClient()
  const found = await client.users.getOrganizationMembershipList({ userId, limit: 100 }).catch(() => null)
  return (found?.data ?? []).map(({ organization: { id, slug, name } }) => ({ id, slug, name }))
})

/** The name of the active organization, or null where none is active. */
export const organizationName = cache(async (): Promise<string | null> => {
  const { orgId, orgSlug } = await auth()
  if (!orgId) return null
  const all = await organizationsHere()
  return all.find(({ id }) => id === orgId)?.name ?? orgSlug ?? orgId
})
