/** What a server says of a person, as `POST` and `PATCH` of `/v1/users` bring it. */
import type { Params } from '../../http/params.ts'
import type { Instance } from '../../instance.ts'
import { fieldRefusal } from '../../refusal.ts'
import { PASSWORD_HASHERS } from '../../state/foreign-passwords.ts'
import type { PasswordRecord } from '../../state/model.ts'
import type { PersonFacts } from '../../state/people.ts'
import { toPasswordRecord } from '../../state/passwords.ts'
import { isTotpSecret } from '../../state/totp.ts'
import { checkPassword } from '../../state/users/identifiers.ts'
import type { Identifier, PersonChanges } from '../../state/users/make-user.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Everything but addresses and numbers. Waits for the digest of the password. */
export async function readPerson(instance: Instance, params: Params): Promise<PersonChanges> {
  const totpSecret = params.text('totp_secret') ?? undefined
  if (totpSecret !== undefined && !isTotpSecret(totpSecret))
    throw fieldRefusal('form_param_format_invalid', 'totp_secret must be written in Base32.', 'totp_secret')
  return {
    facts: readFacts(params),
    password: await readPassword(instance, params),
    totpSecret,
    backupCodes: params.texts('backup_codes'),
  }
}

/** Addresses or numbers, and which of them are only reserved. */
export function readIdentifiers(params: Params, name: 'email_address' | 'phone_number'): readonly Identifier[] {
  const texts = params.texts(name) ?? []
  const statusName = `${name}_identification_status`
  const statuses = params.texts(statusName) ?? texts.map(() => 'verified')
  if (statuses.length !== texts.length || !statuses.every((one) => one === 'verified' || one === 'reserved'))
    throw fieldRefusal(
      'form_param_value_invalid',
      `${statusName} must say "verified" or "reserved" of each ${name}.`,
      statusName,
    )
  return texts.map((text, index) => ({ text, isVerified: statuses[index] === 'verified' }))
}

function readFacts(params: Params): PersonFacts {
  const facts: Writable<PersonFacts> = {}
  const put = <K extends keyof PersonFacts>(key: K, value: PersonFacts[K] | undefined): void => {
    if (value !== undefined) facts[key] = value
  }
  const name = (field: string): string | undefined =>
    params.text(field) === null ? '' : (params.text(field) ?? undefined)
  const metadata = (field: string) => (params.object(field) === null ? {} : (params.object(field) ?? undefined))
  put('firstName', name('first_name'))
  put('lastName', name('last_name'))
  put('username', params.text('username'))
  put('externalId', params.text('external_id'))
  put('locale', params.text('locale'))
  put('publicMetadata', metadata('public_metadata'))
  put('privateMetadata', metadata('private_metadata'))
  put('unsafeMetadata', metadata('unsafe_metadata'))
  put('isBanned', params.flag('banned'))
  put('isLocked', params.flag('locked'))
  put('canDeleteSelf', params.flag('delete_self_enabled'))
  put('canCreateOrganization', params.flag('create_organization_enabled'))
  // Zero means any number.
  const limit = params.number('create_organizations_limit')
  put('maxOrganizations', limit === 0 ? null : limit)
  put('createdAtMs', params.time('created_at') ?? undefined)
  put('legalAcceptedAtMs', params.time('legal_accepted_at'))
  return facts
}

async function readPassword(instance: Instance, params: Params): Promise<PasswordRecord | undefined> {
  const digest = params.text('password_digest') ?? undefined
  if (digest !== undefined) {
    const hasher = params.required('password_hasher')
    if (PASSWORD_HASHERS.includes(hasher)) return { kind: 'foreign', hasher, digest }
    throw fieldRefusal(
      'form_param_value_invalid',
      `password_hasher must be one of ${PASSWORD_HASHERS.join(', ')}.`,
      'password_hasher',
    )
  }
  const text = params.text('password') ?? undefined
  if (text === undefined) return undefined
  const checked = params.flag('skip_password_checks') === true ? text : checkPassword(text)
  return toPasswordRecord(instance.random, checked)
}
