/** E-mail addresses of a person: added, proven, made the primary one, taken away. */
import type { Instance } from '../../instance.ts'
import { fieldRefusal, notFoundRefusal, Refusal } from '../../refusal.ts'
import { enrollPerson } from '../organizations/enrollment.ts'
import { tryCode } from '../try-code.ts'
import { type CodeOutcome, sendMail, toCodeVerification } from '../mails.ts'
import type { EmailAddress, User } from '../model.ts'
import { toVerifiedAddress, withAddresses } from '../people.ts'
import { changeUser } from './change-user.ts'
import { checkAddress, checkAddressIsFree } from './identifiers.ts'

/** Whose address this is, and which. */
export interface OwnedAddress {
  readonly user: User
  readonly address: EmailAddress
}

/** @param userId Whose it has to be; null: anybody's. @throws Refusal 404 when there is none. */
export function requireAddress({ store }: Instance, addressId: string, userId: string | null = null): OwnedAddress {
  const owner = store.find(
    'users',
    (user) => (userId === null || user.id === userId) && user.emailAddresses.some(({ id }) => id === addressId),
  )
  const address = owner?.emailAddresses.find(({ id }) => id === addressId)
  if (owner === null || address === undefined) throw notFoundRefusal('Email address')
  return { user: owner, address }
}

/** What is known of an address from the start, or changed later. */
export interface AddressFacts {
  readonly isVerified?: boolean | undefined
  readonly isPrimary?: boolean | undefined
}

/** @throws Refusal for a text that is no address, and for one that somebody has. */
export function addAddress(instance: Instance, userId: string, text: string, facts: AddressFacts = {}): EmailAddress {
  const given = checkAddress(text)
  const nowMs = instance.clock.nowMs()
  const fresh = toVerifiedAddress(instance.random.id('idn_'), given, nowMs, 'admin')
  const address = facts.isVerified === true ? fresh : { ...fresh, verification: null }
  return instance.store.write(() => {
    checkAddressIsFree(instance, given)
    changeUser(instance, userId, (user) => {
      const primaryId = facts.isPrimary === true ? address.id : user.primaryEmailAddressId
      return withAddresses(user, [...user.emailAddresses, address], primaryId)
    })
    return address
  })
}

/** What a server says of an address. */
export function changeAddress(instance: Instance, addressId: string, facts: AddressFacts): EmailAddress {
  return instance.store.write(() => {
    const { user, address } = requireAddress(instance, addressId)
    const proven = toVerifiedAddress(address.id, address.address, instance.clock.nowMs(), 'admin').verification
    const verification = facts.isVerified === undefined ? address.verification : facts.isVerified ? proven : null
    const changed = putAddress(instance, user.id, { ...address, verification })
    if (facts.isPrimary === true) setPrimaryAddress(instance, user.id, addressId)
    return changed
  })
}

/** @throws Refusal for an address of somebody else, and for one that is not verified. */
export function setPrimaryAddress(instance: Instance, userId: string, addressId: string): User {
  return changeUser(instance, userId, (user) => {
    const address = user.emailAddresses.find(({ id }) => id === addressId)
    if (address?.verification?.status !== 'verified')
      throw fieldRefusal(
        'form_param_value_invalid',
        'The primary address must be a verified one of this person.',
        'primary_email_address_id',
      )
    return withAddresses(user, user.emailAddresses, addressId)
  })
}

/** @param keepsLast Whether the last verified address stays: a person without one could not sign in again. */
export function removeAddress(instance: Instance, addressId: string, keepsLast: boolean, userId: string | null): void {
  instance.store.write(() => {
    const { user } = requireAddress(instance, addressId, userId)
    changeUser(instance, user.id, (now) => {
      const rest = now.emailAddresses.filter(({ id }) => id !== addressId)
      if (keepsLast && !rest.some(({ verification }) => verification?.status === 'verified'))
        throw new Refusal(403, 'identification_deletion_failed', 'The last verified address of an account stays.')
      return withAddresses(now, rest, now.primaryEmailAddressId)
    })
  })
}

/** Sends a code to an address that is not verified yet. */
export function sendAddressCode(instance: Instance, userId: string, addressId: string): EmailAddress {
  return instance.store.write(() => {
    const { address } = requireAddress(instance, addressId, userId)
    if (address.verification?.status === 'verified') throw toAlreadyVerified()
    const verification = toCodeVerification(instance, address.address, 'email_code')
    sendMail(instance, {
      toAddress: address.address,
      slug: 'verification_code',
      subject: 'Your verification code',
      userId,
      code: verification.code,
      expiresAtMs: verification.expiresAtMs,
    })
    return putAddress(instance, userId, { ...address, verification })
  })
}

/** Judges a code and counts the attempt. The caller refuses what is not `right`. */
export function proveAddress(instance: Instance, userId: string, addressId: string, code: string): CodeOutcome {
  return instance.store.write(() => {
    const { address } = requireAddress(instance, addressId, userId)
    if (address.verification?.status === 'verified') throw toAlreadyVerified()
    const { outcome, verification } = tryCode(address.verification, 'email_code', code, instance.clock.nowMs())
    putAddress(instance, userId, { ...address, verification })
    const owner = instance.store.get('users', userId)
    if (outcome === 'right' && owner !== null) enrollPerson(instance, owner)
    return outcome
  })
}

function putAddress(instance: Instance, userId: string, address: EmailAddress): EmailAddress {
  const changed = { ...address, updatedAtMs: instance.clock.nowMs() }
  changeUser(instance, userId, (user) => {
    const addresses = user.emailAddresses.map((one) => (one.id === address.id ? changed : one))
    return withAddresses(user, addresses, user.primaryEmailAddressId)
  })
  return changed
}

export function toAlreadyVerified(): Refusal {
  return new Refusal(400, 'verification_already_verified', 'This is verified already.')
}
