/** A person whom a server makes or changes: everything in one transaction, or nothing. */
import type { Instance } from '../../instance.ts'
import { Refusal } from '../../refusal.ts'
import type { Credentials, EmailAddress, PasswordRecord, PhoneNumber, User } from '../model.ts'
import { type PersonFacts, toCredentials, toUser, toVerifiedAddress } from '../people.ts'
import { changeCredentials, changeUser, setPassword } from './change-user.ts'
import {
  checkAddress,
  checkAddressIsFree,
  checkExternalId,
  checkPhone,
  checkPhoneIsFree,
  checkUsername,
} from './identifiers.ts'
import { toPhone, withPhones } from './phones.ts'
import { withSecondFactors } from './second-factors.ts'

/** An address or a number of somebody new. */
export interface Identifier {
  readonly text: string
  readonly isVerified: boolean
}
/** What a server says of somebody. Undefined: nothing. */
export interface PersonChanges {
  readonly facts: PersonFacts
  /** Null takes it away. */
  readonly password?: PasswordRecord | null | undefined
  readonly totpSecret?: string | undefined
  readonly backupCodes?: readonly string[] | undefined
}
export interface NewPerson extends PersonChanges {
  /** The first one is the primary one. */
  readonly addresses: readonly Identifier[]
  /** The first one is the primary one. */
  readonly phones: readonly Identifier[]
}

/** @throws Refusal for somebody who cannot be found by anything, and for what somebody else has. */
export function makeUser(instance: Instance, { addresses, phones, ...changes }: NewPerson): User {
  const { store, random, clock } = instance
  if (addresses.length === 0 && phones.length === 0 && typeof changes.facts.username !== 'string')
    throw new Refusal(422, 'form_data_missing', 'A person needs an e-mail address, a telephone number or a username.')
  const id = random.id('user_')
  return store.write((tx) => {
    const owned = addresses.map((one) => toAddress(instance, one))
    checkEachOnce(owned.map(({ address }) => address.toLowerCase()))
    const numbers = phones.map((one) => toNumber(instance, one))
    checkFacts(instance, changes.facts, null)
    const user = withPhones(toUser(id, owned, clock.nowMs(), changes.facts), numbers, numbers[0]?.id ?? null)
    const known = { ...toCredentials(id), password: changes.password ?? null }
    tx.put('users', user)
    tx.put('credentials', withSecondFactors(instance, known, changes))
    return user
  })
}

/** @param endsSessions Whether a new password ends the person's sessions. */
export function updatePerson(
  instance: Instance,
  userId: string,
  { facts, password, ...factors }: PersonChanges,
  endsSessions: boolean,
): User {
  return instance.store.write(() => {
    changeUser(instance, userId, (user) => {
      checkFacts(instance, facts, user.id)
      return { ...user, ...facts }
    })
    if (password !== undefined) setPassword(instance, userId, password, { sessionId: null, endsOthers: endsSessions })
    if (factors.totpSecret !== undefined || factors.backupCodes !== undefined)
      changeCredentials(instance, userId, (known: Credentials) => withSecondFactors(instance, known, factors))
    return changeUser(instance, userId, (user) => user)
  })
}

function checkFacts(instance: Instance, { username, externalId }: PersonFacts, ownerId: string | null): void {
  if (typeof username === 'string') checkUsername(instance, username, ownerId)
  if (typeof externalId === 'string') checkExternalId(instance, externalId, ownerId)
}

function toAddress(instance: Instance, { text, isVerified }: Identifier): EmailAddress {
  const address = checkAddress(text)
  checkAddressIsFree(instance, address)
  const proven = toVerifiedAddress(instance.random.id('idn_'), address, instance.clock.nowMs(), 'admin')
  return isVerified ? proven : { ...proven, verification: null }
}

function toNumber(instance: Instance, { text, isVerified }: Identifier): PhoneNumber {
  const number = checkPhone(text)
  checkPhoneIsFree(instance, number)
  return toPhone(instance, number, isVerified)
}

function checkEachOnce(addresses: readonly string[]): void {
  if (new Set(addresses).size === addresses.length) return
  throw new Refusal(422, 'form_identifier_exists', 'An e-mail address is there twice.', { param_name: 'email_address' })
}
