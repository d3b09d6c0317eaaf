/** What somebody is found by: addresses, numbers, names. Each is checked here before it is given to a person, in the provider's words. */
import { fieldRefusal, type Refusal } from '../../refusal.ts'
import type { Instance } from '../../instance.ts'
import type { User } from '../model.ts'
import { ownerOfAddress } from '../people.ts'

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/
const MAX_ADDRESS_CHARS = 254
/** E.164, with the plus sign. */
const PHONE = /^\+[1-9]\d{6,14}$/
const USERNAME = /^[\w-]+$/
const USERNAME_CHARS = { min: 4, max: 64 } as const
const PASSWORD_CHARS = { min: 8, maxBytes: 72 } as const

/** The address without spaces around it. @throws Refusal for a text that is none. */
export function checkAddress(text: string, param = 'email_address'): string {
  const address = text.trim()
  if (address.length <= MAX_ADDRESS_CHARS && ADDRESS.test(address)) return address
  throw fieldRefusal('form_param_format_invalid', 'This is no e-mail address.', param)
}

/** @param ownerId Who may have it already; null: nobody. @throws Refusal if it is somebody else's. */
export function checkAddressIsFree(
  instance: Pick<Instance, 'store'>,
  address: string,
  ownerId: string | null = null,
  param = 'email_address',
): void {
  const owner = ownerOfAddress(instance, address)
  if (owner !== null && owner.id !== ownerId) throw toTaken('e-mail address', param)
}

/** The number without spaces, dashes and brackets. @throws Refusal for a text that is none. */
export function checkPhone(text: string): string {
  const number = text.replaceAll(/[\s()-]/g, '')
  if (PHONE.test(number)) return number
  const message = 'Phone number must be in the form of E.164, such as +15555550100.'
  throw fieldRefusal('form_param_format_invalid', message, 'phone_number')
}

/** @throws Refusal if it is somebody else's. */
export function checkPhoneIsFree({ store }: Pick<Instance, 'store'>, number: string): void {
  if (store.find('users', (user) => user.phoneNumbers.some((one) => one.number === number)) !== null)
    throw toTaken('phone number', 'phone_number')
}

/** @param ownerId Who may have it already; null: nobody. @throws Refusal for one that cannot be used or is somebody else's. */
export function checkUsername(instance: Pick<Instance, 'store'>, name: string, ownerId: string | null = null): string {
  const { min, max } = USERNAME_CHARS
  if (name.length < min || name.length > max)
    throw fieldRefusal('form_username_invalid_length', `A username has ${min} to ${max} characters.`, 'username')
  if (!USERNAME.test(name))
    throw fieldRefusal(
      'form_username_invalid_character',
      'A username has letters, digits, underscores and dashes only.',
      'username',
    )
  if (!isOwn(instance, ownerId, (user) => user.username?.toLowerCase() === name.toLowerCase()))
    throw toTaken('username', 'username')
  return name
}

/** @throws Refusal if the application calls somebody else so. */
export function checkExternalId(instance: Pick<Instance, 'store'>, id: string, ownerId: string | null = null): string {
  if (!isOwn(instance, ownerId, (user) => user.externalId === id)) throw toTaken('external ID', 'external_id')
  return id
}

/** @param param The field that it came in. @throws Refusal for one that is too short or too long. */
export function checkPassword(text: string, param = 'password'): string {
  if (Array.from(text).length < PASSWORD_CHARS.min)
    throw fieldRefusal(
      'form_password_length_too_short',
      `A password has at least ${PASSWORD_CHARS.min} characters.`,
      param,
    )
  if (new TextEncoder().encode(text).length > PASSWORD_CHARS.maxBytes)
    throw fieldRefusal(
      'form_password_size_in_bytes_exceeded',
      `A password has at most ${PASSWORD_CHARS.maxBytes} bytes.`,
      param,
    )
  return text
}

/** Whether nobody, or nobody but the owner, fits. */
function isOwn({ store }: Pick<Instance, 'store'>, ownerId: string | null, fits: (user: User) => boolean): boolean {
  return store.find('users', (user) => user.id !== ownerId && fits(user)) === null
}

function toTaken(what: string, param: string): Refusal {
  return fieldRefusal('form_identifier_exists', `Somebody has this ${what} already.`, param)
}
