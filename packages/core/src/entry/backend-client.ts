/** Entry `@postern/core/backend-client`: calls to the provider's Backend API, for what applications do beside the middleware. */
export { isBackendError, type BackendError, type BackendFault } from '../backend-client/to-client-answer.ts'
export { createBackendClient, type BackendClientOptions } from '../backend-client/create-backend-client.ts'
export type * from '../backend-client/backend-client.ts'
export type * from '../backend-client/organization.ts'
export type * from '../backend-client/organizations-api.ts'
export type * from '../backend-client/user.ts'
export type {
  InvitationsApi,
  MetadataParams,
  MoreParams,
  PageParams,
  SessionsApi,
  UserListParams,
  UserMetadataParams,
  UsersApi,
} from '../backend-client/users-api.ts'
