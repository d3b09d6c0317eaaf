/** What somebody says of themselves in a sign-up. Each field is judged when it comes, and once more when the person is made. */
import type { Params } from '../../http/params.ts'
import type { Instance } from '../../instance.ts'
import { fieldRefusal } from '../../refusal.ts'
import { readInstanceSettings } from '../../state/instance-settings.ts'
import type { JsonObject, PasswordRecord, SignUpAttempt, Verification } from '../../state/model.ts'
import { toPasswordRecord } from '../../state/passwords.ts'
import { checkAllowedToSignUp } from '../../state/is-allowed-to-sign-up.ts'
import type { AnyInvitation } from '../../state/tickets.ts'
import { checkAddress, checkAddressIsFree, checkPassword, checkUsername } from '../../state/users/identifiers.ts'

/** A field that was not sent is undefined, one that was emptied is null. */
export interface SignUpFields {
  readonly email?: string | null | undefined
  readonly username?: string | null | undefined
  readonly firstName?: string | null | undefined
  readonly lastName?: string | null | undefined
  readonly password?: PasswordRecord | undefined
  readonly unsafeMetadata?: JsonObject | undefined
  readonly isLegalAccepted?: boolean | undefined
  readonly locale?: string | null | undefined
}

const MAX_NAME_CHARS = 256

/** Waits, since a password becomes a digest. @throws Refusal for a field of the wrong form. */
export async function readSignUpFields(instance: Instance, fields: Params): Promise<SignUpFields> {
  for (const name of ['phone_number', 'web3_wallet'])
    if (typeof fields.text(name) === 'string')
      throw fieldRefusal('form_param_unknown', `${name} is no field of a sign-up here.`, name)
  const email = fields.text('email_address')
  const password = fields.text('password')
  const { passwordAtSignUp } = readInstanceSettings(instance)
  if (typeof password === 'string' && passwordAtSignUp === 'off')
    throw fieldRefusal('form_param_unknown', 'password is no field of a sign-up here.', 'password')
  return {
    email: typeof email === 'string' ? checkAddress(email) : email,
    username: fields.text('username'),
    firstName: readName(fields, 'first_name'),
    lastName: readName(fields, 'last_name'),
    password:
      typeof password === 'string' ? await toPasswordRecord(instance.random, checkPassword(password)) : undefined,
    unsafeMetadata: fields.object('unsafe_metadata') ?? undefined,
    isLegalAccepted: fields.flag('legal_accepted'),
    locale: fields.text('locale'),
  }
}

function readName(fields: Params, name: string): string | null | undefined {
  const text = fields.text(name)?.trim()
  if (text !== undefined && text.length > MAX_NAME_CHARS)
    throw fieldRefusal('form_param_max_length_exceeded', `${name} has at most ${MAX_NAME_CHARS} characters.`, name)
  return fields.has(name) ? (text ?? null) : undefined
}

/**
 * The attempt with these fields. Part of a `write`.
 *
 * @param invitation Whose ticket came along: its address counts as proven.
 * @throws Refusal for an address or a name that somebody has, for an address that the lists keep out, and for another one than was invited.
 */
export function applyFields(
  instance: Instance,
  attempt: SignUpAttempt,
  given: SignUpFields,
  invitation: AnyInvitation | null = null,
): SignUpAttempt {
  const email = invitation?.email ?? (given.email === undefined ? attempt.email : given.email)
  const isInvited = invitation !== null || attempt.invitationId !== null
  const isSame = email?.toLowerCase() === attempt.email?.toLowerCase()
  // What was promised to one address is not for another.
  if (attempt.invitationId !== null && !isSame)
    throw fieldRefusal('form_param_value_invalid', 'The invitation is for another address.', 'email_address')
  if (email !== null) checkAddressIsFree(instance, email)
  if (email !== null && !isInvited) checkAllowedToSignUp(instance, email, 'email_address')
  const username = given.username === undefined ? attempt.username : given.username
  if (username !== null) checkUsername(instance, username)
  return {
    ...attempt,
    email,
    username,
    firstName: given.firstName === undefined ? attempt.firstName : given.firstName,
    lastName: given.lastName === undefined ? attempt.lastName : given.lastName,
    password: given.password ?? attempt.password,
    unsafeMetadata: given.unsafeMetadata ?? attempt.unsafeMetadata,
    legalAcceptedAtMs: toConsent(instance, attempt, given.isLegalAccepted),
    locale: given.locale === undefined ? attempt.locale : given.locale,
    verification: invitation === null ? (isSame ? attempt.verification : null) : BY_TICKET,
    invitationId: invitation?.id ?? attempt.invitationId,
  }
}

const BY_TICKET: Verification = {
  status: 'verified',
  strategy: 'ticket',
  code: null,
  attempts: 0,
  expiresAtMs: null,
}

function toConsent({ clock }: Instance, attempt: SignUpAttempt, isAccepted: boolean | undefined): number | null {
  if (isAccepted === undefined) return attempt.legalAcceptedAtMs
  return isAccepted ? (attempt.legalAcceptedAtMs ?? clock.nowMs()) : null
}
