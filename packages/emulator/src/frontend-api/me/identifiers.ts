/** E-mail addresses and telephone numbers that people add to their accounts, prove and remove. */
import { answerResponse } from '../envelope.ts'
import type { Call } from '../../http/call.ts'
import { toParams } from '../../http/params.ts'
import { toEmailAddressObject, toPhoneNumberObject } from '../../objects/to-user-object.ts'
import { fieldRefusal, notFoundRefusal } from '../../refusal.ts'
import { toCodeRefusal } from '../../state/factors.ts'
import type { Session, User } from '../../state/model.ts'
import { requireFreshProof } from '../../state/reverification.ts'
import {
  addAddress,
  proveAddress,
  removeAddress,
  requireAddress,
  sendAddressCode,
} from '../../state/users/addresses.ts'
import {
  addPhone,
  changePhone,
  provePhone,
  removePhone,
  requirePhone,
  sendPhoneCode,
} from '../../state/users/phones.ts'
import { answerDeleted, answerMine } from './answer-mine.ts'

/** `GET /v1/me/email_addresses` */
export function answerMyAddresses({ instance }: Call, session: Session): Response {
  const nowMs = instance.clock.nowMs()
  const { emailAddresses } = requireUser(instance.store.get('users', session.userId))
  return answerResponse(emailAddresses.map((one) => toEmailAddressObject(one, nowMs)))
}

/** `POST /v1/me/email_addresses` */
export function answerAddAddress(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  requireFreshProof(call.instance, session)
  const address = addAddress(call.instance, session.userId, toParams(form).required('email_address'))
  return answerAddress(call, session, address.id)
}

/** `GET /v1/me/email_addresses/:id` */
export function answerMyAddress(call: Call, session: Session): Promise<Response> {
  return answerAddress(call, session)
}

/** `DELETE /v1/me/email_addresses/:id` */
export function answerRemoveAddress(call: Call, session: Session): Promise<Response> {
  requireAddress(call.instance, toId(call), session.userId)
  requireFreshProof(call.instance, session)
  removeAddress(call.instance, toId(call), true, session.userId)
  return answerDeleted(call, session, 'email_address', toId(call))
}

/** `POST /v1/me/email_addresses/:id/prepare_verification` */
export function answerPrepareAddress(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  checkStrategy(form, 'email_code')
  sendAddressCode(call.instance, session.userId, toId(call))
  return answerAddress(call, session)
}

/** `POST /v1/me/email_addresses/:id/attempt_verification` */
export function answerAttemptAddress(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  const outcome = proveAddress(call.instance, session.userId, toId(call), toParams(form).required('code'))
  if (outcome !== 'right') throw toCodeRefusal(outcome)
  return answerAddress(call, session)
}

/** `GET /v1/me/phone_numbers` */
export function answerMyPhones({ instance }: Call, session: Session): Response {
  const nowMs = instance.clock.nowMs()
  const { phoneNumbers } = requireUser(instance.store.get('users', session.userId))
  return answerResponse(phoneNumbers.map((one) => toPhoneNumberObject(one, nowMs)))
}

/** `POST /v1/me/phone_numbers` */
export function answerAddPhone(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  requireFreshProof(call.instance, session)
  const phone = addPhone(call.instance, session.userId, toParams(form).required('phone_number'))
  return answerPhone(call, session, phone.id)
}

/** `GET /v1/me/phone_numbers/:id` */
export function answerMyPhone(call: Call, session: Session): Promise<Response> {
  return answerPhone(call, session)
}

/** `PATCH /v1/me/phone_numbers/:id` */
export function answerUpdatePhone(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  requireFreshProof(call.instance, session)
  const isReserved = toParams(form).flag('reserved_for_second_factor')
  changePhone(call.instance, toId(call), { isReserved }, session.userId)
  return answerPhone(call, session)
}

/** `DELETE /v1/me/phone_numbers/:id` */
export function answerRemovePhone(call: Call, session: Session): Promise<Response> {
  requirePhone(call.instance, toId(call), session.userId)
  requireFreshProof(call.instance, session)
  removePhone(call.instance, toId(call), session.userId)
  return answerDeleted(call, session, 'phone_number', toId(call))
}

/** `POST /v1/me/phone_numbers/:id/prepare_verification` */
export function answerPreparePhone(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  checkStrategy(form, 'phone_code')
  sendPhoneCode(call.instance, session.userId, toId(call))
  return answerPhone(call, session)
}

/** `POST /v1/me/phone_numbers/:id/attempt_verification` */
export function answerAttemptPhone(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  const outcome = provePhone(call.instance, session.userId, toId(call), toParams(form).required('code'))
  if (outcome !== 'right') throw toCodeRefusal(outcome)
  return answerPhone(call, session)
}

function answerAddress(call: Call, session: Session, id: string = toId(call)): Promise<Response> {
  const { address } = requireAddress(call.instance, id, session.userId)
  return answerMine(call, session, toEmailAddressObject(address, call.instance.clock.nowMs()))
}

function answerPhone(call: Call, session: Session, id: string = toId(call)): Promise<Response> {
  const { phone } = requirePhone(call.instance, id, session.userId)
  return answerMine(call, session, toPhoneNumberObject(phone, call.instance.clock.nowMs()))
}

function toId({ params }: Call): string {
  return params['id'] ?? ''
}

/** A form without a strategy means the only one. */
function checkStrategy(form: URLSearchParams, only: string): void {
  const strategy = toParams(form).text('strategy') ?? only
  if (strategy !== only)
    throw fieldRefusal('form_param_value_invalid', `strategy must be ${only}: nothing else is sent here.`, 'strategy')
}

function requireUser(user: User | null): User {
  if (user === null) throw notFoundRefusal('User')
  return user
}
