/** Methods of our client of the provider's API, by resource. Data only. */
import type { BackendClient } from '@postern/core/backend-client'

type Resource = keyof BackendClient
type Methods = { readonly [R in Resource]: Readonly<Record<keyof BackendClient[R], true>> }

/** One that is added to the client does not compile until it stands here. */
const methods: Methods = {
  users: {
    getUserList: true,
    getCount: true,
    getUser: true,
    createUser: true,
    updateUser: true,
    updateUserMetadata: true,
    replaceUserMetadata: true,
    deleteUser: true,
    banUser: true,
    unbanUser: true,
    lockUser: true,
    unlockUser: true,
    verifyPassword: true,
    disableUserMFA: true,
    getUserOauthAccessToken: true,
    getOrganizationMembershipList: true,
    getOrganizationInvitationList: true,
  },
  organizations: {
    getOrganizationList: true,
    getOrganization: true,
    createOrganization: true,
    updateOrganization: true,
    updateOrganizationMetadata: true,
    replaceOrganizationMetadata: true,
    deleteOrganization: true,
    getOrganizationMembershipList: true,
    createOrganizationMembership: true,
    updateOrganizationMembership: true,
    updateOrganizationMembershipMetadata: true,
    deleteOrganizationMembership: true,
    getOrganizationInvitationList: true,
    getOrganizationInvitation: true,
    createOrganizationInvitation: true,
    revokeOrganizationInvitation: true,
  },
  sessions: {
    getSessionList: true,
    getSession: true,
    revokeSession: true,
    verifySession: true,
    getToken: true,
  },
  invitations: { getInvitationList: true, createInvitation: true, revokeInvitation: true },
  apiKeys: { list: true, create: true, get: true, getSecret: true, revoke: true, verify: true },
  m2m: { list: true, createToken: true, revokeToken: true, verify: true },
}

/** Whether our client has the method. @param name Null: which one cannot be read, so the resource decides. */
export function hasClientMethod(resource: string, name: string | null): boolean {
  const names: object | undefined = Object.entries(methods).find(([key]) => key === resource)?.[1]
  return names !== undefined && (name === null || Object.hasOwn(names, name))
}
