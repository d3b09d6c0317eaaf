/**
 * Backend-client room. What the provider's objects look like in answers. Types only.
 *
 * Times are milliseconds since the Unix epoch. Fields that newer versions of the API add are in the answers too, unnamed here.
 */

/** What the application keeps with a person or an organization. Keys are left as they are. Narrow it where you read it. */
export type Metadata = Readonly<Record<string, unknown>>

/** One page, and how many there are in all. */
export interface PaginatedList<T> {
  readonly data: readonly T[]
  readonly totalCount: number
}

/** What was deleted. */
export interface DeletedObject {
  readonly object: string
  /** Id of what is gone, or absent where it had none. */
  readonly id?: string
  readonly deleted: boolean
}

/** Proof that an address or number belongs to somebody. */
export interface Verification {
  /** `verified`, `unverified`, `expired` and others. */
  readonly status: string
  /** How it was proven, such as `email_code`. */
  readonly strategy: string
  /** Tries so far, or null. */
  readonly attempts: number | null
  /** When the try ends, or null. */
  readonly expireAt: number | null
}

export interface EmailAddress {
  readonly id: string
  readonly emailAddress: string
  /** Null: never tried. */
  readonly verification: Verification | null
  /** Accounts that the address came with. */
  readonly linkedTo: readonly { readonly id: string; readonly type: string }[]
}

export interface PhoneNumber {
  readonly id: string
  readonly phoneNumber: string
  /** Null: never tried. */
  readonly verification: Verification | null
}

export interface Web3Wallet {
  readonly id: string
  readonly web3Wallet: string
  /** Null: never tried. */
  readonly verification: Verification | null
}

/** A person. */
export interface User {
  readonly id: string
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  /** First and last name, or null. */
  readonly fullName: string | null
  readonly imageUrl: string
  readonly hasImage: boolean
  readonly emailAddresses: readonly EmailAddress[]
  readonly primaryEmailAddressId: string | null
  /** The one of `emailAddresses` that the id names, or null. */
  readonly primaryEmailAddress: EmailAddress | null
  readonly phoneNumbers: readonly PhoneNumber[]
  readonly primaryPhoneNumberId: string | null
  /** As above. */
  readonly primaryPhoneNumber: PhoneNumber | null
  readonly web3Wallets: readonly Web3Wallet[]
  readonly primaryWeb3WalletId: string | null
  /** As above. */
  readonly primaryWeb3Wallet: Web3Wallet | null
  readonly externalAccounts: readonly Metadata[]
  /** The application's own id, or null. */
  readonly externalId: string | null
  /** Read by the browser, written by servers. */
  readonly publicMetadata: Metadata
  /** Read and written by servers. */
  readonly privateMetadata: Metadata
  /** Read and written by the browser: never believe it. */
  readonly unsafeMetadata: Metadata
  readonly passwordEnabled: boolean
  readonly totpEnabled: boolean
  readonly backupCodeEnabled: boolean
  readonly twoFactorEnabled: boolean
  readonly banned: boolean
  readonly locked: boolean
  readonly lastSignInAt: number | null
  readonly lastActiveAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Organization {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly imageUrl: string
  readonly hasImage: boolean
  /** Absent unless it was asked for, in most answers. */
  readonly membersCount?: number
  readonly maxAllowedMemberships: number
  readonly adminDeleteEnabled: boolean
  /** Id of the person who made it, or null. */
  readonly createdBy: string | null
  readonly publicMetadata: Metadata
  readonly privateMetadata: Metadata
  readonly createdAt: number
  readonly updatedAt: number
}

export interface OrganizationMembership {
  readonly id: string
  /** Such as `org:admin`. */
  readonly role: string
  readonly permissions: readonly string[]
  readonly organization: Organization
  readonly publicUserData: {
    readonly userId: string
    readonly identifier: string
    readonly firstName: string | null
    readonly lastName: string | null
    readonly imageUrl: string
    readonly hasImage: boolean
  }
  readonly publicMetadata: Metadata
  readonly privateMetadata: Metadata
  readonly createdAt: number
  readonly updatedAt: number
}

/** An invitation to the application. */
export interface Invitation {
  readonly id: string
  readonly emailAddress: string
  /** `pending`, `accepted`, `revoked`, `expired`. */
  readonly status: string
  /** Where to accept it, when the provider says so. */
  readonly url?: string
  readonly publicMetadata: Metadata | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** An invitation to an organization. */
export interface OrganizationInvitation extends Invitation {
  readonly role: string
  readonly organizationId: string
  readonly privateMetadata: Metadata
}

export interface Session {
  readonly id: string
  readonly clientId: string
  readonly userId: string
  /** `active`, `revoked`, `ended`, `expired`, `removed`, `abandoned`, `replaced`, `pending`. */
  readonly status: string
  readonly lastActiveOrganizationId: string | null
  /** Who acts for the person, or null. */
  readonly actor: Metadata | null
  readonly lastActiveAt: number
  readonly expireAt: number
  readonly abandonAt: number
  readonly createdAt: number
  readonly updatedAt: number
}
