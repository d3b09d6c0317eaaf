/** The shape of a seed: what an emulator knows before anybody came. Written by hand or as JSON; `checkSeed` judges it. */
import type { JsonObject, SessionTask } from './model.ts'

export interface SeedMembership {
  /** Slug or id of the organization. */
  readonly organization: string
  /** A key of `roles`, with or without `org:`. */
  readonly role: string
  /** In place of the role's permissions. */
  readonly permissions?: readonly string[]
}
export interface SeedUser {
  /** Begins with `user_`. Default: `user_` and the part of the address before the `@`. */
  readonly id?: string
  readonly email: string
  readonly username?: string
  readonly firstName?: string
  readonly lastName?: string
  /** What this person must do after signing in, before the session counts. Default: nothing. */
  readonly task?: SessionTask
  readonly memberships?: readonly SeedMembership[]
  /** Slug or id of the organization that is active after signing in; null for the personal account. Default: the first membership. */
  readonly activeOrganization?: string | null
  readonly features?: readonly string[]
  readonly plans?: readonly string[]
  readonly publicMetadata?: JsonObject
}
export interface SeedOrganization {
  /** Begins with `org_`. Default: `org_` and the slug. */
  readonly id?: string
  readonly slug: string
  readonly name?: string
  readonly features?: readonly string[]
  readonly plans?: readonly string[]
  readonly publicMetadata?: JsonObject
}
export interface SeedMachine {
  /** Begins with `mch_`. Default: `mch_` and the name. */
  readonly id?: string
  readonly name: string
  /** Default: made from the name. */
  readonly secretKey?: string
  /** Names or ids of the machines that may receive its tokens. */
  readonly scopes?: readonly string[]
}
export interface SeedApiKey {
  readonly id?: string
  readonly name: string
  /** Whom it speaks for: address or id of a person, slug or id of an organization. */
  readonly subject: string
  /** Begins with `ak_`. Default: made from the name. */
  readonly secret?: string
  readonly scopes?: readonly string[]
  readonly claims?: JsonObject
  readonly description?: string
}
export interface SeedOAuthApplication {
  readonly clientId: string
  readonly name?: string
  /** Left out: a public client, which must use PKCE. */
  readonly clientSecret?: string
  readonly redirectUris: readonly string[]
  readonly scopes?: readonly string[]
  /** Its access tokens are signed (`at+jwt`). Default: opaque. */
  readonly jwtAccessTokens?: boolean
}
export interface SeedTemplate {
  readonly name: string
  /** Texts such as `{{user.id}}`, `{{user.primary_email_address}}`, `{{org.slug}}` are filled in. */
  readonly claims: JsonObject
  readonly lifetimeSec?: number
}
export interface Seed {
  /** Permissions of each role. Keys with or without `org:`. Default: `org:admin` and `org:member`. */
  readonly roles?: Readonly<Record<string, readonly string[]>>
  readonly users?: readonly SeedUser[]
  readonly organizations?: readonly SeedOrganization[]
  readonly machines?: readonly SeedMachine[]
  readonly apiKeys?: readonly SeedApiKey[]
  readonly oauthApplications?: readonly SeedOAuthApplication[]
  readonly templates?: readonly SeedTemplate[]
}
