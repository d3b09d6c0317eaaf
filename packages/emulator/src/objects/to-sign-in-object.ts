/** A sign-in under way, as the script reads it. */
import type { Instance } from '../instance.ts'
import type { SignInAttempt, User } from '../state/model.ts'
import type { ApiObject } from './api-object.ts'
import { toFirstFactors, toSecondFactors } from './to-factors.ts'
import { toImage } from './to-image.ts'
import { toVerificationObject } from './to-verification-object.ts'

export function toSignInObject(instance: Instance, attempt: SignInAttempt): ApiObject {
  const nowMs = instance.clock.nowMs()
  const user = attempt.userId === null ? null : instance.store.get('users', attempt.userId)
  const isPastFirst = attempt.firstFactor?.status === 'verified'
  return {
    object: 'sign_in',
    id: attempt.id,
    status: attempt.status,
    supported_identifiers: ['email_address', 'username'],
    identifier: attempt.identifier,
    supported_first_factors: user === null ? [] : toSignInFactors(instance, user, attempt.identifier),
    supported_second_factors: user === null || !isPastFirst ? null : toSecondFactors(instance, user.id),
    first_factor_verification: toVerificationObject(attempt.firstFactor, nowMs),
    second_factor_verification: toVerificationObject(attempt.secondFactor, nowMs),
    user_data:
      user === null
        ? null
        : { first_name: user.firstName || null, last_name: user.lastName || null, ...toImage(instance, user) },
    created_session_id: attempt.createdSessionId,
    protect_check: null,
    timezone: null,
    abandon_at: attempt.abandonAtMs,
    created_at: attempt.createdAtMs,
  }
}

/**
 * With a password, a code may set a new one besides.
 *
 * @param identifier What was typed. Other addresses are shown in part only: whoever asks may be somebody else.
 */
function toSignInFactors(instance: Instance, user: User, identifier: string | null): readonly ApiObject[] {
  const factors = toFirstFactors(instance, user.id).map((factor) => {
    const address = factor['safe_identifier']
    return typeof address === 'string' ? { ...factor, safe_identifier: toSafe(address, identifier) } : factor
  })
  const codes = factors.filter(({ strategy }) => strategy === 'email_code')
  const hasPassword = factors.length > codes.length
  return [...factors, ...(hasPassword ? codes.map((code) => ({ ...code, strategy: 'reset_password_email_code' })) : [])]
}

function toSafe(address: string, identifier: string | null): string {
  if (identifier?.trim().toLowerCase() === address.toLowerCase()) return address
  return `${address.slice(0, 1)}*****${address.slice(address.lastIndexOf('@'))}`
}
