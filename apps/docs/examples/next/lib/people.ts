import { clerkClient, isBackendError } from '@postern/next'

// #region read
/** The newest people, and how many there are in all. */
export async function listNewest(): Promise<{ names: readonly string[]; total: number }> {
  const client = await clerkClient()
  const { data, totalCount } = await client.users.getUserList({ limit: 20, orderBy: '-created_at' })
  return { names: data.map(({ fullName, id }) => fullName ?? id), total: totalCount }
}

/** Null: nobody has this address. */
export async function findByEmail(emailAddress: string): Promise<string | null> {
  const client = await clerkClient()
  const { data } = await client.users.getUserList({ emailAddress: [emailAddress], limit: 1 })
  return data[0]?.id ?? null
}
// #endregion read

// #region metadata
/** `publicMetadata` can be read in the browser; only servers write it. What is not named stays. */
export async function setPlan(userId: string, plan: 'free' | 'pro'): Promise<void> {
  const client = await clerkClient()
  await client.users.updateUserMetadata(userId, { publicMetadata: { plan } })
}

export async function rename(userId: string, firstName: string): Promise<void> {
  const client = await clerkClient()
  await client.users.updateUser(userId, { firstName })
}
// #endregion metadata

// #region members
/** People of an organization and their roles. */
export async function listMembers(organizationId: string): Promise<readonly (readonly [string, string])[]> {
  const client = await clerkClient()
  const { data } = await client.organizations.getOrganizationMembershipList({ organizationId, limit: 100 })
  return data.map(({ publicUserData, role }) => [publicUserData?.identifier ?? '', role] as const)
}

export async function makeAdmin(organizationId: string, userId: string): Promise<void> {
  const client = await clerkClient()
  await client.organizations.updateOrganizationMembership({ organizationId, userId, role: 'org:admin' })
}

export async function removeMember(organizationId: string, userId: string): Promise<void> {
  const client = await clerkClient()
  await client.organizations.deleteOrganizationMembership({ organizationId, userId })
}
// #endregion members

// #region invitations
export async function inviteToOrganization(organizationId: string, emailAddress: string): Promise<string> {
  const client = await clerkClient()
  const params = { organizationId, emailAddress, role: 'org:member' }
  return (await client.organizations.createOrganizationInvitation(params)).id
}

export async function takeInvitationBack(organizationId: string, invitationId: string): Promise<void> {
  const client = await clerkClient()
  await client.organizations.revokeOrganizationInvitation({ organizationId, invitationId })
}

export async function inviteToApplication(emailAddress: string): Promise<void> {
  const client = await clerkClient()
  await client.invitations.createInvitation({ emailAddress })
}
// #endregion invitations

// #region sessions
/** Signs somebody out everywhere. Their last tokens hold until they run out, at most a minute. */
export async function signOutEverywhere(userId: string): Promise<number> {
  const client = await clerkClient()
  const { data } = await client.sessions.getSessionList({ userId, status: 'active', limit: 500 })
  for (const { id } of data) await client.sessions.revokeSession(id)
  return data.length
}
// #endregion sessions

// #region refused
/** False: there is no such person. */
export async function remove(userId: string): Promise<boolean> {
  const client = await clerkClient()
  try {
    await client.users.deleteUser(userId)
    return true
  } catch (error) {
    if (isBackendError(error) && error.status === 404) return false
    throw error
  }
}
// #endregion refused
