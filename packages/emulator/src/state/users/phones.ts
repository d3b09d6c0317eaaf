/** Telephone numbers of a person. Nothing is sent to them: the console shows the codes. */
import type { Instance } from '../../instance.ts'
import { fieldRefusal, notFoundRefusal } from '../../refusal.ts'
import { tryCode } from '../try-code.ts'
import { type CodeOutcome, sendMail, toCodeVerification } from '../mails.ts'
import type { PhoneNumber, User } from '../model.ts'
import { toVerifiedAddress } from '../people.ts'
import { toAlreadyVerified } from './addresses.ts'
import { changeUser } from './change-user.ts'
import { checkPhone, checkPhoneIsFree } from './identifiers.ts'

/** Whose number this is, and which. */
export interface OwnedPhone {
  readonly user: User
  readonly phone: PhoneNumber
}

/** @param userId Whose it has to be; null: anybody's. @throws Refusal 404 when there is none. */
export function requirePhone({ store }: Instance, phoneId: string, userId: string | null = null): OwnedPhone {
  const owner = store.find(
    'users',
    (user) => (userId === null || user.id === userId) && user.phoneNumbers.some(({ id }) => id === phoneId),
  )
  const phone = owner?.phoneNumbers.find(({ id }) => id === phoneId)
  if (owner === null || phone === undefined) throw notFoundRefusal('Phone number')
  return { user: owner, phone }
}

/** What is known of a number from the start, or changed later. */
export interface PhoneFacts {
  readonly isVerified?: boolean | undefined
  readonly isPrimary?: boolean | undefined
  readonly isReserved?: boolean | undefined
}

/** A number that nobody has yet. @throws Refusal for a text that is none, and for one that somebody has. */
export function addPhone(instance: Instance, userId: string, text: string, facts: PhoneFacts = {}): PhoneNumber {
  const number = checkPhone(text)
  return instance.store.write(() => {
    checkPhoneIsFree(instance, number)
    const phone = toPhone(instance, number, facts.isVerified === true)
    changeUser(instance, userId, (user) => withPhones(user, [...user.phoneNumbers, phone], user.primaryPhoneNumberId))
    return changePhone(instance, phone.id, { isPrimary: facts.isPrimary, isReserved: facts.isReserved }, userId)
  })
}

/** A number with its defaults. */
export function toPhone({ random, clock }: Instance, number: string, isVerified: boolean): PhoneNumber {
  const { verification, createdAtMs, updatedAtMs } = toVerifiedAddress('', number, clock.nowMs(), 'admin')
  return {
    id: random.id('idn_'),
    number,
    verification: isVerified ? verification : null,
    isReservedForSecondFactor: false,
    createdAtMs,
    updatedAtMs,
  }
}

/** @param userId Whose it has to be; null: anybody's. */
export function changePhone(
  instance: Instance,
  phoneId: string,
  facts: PhoneFacts,
  userId: string | null = null,
): PhoneNumber {
  return instance.store.write(() => {
    const { user, phone } = requirePhone(instance, phoneId, userId)
    const proven = toPhone(instance, phone.number, true).verification
    const verification = facts.isVerified === undefined ? phone.verification : facts.isVerified ? proven : null
    const isReservedForSecondFactor = facts.isReserved ?? phone.isReservedForSecondFactor
    const changed = putPhone(instance, user.id, { ...phone, verification, isReservedForSecondFactor })
    if (facts.isPrimary === true) setPrimaryPhone(instance, user.id, phoneId)
    return changed
  })
}

/** @throws Refusal for a number of somebody else, and for one that is not verified. */
export function setPrimaryPhone(instance: Instance, userId: string, phoneId: string): User {
  return changeUser(instance, userId, (user) => {
    const phone = user.phoneNumbers.find(({ id }) => id === phoneId)
    if (phone?.verification?.status !== 'verified')
      throw fieldRefusal(
        'form_param_value_invalid',
        'The primary number must be a verified one of this person.',
        'primary_phone_number_id',
      )
    return { ...user, primaryPhoneNumberId: phoneId }
  })
}

/** @param userId Whose it has to be; null: anybody's. */
export function removePhone(instance: Instance, phoneId: string, userId: string | null): void {
  instance.store.write(() => {
    const { user } = requirePhone(instance, phoneId, userId)
    changeUser(instance, user.id, (now) =>
      withPhones(
        now,
        now.phoneNumbers.filter(({ id }) => id !== phoneId),
        now.primaryPhoneNumberId,
      ),
    )
  })
}

/** Makes a code for a number that is not verified yet. The console shows it. */
export function sendPhoneCode(instance: Instance, userId: string, phoneId: string): PhoneNumber {
  return instance.store.write(() => {
    const { phone } = requirePhone(instance, phoneId, userId)
    if (phone.verification?.status === 'verified') throw toAlreadyVerified()
    const verification = toCodeVerification(instance, phone.number, 'phone_code')
    sendMail(instance, {
      toAddress: phone.number,
      slug: 'sms_verification_code',
      subject: 'Your verification code',
      userId,
      code: verification.code,
      expiresAtMs: verification.expiresAtMs,
    })
    return putPhone(instance, userId, { ...phone, verification })
  })
}

/** Judges a code and counts the attempt. The caller refuses what is not `right`. */
export function provePhone(instance: Instance, userId: string, phoneId: string, code: string): CodeOutcome {
  return instance.store.write(() => {
    const { phone } = requirePhone(instance, phoneId, userId)
    if (phone.verification?.status === 'verified') throw toAlreadyVerified()
    const { outcome, verification } = tryCode(phone.verification, 'phone_code', code, instance.clock.nowMs())
    putPhone(instance, userId, { ...phone, verification })
    return outcome
  })
}

function putPhone(instance: Instance, userId: string, phone: PhoneNumber): PhoneNumber {
  const changed = { ...phone, updatedAtMs: instance.clock.nowMs() }
  changeUser(instance, userId, (user) =>
    withPhones(
      user,
      user.phoneNumbers.map((one) => (one.id === phone.id ? changed : one)),
      user.primaryPhoneNumberId,
    ),
  )
  return changed
}

/** @param primaryId One that is not among them leaves the first verified one primary. */
export function withPhones(user: User, phones: readonly PhoneNumber[], primaryId: string | null): User {
  const primary =
    phones.find(({ id }) => id === primaryId) ?? phones.find(({ verification }) => verification?.status === 'verified')
  return { ...user, phoneNumbers: phones, primaryPhoneNumberId: primary?.id ?? null }
}
