/**
 * The vendor's entry points → where each of their exports is now, as the migration page says it. Data only.
 *
 * A name that is not listed stays where it is: the vendor's package goes on working beside ours.
 */
import type { FindingKind } from './finding-kinds.ts'

/** Which of our packages answers. `adapter` is that of the application's framework. */
export type Target = 'next' | 'hono' | 'adapter'

/** Where an export is now. */
export interface Place {
  /** Ours has it; null: it stays with the vendor's package. */
  readonly target: Target | null
  /** Its name in ours, where that is another one. */
  readonly renamed?: string
  /** What is said about it, once for each import. */
  readonly finding?: FindingKind
}

export interface VendorModule {
  /** By the name of the export. */
  readonly places: Readonly<Record<string, Place>>
  /** Of every other name. */
  readonly otherwise: Place
  /** Where an import goes whose names cannot be read, or null: such an import stays. */
  readonly main: Target | null
  /** Said about any import of the module. */
  readonly finding?: FindingKind
}

const STAYS: Place = { target: null }
const UNKNOWN: Place = { target: null, finding: 'unknown-export' }
const BY_OPTION: Place = { target: null, finding: 'frontend-api-proxy' }
const AUTH_TYPE: Place = { target: null, finding: 'backend-types' }

const all = (names: readonly string[], place: Place): Readonly<Record<string, Place>> =>
  Object.fromEntries(names.map((name) => [name, place]))

/** What server code of Next keeps importing from the vendor, without a word. */
const KEPT_TYPES = [
  'AllowlistIdentifier',
  'Client',
  'ExternalAccount',
  'OrganizationMembershipPublicUserData',
  'OrganizationMembershipRole',
  'SignInToken',
  'SMSMessage',
  'Token',
  'WebhookEvent',
  'WebhookEventType',
  'UserWebhookEvent',
  'EmailWebhookEvent',
  'SMSWebhookEvent',
  'SessionWebhookEvent',
  'OrganizationWebhookEvent',
  'OrganizationDomainWebhookEvent',
  'OrganizationMembershipWebhookEvent',
  'OrganizationInvitationWebhookEvent',
  'PermissionWebhookEvent',
  'RoleWebhookEvent',
  'WaitlistEntryWebhookEvent',
  'UserJSON',
  'SessionJSON',
  'EmailJSON',
  'SMSMessageJSON',
  'OrganizationJSON',
  'OrganizationDomainJSON',
  'OrganizationDomainVerificationJSON',
  'OrganizationInvitationJSON',
  'OrganizationMembershipJSON',
  'WaitlistEntryJSON',
  'DeletedObjectJSON',
]

const MOVED_TYPES = [
  'ClerkMiddlewareAuth',
  'ClerkMiddlewareOptions',
  'User',
  'Organization',
  'OrganizationMembership',
  'OrganizationInvitation',
  'Invitation',
  'Session',
  'EmailAddress',
  'PhoneNumber',
  'OauthAccessToken',
]

const PROXY = [
  'clerkFrontendApiProxy',
  'createFrontendApiProxyHandlers',
  'FrontendApiProxyOptions',
  'FrontendApiProxyHandlers',
  'NextFrontendApiProxyOptions',
]

const CLIENT = ['clerkClient', 'createClerkClient']

const nextServer: VendorModule = {
  places: {
    ...all(['clerkMiddleware', 'createRouteMatcher', 'auth', 'getAuth', 'currentUser'], { target: 'next' }),
    ...all(CLIENT, { target: 'next', finding: 'backend-client' }),
    verifyToken: { target: 'next', finding: 'verify-token' },
    ...all(['reverificationError', 'reverificationErrorResponse'], { target: 'next' }),
    ...all(MOVED_TYPES, { target: 'next' }),
    ClerkMiddlewareSessionAuthObject: { target: 'next', renamed: 'SessionAuth' },
    ...all(KEPT_TYPES, STAYS),
    buildClerkProps: STAYS,
    ...all(PROXY, BY_OPTION),
  },
  otherwise: UNKNOWN,
  main: 'next',
}

const nextClient: VendorModule = {
  places: {
    auth: { target: 'next', finding: 'auth-hint' },
    ...all(['Protect', 'SignedIn', 'SignedOut'], { target: null, finding: 'removed-component' }),
  },
  otherwise: STAYS,
  main: null,
}

const hono: VendorModule = {
  places: all(
    ['clerkMiddleware', 'getAuth', 'ClerkHonoVariables', 'ClerkMiddlewareOptions', 'FrontendApiProxyOptions'],
    { target: 'hono' },
  ),
  otherwise: UNKNOWN,
  main: 'hono',
}

const backend: VendorModule = {
  places: {
    ...all(['verifyToken', 'VerifyTokenOptions'], { target: 'adapter', finding: 'verify-token' }),
    createClerkClient: { target: null, finding: 'backend-client-kept' },
    // They describe what the vendor's client answers, which may still be in use.
    ...all(['AuthObject', 'SessionAuthObject', 'MachineAuthObject', 'InvalidTokenAuthObject'], AUTH_TYPE),
  },
  otherwise: STAYS,
  main: null,
}

const backendInternal: VendorModule = {
  places: all(['reverificationError', 'reverificationErrorResponse'], { target: 'adapter' }),
  otherwise: { target: null, finding: 'backend-internal' },
  main: null,
}

const honoTypes: VendorModule = {
  places: all(['ClerkHonoVariables', 'ClerkMiddlewareOptions'], { target: 'hono' }),
  otherwise: STAYS,
  main: null,
}

const backendProxy: VendorModule = { places: {}, otherwise: BY_OPTION, main: null }
const stays: VendorModule = { places: {}, otherwise: STAYS, main: null }
const noAdapter: VendorModule = { places: {}, otherwise: STAYS, main: null, finding: 'no-adapter' }

/** By the text between the quotes of an import. Other entry points of the vendor stay, and are not looked at. */
export const vendorModules: Readonly<Record<string, VendorModule>> = {
  '@clerk/nextjs/server': nextServer,
  '@clerk/nextjs': nextClient,
  '@clerk/hono': hono,
  '@hono/clerk-auth': hono,
  '@clerk/backend': backend,
  '@clerk/backend/internal': backendInternal,
  '@clerk/backend/proxy': backendProxy,
  '@clerk/nextjs/webhooks': stays,
  '@clerk/hono/webhooks': stays,
  '@clerk/hono/types': honoTypes,
  '@clerk/express': noAdapter,
  '@clerk/fastify': noAdapter,
  '@clerk/clerk-sdk-node': noAdapter,
}

/** @returns What is known of the module; null: it is none of the vendor's that this command looks at. */
export const findModule = (name: string): VendorModule | null =>
  Object.hasOwn(vendorModules, name) ? (vendorModules[name] ?? null) : null

/** Where an export of the module is now. */
export const findPlace = (module: VendorModule, name: string): Place =>
  Object.hasOwn(module.places, name) ? (module.places[name] ?? module.otherwise) : module.otherwise
