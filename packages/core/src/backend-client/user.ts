/**
 * Backend-client room. What a person looks like in the provider's answers. Types only.
 *
 * Times are milliseconds since the Unix epoch.
 */
import type { Metadata } from './backend-objects.ts'

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
