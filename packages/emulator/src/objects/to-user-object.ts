/** A person as the API shows them. @see emulator.md 4 */
import type { Instance } from '../instance.ts'
import type { EmailAddress, PhoneNumber, User } from '../state/model.ts'
import { credentialsOf } from '../state/people.ts'
import type { ApiObject, Audience } from './api-object.ts'
import { toImage } from './to-image.ts'
import { toVerificationObject } from './to-verification-object.ts'

export function toUserObject(instance: Instance, user: User, audience: Audience = 'server'): ApiObject {
  const nowMs = instance.clock.nowMs()
  return {
    object: 'user',
    id: user.id,
    username: user.username,
    first_name: toName(user.firstName),
    last_name: toName(user.lastName),
    ...toImage(instance, user),
    profile_image_id: '',
    primary_email_address_id: user.primaryEmailAddressId,
    primary_phone_number_id: user.primaryPhoneNumberId,
    primary_web3_wallet_id: null,
    email_addresses: user.emailAddresses.map((one) => toEmailAddressObject(one, nowMs)),
    phone_numbers: user.phoneNumbers.map((one) => toPhoneNumberObject(one, nowMs)),
    web3_wallets: [],
    external_accounts: [],
    enterprise_accounts: [],
    saml_accounts: [],
    passkeys: [],
    ...toSecurity(instance, user),
    external_id: user.externalId,
    public_metadata: user.publicMetadata,
    ...(audience === 'server' && { private_metadata: user.privateMetadata }),
    unsafe_metadata: user.unsafeMetadata,
    last_sign_in_at: user.lastSignInAtMs,
    last_active_at: user.lastActiveAtMs,
    banned: user.isBanned,
    locked: user.isLocked,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: null,
    delete_self_enabled: user.canDeleteSelf,
    create_organization_enabled: user.canCreateOrganization,
    create_organizations_limit: user.maxOrganizations,
    legal_accepted_at: user.legalAcceptedAtMs,
    locale: user.locale,
    timezone: null,
    created_at: user.createdAtMs,
    updated_at: user.updatedAtMs,
  }
}

/** The little that others see of a person. */
export function toPublicUserData(instance: Instance, user: User): ApiObject {
  return {
    user_id: user.id,
    identifier: user.email === '' ? (user.username ?? '') : user.email,
    first_name: toName(user.firstName),
    last_name: toName(user.lastName),
    ...toImage(instance, user),
    username: user.username,
    banned: user.isBanned,
  }
}

export function toEmailAddressObject(address: EmailAddress, nowMs: number): ApiObject {
  return {
    object: 'email_address',
    id: address.id,
    email_address: address.address,
    reserved: false,
    verification: toVerificationObject(address.verification, nowMs),
    linked_to: [],
    matches_sso_connection: false,
    created_at: address.createdAtMs,
    updated_at: address.updatedAtMs,
  }
}

export function toPhoneNumberObject(phone: PhoneNumber, nowMs: number): ApiObject {
  return {
    object: 'phone_number',
    id: phone.id,
    phone_number: phone.number,
    reserved_for_second_factor: phone.isReservedForSecondFactor,
    default_second_factor: false,
    reserved: false,
    verification: toVerificationObject(phone.verification, nowMs),
    linked_to: [],
    backup_codes: null,
    created_at: phone.createdAtMs,
    updated_at: phone.updatedAtMs,
  }
}

function toSecurity(instance: Instance, user: User): ApiObject {
  const { password, totp, backupCodes, mfaEnabledAtMs, mfaDisabledAtMs } = credentialsOf(instance, user.id)
  const hasTotp = totp?.isVerified === true
  return {
    password_enabled: password !== null,
    two_factor_enabled: hasTotp,
    totp_enabled: hasTotp,
    backup_code_enabled: backupCodes.length > 0,
    mfa_enabled_at: mfaEnabledAtMs,
    mfa_disabled_at: mfaDisabledAtMs,
  }
}

function toName(name: string): string | null {
  return name === '' ? null : name
}
