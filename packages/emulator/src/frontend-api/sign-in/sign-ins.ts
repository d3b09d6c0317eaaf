/** `/v1/client/sign_ins`: a sign-in begins, and is read while it goes on. */
import type { Call } from '../../http/call.ts'
import { readClient, readOrCreateClient } from '../../http/identity.ts'
import { type Params, toEmptyRefusal, toParams } from '../../http/params.ts'
import type { Instance } from '../../instance.ts'
import { fieldRefusal, notFoundRefusal, Refusal } from '../../refusal.ts'
import { requirePassword } from '../../state/factors.ts'
import type { Client, SignInAttempt, User } from '../../state/model.ts'
import { credentialsOf } from '../../state/people.ts'
import { advanceSignIn, beginSignIn, findSigner, signInOf } from '../../state/sign-ins.ts'
import { checkMaySignIn, checkNobodyIsSignedIn, readActivity, strategyRefusal } from '../admission.ts'
import { answerSignIn } from './answer-sign-in.ts'
import { CODE_STRATEGIES, sendCode } from './send-code.ts'
import { signInWithTicket } from './sign-in-with-ticket.ts'

/** `POST /v1/client/sign_ins`, with as much as is known: nothing, an identifier, a password or a strategy besides, or a ticket. */
export async function answerCreateSignIn(call: Call, _caller: null, form: URLSearchParams): Promise<Response> {
  const client = await readOrCreateClient(call)
  checkNobodyIsSignedIn(call.instance, client)
  return answerSignIn(call, client, await begin(call, client, toParams(form)))
}

/** `GET /v1/client/sign_ins/:id` */
export async function answerReadSignIn(call: Call): Promise<Response> {
  const client = await readClient(call)
  const attempt = signInOf(call.instance, client)
  if (client === null || attempt === null || attempt.id !== call.params['id']) throw notFoundRefusal('Sign-in')
  return answerSignIn(call, client, attempt)
}

async function begin(call: Call, client: Client, fields: Params): Promise<SignInAttempt> {
  const { instance } = call
  const ticket = fields.text('ticket')
  if (typeof ticket === 'string') return signInWithTicket(call, client, ticket)
  if (fields.flag('transfer') === true)
    throw new Refusal(400, 'account_transfer_invalid', 'There is no sign-up to take over.')
  const strategy = fields.text('strategy') ?? null
  if (strategy !== null && strategy !== 'password' && !CODE_STRATEGIES.has(strategy)) throw strategyRefusal(false)
  const password = fields.text('password')
  if (strategy === 'password' && typeof password !== 'string') throw toEmptyRefusal('password')
  const identifier = fields.text('identifier')
  if (identifier === null || identifier?.trim() === '') throw toEmptyRefusal('identifier')
  if (identifier === undefined) {
    if (strategy !== null || typeof password === 'string')
      throw fieldRefusal('form_param_missing', 'identifier is missing.', 'identifier')
    return beginSignIn(instance, client, {})
  }
  const user = requireSigner(instance, client, identifier)
  const facts = { identifier: identifier.trim(), userId: user.id, status: 'needs_first_factor' } as const
  if (typeof password === 'string') return beginWithPassword(call, client, facts, password)
  return instance.store.write(() => {
    const attempt = beginSignIn(instance, client, facts)
    return strategy === null ? attempt : sendCode(call, attempt, user, strategy, null)
  })
}

function requireSigner(instance: Instance, client: Client, identifier: string): User {
  const user = findSigner(instance, identifier)
  if (user === null) throw fieldRefusal('form_identifier_not_found', "Couldn't find your account.", 'identifier')
  checkMaySignIn(instance, client, user)
  return user
}

/** A wrong password leaves no attempt behind. */
async function beginWithPassword(
  call: Call,
  client: Client,
  facts: Pick<SignInAttempt, 'identifier' | 'status'> & { readonly userId: string },
  password: string,
): Promise<SignInAttempt> {
  const { instance } = call
  if (credentialsOf(instance, facts.userId).password === null) throw strategyRefusal(true)
  const checkIsStill = await requirePassword(instance, facts.userId, password)
  return instance.store.write(() => {
    checkIsStill()
    const user = instance.store.get('users', facts.userId)
    if (user === null) throw notFoundRefusal('User')
    checkNobodyIsSignedIn(instance, client)
    checkMaySignIn(instance, client, user)
    const firstFactor = {
      status: 'verified',
      strategy: 'password',
      code: null,
      attempts: 0,
      expiresAtMs: null,
    } as const
    const attempt = beginSignIn(instance, client, { ...facts, firstFactor })
    return advanceSignIn(instance, attempt, user, readActivity(call))
  })
}
