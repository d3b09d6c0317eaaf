/**
 * The shape of a seed: what an emulator knows before anybody came. Written by hand or as JSON; `checkSeed` judges it. Longer than 200 lines:
 * the schema for editors is made of this one file.
 */
import type { EnrollmentMode, JsonObject, SessionTask } from './model.ts'

/** A person in an organization. */
export interface SeedMembership {
  /** Slug or id of the organization. */
  readonly organization: string
  /** A key of `roles`, with or without `org:`. */
  readonly role: string
  /** In place of the role's permissions. */
  readonly permissions?: readonly string[]
}
/** A person who can sign in. */
export interface SeedUser {
  /** Its id, which begins with `user_`. Default: `user_` and the part of the address before the `@`. */
  readonly id?: string
  /** Signs the person in. */
  readonly email: string
  /** Signs the person in too. No `@`, no space. Default: none. */
  readonly username?: string
  /** First name, as pages and templates show it. Default: empty. */
  readonly firstName?: string
  /** Last name, as pages and templates show it. Default: empty. */
  readonly lastName?: string
  /** Signs the person in where a step asks for it, at least 8 characters. The pages of the emulator ask for none. Default: the person has none. */
  readonly password?: string
  /** Further addresses, verified as well. They sign the person in too. Default: none. */
  readonly otherEmails?: readonly string[]
  /** Telephone numbers in the form of E.164, verified. Default: none. */
  readonly phoneNumbers?: readonly string[]
  /** Secret of the person's authenticator application, in Base32: the second factor of each sign-in in steps. Default: there is none. */
  readonly totpSecret?: string
  /** Codes that each stand in for one of the authenticator application, once. Default: none. */
  readonly backupCodes?: readonly string[]
  /** May not sign in in steps before a server unbans the person. Default false. */
  readonly isBanned?: boolean
  /** May not sign in in steps before a server unlocks the person. Default false. */
  readonly isLocked?: boolean
  /** What the application calls the person. Default: nothing. */
  readonly externalId?: string
  /** What this person must do after signing in, before the session counts. Default: nothing. */
  readonly task?: SessionTask
  /** Organizations that the person belongs to. Default: none. */
  readonly memberships?: readonly SeedMembership[]
  /** Slug or id of the organization that is active after signing in; null for the personal account. Default: the first membership. */
  readonly activeOrganization?: string | null
  /** The person's own features. No comma, colon or space in a name. Default: none. */
  readonly features?: readonly string[]
  /** The person's own plans. No comma, colon or space in a name. Default: none. */
  readonly plans?: readonly string[]
  /** Shown to the person and to servers, and filled into templates. Default: empty. */
  readonly publicMetadata?: JsonObject
  /** Shown to servers only. Default: empty. */
  readonly privateMetadata?: JsonObject
  /** Shown to the person and to servers, and changed by the person. Default: empty. */
  readonly unsafeMetadata?: JsonObject
}
/** An organization. */
export interface SeedOrganization {
  /** Its id, which begins with `org_`. Default: `org_` and the slug. */
  readonly id?: string
  /** Lower-case letters, digits and dashes. */
  readonly slug: string
  /** Its name for people. Default: the slug. */
  readonly name?: string
  /** What its members can use. No comma, colon or space in a name. Default: none. */
  readonly features?: readonly string[]
  /** What it pays for. No comma, colon or space in a name. Default: none. */
  readonly plans?: readonly string[]
  /** Shown to members and servers. Default: empty. */
  readonly publicMetadata?: JsonObject
  /** Shown to servers only. Default: empty. */
  readonly privateMetadata?: JsonObject
}
/** A machine that makes and receives M2M tokens. */
export interface SeedMachine {
  /** Its id, which begins with `mch_`. Default: `mch_` and the name. */
  readonly id?: string
  /** What other machines of the seed call it. */
  readonly name: string
  /** Its bearer of the Backend API. No space. Default: `ak_machine` and the letters and digits of the name. */
  readonly secretKey?: string
  /** Names or ids of the machines that may receive its tokens. */
  readonly scopes?: readonly string[]
}
/** An API key that is there from the start. */
export interface SeedApiKey {
  /** Its id, which begins with `ak_`. Default: `ak_` and the name. */
  readonly id?: string
  /** What its owner reads. */
  readonly name: string
  /** Whom it speaks for: address or id of a person, slug or id of an organization. */
  readonly subject: string
  /** The key itself. Begins with `ak_`. Default: `ak_secret` and the letters and digits of the name. */
  readonly secret?: string
  /** What it may do. Default: nothing. */
  readonly scopes?: readonly string[]
  /** Facts that its verification answers besides. Default: none. */
  readonly claims?: JsonObject
  /** A note about it. Default: none. */
  readonly description?: string
}
/** An OAuth client. */
export interface SeedOAuthApplication {
  /** What the client calls itself. No space. */
  readonly clientId: string
  /** What the consent page calls it. Default: the client id. */
  readonly name?: string
  /** Left out: a public client, which must use PKCE. */
  readonly clientSecret?: string
  /** Where its people may be sent back to: absolute URLs without a fragment. On loopback addresses the port does not count. */
  readonly redirectUris: readonly string[]
  /** Where its people may be sent after they signed out: absolute URLs without a fragment, as above. Default: nowhere. */
  readonly postLogoutRedirectUris?: readonly string[]
  /** What it may ask for. Default: `openid`, `profile`, `email`. */
  readonly scopes?: readonly string[]
  /** Its access tokens are signed (`at+jwt`). Default: opaque. */
  readonly jwtAccessTokens?: boolean
}
/** Claims of tokens that are no session tokens. */
export interface SeedTemplate {
  /** Part of the path that asks for such a token. No comma, colon, slash or space. */
  readonly name: string
  /** Texts such as `{{user.id}}`, `{{user.primary_email_address}}`, `{{org.slug}}` are filled in. */
  readonly claims: JsonObject
  /** Life of such a token, in seconds. Above 0. Default 60. */
  readonly lifetimeSec?: number
}
/** An address that is told of what happens, signed. */
export interface SeedWebhook {
  /** Its id, which begins with `ep_`. Default: `ep_` and the URL. */
  readonly id?: string
  /** Where messages are sent: an http(s) URL without credentials and fragment. */
  readonly url: string
  /** What you call it. Default: empty. */
  readonly description?: string
  /** Names of events, or groups such as `user.*`. Default null: all of them. */
  readonly events?: readonly string[] | null
  /** `whsec_` and 24 to 64 bytes as base64. Default: `whsec_cG9zdGVybi1lbXVsYXRvci13ZWJob29r`, which everybody knows. */
  readonly secret?: string
  /** Whether messages are sent. Default true. */
  readonly isEnabled?: boolean
}
/** What a developer sets on the provider's dashboard. */
export interface SeedSettings {
  /** Whether several people may be signed in in one browser. Otherwise a sign-in is refused while somebody is. Default false. */
  readonly hasMultipleSessions?: boolean
  /** Whether sensitive changes ask people for their factors once more. Default false. */
  readonly asksReverification?: boolean
  /** Who may sign up: everybody, or people with an invitation. Default `public`. */
  readonly signUpMode?: 'public' | 'restricted' | 'waitlist'
  /** Whether a sign-up has to bring a password, may bring one, or has none. Default `required`. */
  readonly passwordAtSignUp?: 'required' | 'optional' | 'off'
  /** Whether people accept terms when they sign up. Default false. */
  readonly asksLegalConsent?: boolean
  /** Whether people may delete themselves. Default true. */
  readonly canDeleteSelf?: boolean
  /** Whether there are organizations. Default true. */
  readonly hasOrganizations?: boolean
  /** Whether people must choose an organization: then sessions without one are pending. Default false. */
  readonly forcesOrganization?: boolean
  /** Whether people may create organizations. Default true. */
  readonly canCreateOrganizations?: boolean
  /** How many members an organization may have; 0: any number. Default 0. */
  readonly maxMemberships?: number
  /** Whether administrators may delete organizations. Default true. */
  readonly canDeleteOrganizations?: boolean
  /** Whether organizations have mail domains. Default true. */
  readonly hasDomains?: boolean
  /** What may become of people of a domain. Default: all three. */
  readonly enrollmentModes?: readonly EnrollmentMode[]
  /** The role of whoever joins by domain. Default `org:member`. */
  readonly domainRole?: string
  /** The role of whoever creates an organization. Default `org:admin`. */
  readonly creatorRole?: string
  /** Whether organizations have slugs. Default true. */
  readonly hasOrganizationSlugs?: boolean
  /** Whether people may make API keys. Default true. */
  readonly hasUserApiKeys?: boolean
  /** Whether organizations may make API keys. Default true. */
  readonly hasOrganizationApiKeys?: boolean
}
/** Everything that an emulator knows at the start. Every part is optional; `defaultSeed` is an example, and stands for all of it when there is no seed. */
export interface Seed {
  /** What holds for the whole instance. Default: what each setting says. */
  readonly settings?: SeedSettings
  /**
   * Permissions of each role. One that names no permission of the system (`org:sys_…`) gets those that the provider gives: all of them as
   * `org:admin`, the reading ones as any other. Keys with or without `org:`. Default: `org:admin` and `org:member`.
   */
  readonly roles?: Readonly<Record<string, readonly string[]>>
  /** People. Their ids, addresses and names must differ. Default: nobody. */
  readonly users?: readonly SeedUser[]
  /** Organizations. Their ids and slugs must differ. Default: none. */
  readonly organizations?: readonly SeedOrganization[]
  /** Machines. Their ids, names and keys must differ. Default: none. */
  readonly machines?: readonly SeedMachine[]
  /** API keys. Their ids and secrets must differ. Default: none. */
  readonly apiKeys?: readonly SeedApiKey[]
  /** OAuth clients. Their ids must differ. Default: none. */
  readonly oauthApplications?: readonly SeedOAuthApplication[]
  /** Token templates. Their names must differ. Default: none. */
  readonly templates?: readonly SeedTemplate[]
  /** Who is told of what happens. Their ids must differ. Default: nobody. */
  readonly webhooks?: readonly SeedWebhook[]
}
