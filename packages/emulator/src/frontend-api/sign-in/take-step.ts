/** What every step of a sign-in needs: the attempt of this browser, in the state that the step is for, and its person. */
import type { Call } from '../../http/call.ts'
import { readClient } from '../../http/identity.ts'
import { type Params, toParams } from '../../http/params.ts'
import type { Instance } from '../../instance.ts'
import { notFoundRefusal, Refusal } from '../../refusal.ts'
import type { Client, SignInAttempt, User } from '../../state/model.ts'
import { signInOf } from '../../state/sign-ins.ts'
import { checkMaySignIn } from '../admission.ts'
import { answerSignIn } from './answer-sign-in.ts'

export interface Step {
  readonly call: Call
  readonly client: Client
  /** Who signs in, at the beginning of the step. */
  readonly user: User
  readonly fields: Params
  /** The attempt and its person as they are now. Ask inside of the `write`. @throws Refusal when the attempt went on, or is gone, or its person may not sign in. */
  readonly read: () => { readonly attempt: SignInAttempt; readonly user: User }
}

/** @param status The state that the step is for. */
export function takeStep(
  status: SignInAttempt['status'],
  take: (step: Step) => SignInAttempt | Promise<SignInAttempt>,
): (call: Call, caller: null, form: URLSearchParams) => Promise<Response> {
  return async (call, _caller, form) => {
    const client = await readClient(call)
    if (client === null) throw notFoundRefusal('Sign-in')
    const read: Step['read'] = () => {
      const now = readAttempt(call.instance, client, call.params['id'] ?? '', status)
      checkMaySignIn(call.instance, client, now.user)
      return now
    }
    const { user } = read()
    return answerSignIn(call, client, await take({ call, client, user, fields: toParams(form), read }))
  }
}

function readAttempt(
  instance: Instance,
  client: Client,
  id: string,
  status: SignInAttempt['status'],
): { readonly attempt: SignInAttempt; readonly user: User } {
  const attempt = signInOf(instance, client)
  if (attempt === null || attempt.id !== id) throw notFoundRefusal('Sign-in')
  if (attempt.status !== status) throw toWrongTurn(attempt)
  const user = attempt.userId === null ? null : instance.store.get('users', attempt.userId)
  if (user === null) throw notFoundRefusal('User')
  return { attempt, user }
}

function toWrongTurn({ status }: SignInAttempt): Refusal {
  return status === 'needs_identifier' || status === 'needs_first_factor'
    ? new Refusal(400, 'sign_in_step_invalid', `The sign-in is in the state ${status}, and this step comes later.`)
    : new Refusal(400, 'verification_already_verified', 'This was proven already.')
}
