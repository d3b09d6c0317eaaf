/** What a person can prove themselves with, as the script offers it to them. */
import type { Instance } from '../instance.ts'
import { hasSecondFactor } from '../state/factors.ts'
import { credentialsOf } from '../state/people.ts'
import type { ApiObject } from './api-object.ts'

/** A password, if there is one, and a code to each verified address. */
export function toFirstFactors(instance: Instance, userId: string): readonly ApiObject[] {
  const user = instance.store.get('users', userId)
  const verified = (user?.emailAddresses ?? []).filter(({ verification }) => verification?.status === 'verified')
  const codes = verified.map(({ id, address }) => ({
    strategy: 'email_code',
    email_address_id: id,
    safe_identifier: address,
    primary: id === user?.primaryEmailAddressId,
  }))
  const hasPassword = credentialsOf(instance, userId).password !== null
  return hasPassword ? [{ strategy: 'password' }, ...codes] : codes
}

/** An authenticator application, and the codes that stand in for it. */
export function toSecondFactors(instance: Instance, userId: string): readonly ApiObject[] {
  const credentials = credentialsOf(instance, userId)
  if (!hasSecondFactor(credentials)) return []
  const backup = credentials.backupCodes.length > 0 ? [{ strategy: 'backup_code' }] : []
  return [{ strategy: 'totp' }, ...backup]
}
