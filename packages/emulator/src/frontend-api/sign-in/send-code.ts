/** A code by mail, to sign in or to set a new password with. */
import type { Call } from '../../http/call.ts'
import { notFoundRefusal } from '../../refusal.ts'
import { sendMail, toCodeVerification } from '../../state/mails.ts'
import type { EmailAddress, SignInAttempt, User } from '../../state/model.ts'
import { credentialsOf } from '../../state/people.ts'
import { changeSignIn } from '../../state/sign-ins.ts'
import { strategyRefusal } from '../admission.ts'

/** The code lets somebody set a new password. */
export const RESET = 'reset_password_email_code'
/** What sends a code. */
export const CODE_STRATEGIES: ReadonlySet<string> = new Set(['email_code', RESET])

/**
 * Sends a code, and the attempt waits for it. Part of a `write`.
 *
 * @param addressId Where to; null: to the address that was typed, else to the primary one.
 */
export function sendCode(
  call: Call,
  attempt: SignInAttempt,
  user: User,
  strategy: string,
  addressId: string | null,
): SignInAttempt {
  const { instance } = call
  const isReset = strategy === RESET
  if (!CODE_STRATEGIES.has(strategy)) throw strategyRefusal(true)
  if (isReset && credentialsOf(instance, user.id).password === null) throw strategyRefusal(true)
  const address = findAddress(user, attempt, addressId)
  if (address === null) throw addressId === null ? strategyRefusal(true) : notFoundRefusal('Email address')
  const firstFactor = toCodeVerification(instance, address.address, strategy)
  sendMail(instance, {
    toAddress: address.address,
    slug: isReset ? 'reset_password_code' : 'verification_code',
    subject: isReset ? 'Your code to reset your password' : 'Your code to sign in',
    userId: user.id,
    code: firstFactor.code,
    expiresAtMs: firstFactor.expiresAtMs,
  })
  call.note(`a code for ${user.id} is on the console`)
  return changeSignIn(instance, attempt, { firstFactor })
}

function findAddress(user: User, { identifier }: SignInAttempt, id: string | null): EmailAddress | null {
  const proven = user.emailAddresses.filter(({ verification }) => verification?.status === 'verified')
  if (id !== null) return proven.find((one) => one.id === id) ?? null
  const typed = identifier?.toLowerCase()
  return (
    proven.find(({ address }) => address.toLowerCase() === typed) ??
    proven.find((one) => one.id === user.primaryEmailAddressId) ??
    proven[0] ??
    null
  )
}
