/**
 * Backend-client room. Every method of the client: name → verb and path. Data only.
 *
 * `:name` in a path is the next argument. Where the arguments are one object, `{name}` is its member of that name, and `{a|b}` the first of
 * the two that is there. `:name?` may be left away. What is left of the object, or the argument after the last of the path, is the query of
 * a GET or DELETE, and else the body.
 *
 * @see https://clerk.com/docs/reference/backend/overview
 */
import { VERIFY_API_KEY_PATH, VERIFY_M2M_TOKEN_PATH } from '../wire/endpoints.ts'

/** What a method of the client asks the provider. */
export interface Method {
  readonly verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Always in the query. */
  readonly query?: Readonly<Record<string, string | boolean>>
  /** Always in the body, unless it is given. */
  readonly body?: Readonly<Record<string, unknown>>
  /** Names for arguments after those of the path that are no object. */
  readonly rest?: readonly string[]
  /** The path has no version before it. */
  readonly isUnversioned?: true
  /** The machine's key, given as `machineSecretKey` or configured, is used in place of the secret key. */
  readonly isMachine?: true
  /** Metadata in the body goes to an endpoint of its own, which replaces it. */
  readonly hasMetadata?: true
  /** The answer is a bare list, and its total is counted by the method of this name. */
  readonly countedBy?: string
}

type Verb = Method['verb']
type More = Omit<Method, 'verb' | 'path'>

const to = (verb: Verb, path: string, more: More = {}): Method => ({ verb, path, ...more })

const PAGINATED = { query: { paginated: true } } as const
const UNVERSIONED = { isUnversioned: true } as const
const MACHINE = { ...UNVERSIONED, isMachine: true } as const

const users: Readonly<Record<string, Method>> = {
  getUserList: to('GET', 'users', { countedBy: 'getCount' }),
  getCount: to('GET', 'users/count'),
  getUser: to('GET', 'users/:userId'),
  createUser: to('POST', 'users'),
  updateUser: to('PATCH', 'users/:userId', { hasMetadata: true }),
  updateUserMetadata: to('PATCH', 'users/:userId/metadata'),
  replaceUserMetadata: to('PUT', 'users/:userId/metadata'),
  deleteUser: to('DELETE', 'users/:userId'),
  banUser: to('POST', 'users/:userId/ban'),
  unbanUser: to('POST', 'users/:userId/unban'),
  lockUser: to('POST', 'users/:userId/lock'),
  unlockUser: to('POST', 'users/:userId/unlock'),
  verifyPassword: to('POST', 'users/{userId}/verify_password'),
  disableUserMFA: to('DELETE', 'users/:userId/mfa'),
  getUserOauthAccessToken: to('GET', 'users/:userId/oauth_access_tokens/oauth_:provider', PAGINATED),
  getOrganizationMembershipList: to('GET', 'users/{userId}/organization_memberships'),
  getOrganizationInvitationList: to('GET', 'users/{userId}/organization_invitations'),
}

const organizations: Readonly<Record<string, Method>> = {
  getOrganizationList: to('GET', 'organizations'),
  getOrganization: to('GET', 'organizations/{organizationId|slug}'),
  createOrganization: to('POST', 'organizations'),
  updateOrganization: to('PATCH', 'organizations/:organizationId', { hasMetadata: true }),
  updateOrganizationMetadata: to('PATCH', 'organizations/:organizationId/metadata'),
  replaceOrganizationMetadata: to('PUT', 'organizations/:organizationId/metadata'),
  deleteOrganization: to('DELETE', 'organizations/:organizationId'),
  getOrganizationMembershipList: to('GET', 'organizations/{organizationId}/memberships'),
  createOrganizationMembership: to('POST', 'organizations/{organizationId}/memberships'),
  updateOrganizationMembership: to('PATCH', 'organizations/{organizationId}/memberships/{userId}'),
  updateOrganizationMembershipMetadata: to('PATCH', 'organizations/{organizationId}/memberships/{userId}/metadata'),
  deleteOrganizationMembership: to('DELETE', 'organizations/{organizationId}/memberships/{userId}'),
  getOrganizationInvitationList: to('GET', 'organizations/{organizationId}/invitations'),
  getOrganizationInvitation: to('GET', 'organizations/{organizationId}/invitations/{invitationId}'),
  createOrganizationInvitation: to('POST', 'organizations/{organizationId}/invitations'),
  revokeOrganizationInvitation: to('POST', 'organizations/{organizationId}/invitations/{invitationId}/revoke'),
}

const sessions: Readonly<Record<string, Method>> = {
  getSessionList: to('GET', 'sessions', PAGINATED),
  getSession: to('GET', 'sessions/:sessionId'),
  revokeSession: to('POST', 'sessions/:sessionId/revoke'),
  verifySession: to('POST', 'sessions/:sessionId/verify', { rest: ['token'] }),
  getToken: to('POST', 'sessions/:sessionId/tokens/:template?', { rest: ['expiresInSeconds'] }),
}

const invitations: Readonly<Record<string, Method>> = {
  getInvitationList: to('GET', 'invitations', PAGINATED),
  createInvitation: to('POST', 'invitations'),
  revokeInvitation: to('POST', 'invitations/:invitationId/revoke'),
}

const apiKeys: Readonly<Record<string, Method>> = {
  list: to('GET', 'api_keys', UNVERSIONED),
  create: to('POST', 'api_keys', UNVERSIONED),
  get: to('GET', 'api_keys/:apiKeyId', UNVERSIONED),
  getSecret: to('GET', 'api_keys/:apiKeyId/secret', UNVERSIONED),
  revoke: to('POST', 'api_keys/{apiKeyId}/revoke', { ...UNVERSIONED, body: { revocationReason: null } }),
  verify: to('POST', VERIFY_API_KEY_PATH, { ...UNVERSIONED, rest: ['secret'] }),
}

const NEW_M2M_TOKEN = { secondsUntilExpiration: null, claims: null, tokenFormat: 'opaque' }

const m2m: Readonly<Record<string, Method>> = {
  list: to('GET', 'm2m_tokens', MACHINE),
  createToken: to('POST', 'm2m_tokens', { ...MACHINE, body: NEW_M2M_TOKEN }),
  revokeToken: to('POST', 'm2m_tokens/{m2mTokenId}/revoke', { ...MACHINE, body: { revocationReason: null } }),
  verify: to('POST', VERIFY_M2M_TOKEN_PATH, MACHINE),
}

/** Resources, and what each can do. */
export const backendMethods: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
  users,
  organizations,
  sessions,
  invitations,
  apiKeys,
  m2m,
}
