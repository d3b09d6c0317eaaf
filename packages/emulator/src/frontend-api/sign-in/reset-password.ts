/** A new password for somebody who has proven that the account is theirs. */
import { readActivity } from '../admission.ts'
import { advanceSignIn } from '../../state/sign-ins.ts'
import type { SignInAttempt, User } from '../../state/model.ts'
import { toPasswordRecord } from '../../state/passwords.ts'
import { setPassword } from '../../state/users/change-user.ts'
import { checkPassword } from '../../state/users/identifiers.ts'
import { type Step, takeStep } from './take-step.ts'

/** `POST /v1/client/sign_ins/:id/reset_password` */
export const answerResetPassword: ReturnType<typeof takeStep> = takeStep('needs_new_password', async (step) => {
  const set = await setNewPassword(step, step.fields.required('password'))
  return step.call.instance.store.write(() => {
    const { attempt, user } = step.read()
    return set(attempt, user)
  })
})

/** @returns Sets the password and goes on with the sign-in. Call it inside of a `write`. @throws Refusal for a password that is too short or too long. */
export async function setNewPassword(
  { call, fields }: Step,
  text: string,
): Promise<(attempt: SignInAttempt, user: User) => SignInAttempt> {
  const { instance } = call
  const password = await toPasswordRecord(instance.random, checkPassword(text))
  const endsOthers = fields.flag('sign_out_of_other_sessions') === true
  return (attempt, user) =>
    instance.store.write(() => {
      setPassword(instance, user.id, password, { sessionId: null, endsOthers })
      // A new password may have been all that the person had to do.
      return advanceSignIn(instance, attempt, instance.store.get('users', user.id) ?? user, readActivity(call))
    })
}
