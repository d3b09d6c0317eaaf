/** People, what they prove who they are with, and the mail that they get. */
import type { JsonObject } from './json.ts'

/** What a person still has to do before a session counts. */
export type SessionTask = 'choose-organization' | 'reset-password' | 'setup-mfa'
/** Every task. */
export const SESSION_TASKS: readonly SessionTask[] = ['choose-organization', 'reset-password', 'setup-mfa']

/** How far somebody has come with proving something. */
export interface Verification {
  /** `unverified` until the right answer came. */
  readonly status: 'unverified' | 'verified' | 'failed' | 'expired'
  /** How it is proven: `email_code`, `password`, `ticket`, `totp`, `backup_code`, `admin` and so on. */
  readonly strategy: string
  /** What the person has to type; null where nothing is sent to them. */
  readonly code: string | null
  /** Wrong answers so far. */
  readonly attempts: number
  /** When the code stops working, in milliseconds since the Unix epoch; null when it does not. */
  readonly expiresAtMs: number | null
}
/** An e-mail address of a person. */
export interface EmailAddress {
  /** `idn_…`. */
  readonly id: string
  /** As it was given. Compared in any case of letters. */
  readonly address: string
  /** null: nobody began to verify it. */
  readonly verification: Verification | null
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** A telephone number of a person. Nothing is sent to it. */
export interface PhoneNumber {
  /** `idn_…`. */
  readonly id: string
  /** In the form of E.164. */
  readonly number: string
  /** null: nobody began to verify it. */
  readonly verification: Verification | null
  /** Whether it may serve as a second factor. */
  readonly isReservedForSecondFactor: boolean
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** A person who can sign in. */
export interface User {
  /** `user_…`. */
  readonly id: string
  /** The primary e-mail address; empty when there is none. Signs the person in, in any case of letters. */
  readonly email: string
  /** Every address, the oldest first. `withAddresses` keeps `email` and this in step. */
  readonly emailAddresses: readonly EmailAddress[]
  /** `idn_…` of the primary address; null when there is none. */
  readonly primaryEmailAddressId: string | null
  /** Every telephone number, the oldest first. */
  readonly phoneNumbers: readonly PhoneNumber[]
  /** `idn_…` of the primary number; null when there is none. */
  readonly primaryPhoneNumberId: string | null
  /** Signs the person in too; null when there is none. */
  readonly username: string | null
  /** Empty when nobody said. */
  readonly firstName: string
  /** Empty when nobody said. */
  readonly lastName: string
  /** What the application calls the person; null when it calls them nothing. */
  readonly externalId: string | null
  /** A picture, as a URL; null: pages draw the initials. */
  readonly imageUrl: string | null
  /** Sessions of this person begin as pending with this task. */
  readonly task: SessionTask | null
  /** Active organization of a fresh session; null means the personal account. */
  readonly defaultOrganizationId: string | null
  /** The person's own features, which claims mark with `u:`. */
  readonly features: readonly string[]
  /** The person's own plans, which claims mark with `u:`. */
  readonly plans: readonly string[]
  /** Shown to the person and to servers, and filled into templates. */
  readonly publicMetadata: JsonObject
  /** Shown to servers only. */
  readonly privateMetadata: JsonObject
  /** Shown to everybody, and changed by the person. */
  readonly unsafeMetadata: JsonObject
  /** May not sign in, and has no session. */
  readonly isBanned: boolean
  /** May not sign in for now. */
  readonly isLocked: boolean
  /** Whether the person may delete the account. */
  readonly canDeleteSelf: boolean
  /** Whether the person may create organizations. */
  readonly canCreateOrganization: boolean
  /** How many organizations the person may create; null: any number. */
  readonly maxOrganizations: number | null
  /** When terms were accepted, in milliseconds since the Unix epoch; null: never. */
  readonly legalAcceptedAtMs: number | null
  /** A language tag, or null. */
  readonly locale: string | null
  /** Last sign-in, in milliseconds since the Unix epoch; null before the first. */
  readonly lastSignInAtMs: number | null
  /** Last sign of life, in milliseconds since the Unix epoch; null before the first. */
  readonly lastActiveAtMs: number | null
  /** Milliseconds since the Unix epoch. People of a seed: when it was planted. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** A password, as a seed wrote it or as its digest. */
export type PasswordRecord =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'pbkdf2'; readonly salt: string; readonly digest: string; readonly iterations: number }
  /** A digest that a server brought along, in the form of its hasher. */
  | { readonly kind: 'foreign'; readonly hasher: string; readonly digest: string }
/** An authenticator application. */
export interface TotpRecord {
  /** `totp_…`. */
  readonly id: string
  /** Base32. @see RFC 6238 */
  readonly secret: string
  /** Whether a code of it was seen. */
  readonly isVerified: boolean
  /** The last time step that was used, so that a code works once; null before the first. */
  readonly lastStep: number | null
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** What a person signs in with. Apart from the person, so that whoever lists people does not list secrets. */
export interface Credentials {
  /** Id of the person. */
  readonly id: string
  /** null: the person has no password. */
  readonly password: PasswordRecord | null
  /** null: there is no second factor of this kind. */
  readonly totp: TotpRecord | null
  /** Those that are left. Each works once. */
  readonly backupCodes: readonly string[]
  /** When a second factor was set up first, in milliseconds since the Unix epoch; null: there is none. */
  readonly mfaEnabledAtMs: number | null
  /** When the last one was taken away, in milliseconds since the Unix epoch; null: never. */
  readonly mfaDisabledAtMs: number | null
}
