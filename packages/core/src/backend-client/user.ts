/**
 * Backend-client room. What a person looks like in the provider's answers, and what all answers share. Types only.
 *
 * Times are milliseconds since the Unix epoch. Fields that newer versions of the API add are in the answers too, unnamed here.
 */

/** What the application keeps with a person or an organization. Keys are left as they are. Narrow it where you read it. */
export type Metadata = Readonly<Record<string, unknown>>

/** One page, and how many there are in all. */
export interface PaginatedList<T> {
  /** The page that was asked for. */
  readonly data: readonly T[]
  /** How many there are over all pages. */
  readonly totalCount: number
}

/** The provider's answer to a deletion. */
export interface DeletedObject {
  /** Which kind of object it was, such as `user`. */
  readonly object: string
  /** Id of what is gone, or absent where it had none. */
  readonly id?: string
  /** Always true: what cannot be deleted rejects. */
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

/** An address for mail. */
export interface EmailAddress {
  /** Such as `idn_…`. */
  readonly id: string
  /** The address itself. */
  readonly emailAddress: string
  /** Null: never tried. */
  readonly verification: Verification | null
  /** Accounts that the address came with. */
  readonly linkedTo: readonly {
    /** Id of the account. */
    readonly id: string
    /** Kind of the account, such as `oauth_google`. */
    readonly type: string
  }[]
}

/** A telephone number. */
export interface PhoneNumber {
  /** Such as `idn_…`. */
  readonly id: string
  /** In the international form, with `+`. */
  readonly phoneNumber: string
  /** Null: never tried. */
  readonly verification: Verification | null
}

/** A wallet of a block chain. */
export interface Web3Wallet {
  /** Such as `idn_…`. */
  readonly id: string
  /** The address of the wallet. */
  readonly web3Wallet: string
  /** Null: never tried. */
  readonly verification: Verification | null
}

/** A person. */
export interface User {
  /** Such as `user_…`. */
  readonly id: string
  /** The name to sign in with, or null. */
  readonly username: string | null
  /** Or null. */
  readonly firstName: string | null
  /** Or null. */
  readonly lastName: string | null
  /** First and last name, or null. */
  readonly fullName: string | null
  /** A picture, made by the provider where the person gave none. */
  readonly imageUrl: string
  /** Whether the person gave one. */
  readonly hasImage: boolean
  /** All of them, verified or not. */
  readonly emailAddresses: readonly EmailAddress[]
  /** Id of the address that mail goes to, or null. */
  readonly primaryEmailAddressId: string | null
  /** The one of `emailAddresses` that the id names, or null. */
  readonly primaryEmailAddress: EmailAddress | null
  /** All of them, verified or not. */
  readonly phoneNumbers: readonly PhoneNumber[]
  /** Id of the number that messages go to, or null. */
  readonly primaryPhoneNumberId: string | null
  /** As above. */
  readonly primaryPhoneNumber: PhoneNumber | null
  /** All of them, verified or not. */
  readonly web3Wallets: readonly Web3Wallet[]
  /** Id of the first among them, or null. */
  readonly primaryWeb3WalletId: string | null
  /** As above. */
  readonly primaryWeb3Wallet: Web3Wallet | null
  /** Accounts elsewhere that the person signs in with. */
  readonly externalAccounts: readonly Metadata[]
  /** The application's own id, or null. */
  readonly externalId: string | null
  /** Read by the browser, written by servers. */
  readonly publicMetadata: Metadata
  /** Read and written by servers. */
  readonly privateMetadata: Metadata
  /** Read and written by the browser: never believe it. */
  readonly unsafeMetadata: Metadata
  /** Whether the person has a password. */
  readonly passwordEnabled: boolean
  /** Whether an authenticator is set up. */
  readonly totpEnabled: boolean
  /** Whether backup codes are set up. */
  readonly backupCodeEnabled: boolean
  /** Whether any second factor is set up. */
  readonly twoFactorEnabled: boolean
  /** Whether the person may not sign in any more. */
  readonly banned: boolean
  /** Whether the person may not sign in for a while. */
  readonly locked: boolean
  /** Milliseconds since the Unix epoch, or null. */
  readonly lastSignInAt: number | null
  /** Milliseconds since the Unix epoch, or null. */
  readonly lastActiveAt: number | null
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number
  /** Milliseconds since the Unix epoch. */
  readonly updatedAt: number
}

/** A session of a person in one browser. */
export interface Session {
  /** Such as `sess_…`. */
  readonly id: string
  /** Which browser: `client_…`. */
  readonly clientId: string
  /** Such as `user_…`. */
  readonly userId: string
  /** `active`, `revoked`, `ended`, `expired`, `removed`, `abandoned`, `replaced`, `pending`. */
  readonly status: string
  /** The active organization, or null for the personal account. */
  readonly lastActiveOrganizationId: string | null
  /** Who acts for the person, or null. */
  readonly actor: Metadata | null
  /** Milliseconds since the Unix epoch. */
  readonly lastActiveAt: number
  /** When it ends. Milliseconds since the Unix epoch. */
  readonly expireAt: number
  /** When it ends if nobody uses it. Milliseconds since the Unix epoch. */
  readonly abandonAt: number
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number
  /** Milliseconds since the Unix epoch. */
  readonly updatedAt: number
}

/** A token for somebody else's API. */
export interface OauthAccessToken {
  /** Which account of the person. */
  readonly externalAccountId: string
  /** Such as `oauth_google`. */
  readonly provider: string
  /** The token itself. Keep it out of logs. */
  readonly token: string
  /** What it allows there. Absent: the other side did not say. */
  readonly scopes?: readonly string[]
  /** The person's name for the account, or null. */
  readonly label: string | null
  /** Null or absent: it does not end. */
  readonly expiresAt?: number | null
  /** What is kept with the account. */
  readonly publicMetadata: Metadata
}
