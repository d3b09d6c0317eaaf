/** E-mail addresses and telephone numbers, as servers look after them. */
import { answerJson } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { toParams } from '../../http/params.ts'
import { toEmailAddressObject, toPhoneNumberObject } from '../../objects/to-user-object.ts'
import type { EmailAddress, PhoneNumber } from '../../state/model.ts'
import { addAddress, changeAddress, removeAddress, requireAddress } from '../../state/users/addresses.ts'
import { changeUser } from '../../state/users/change-user.ts'
import { addPhone, changePhone, removePhone, requirePhone } from '../../state/users/phones.ts'
import { requireUser } from './users.ts'

type Body = Readonly<Record<string, unknown>>

/** `GET /v1/email_addresses/:id` */
export function answerAddress(call: Call): Response {
  return showAddress(call, requireAddress(call.instance, toId(call)).address)
}

/** `POST /v1/email_addresses` */
export function answerCreateAddress(call: Call, _caller: null, body: Body): Response {
  const params = toParams(body)
  const userId = params.required('user_id')
  const isFirst = call.instance.store.get('users', userId)?.emailAddresses.length === 0
  const facts = { isVerified: params.flag('verified'), isPrimary: params.flag('primary') ?? isFirst }
  return showAddress(call, addAddress(call.instance, userId, params.required('email_address'), facts))
}

/** `PATCH /v1/email_addresses/:id` */
export function answerUpdateAddress(call: Call, _caller: null, body: Body): Response {
  const params = toParams(body)
  const facts = { isVerified: params.flag('verified'), isPrimary: params.flag('primary') }
  return showAddress(call, changeAddress(call.instance, toId(call), facts))
}

/** `DELETE /v1/email_addresses/:id` */
export function answerDeleteAddress(call: Call): Response {
  removeAddress(call.instance, toId(call), false, null)
  return answerJson({ object: 'email_address', id: toId(call), deleted: true })
}

/** `PUT /v1/users/:id/email_address`: this one in place of all others. */
export function answerReplaceAddress(call: Call, _caller: null, body: Body): Response {
  const { instance } = call
  const { id } = requireUser(call)
  const address = toParams(body).required('email_address')
  const replaced = instance.store.write(() => {
    changeUser(instance, id, (user) => ({ ...user, email: '', emailAddresses: [], primaryEmailAddressId: null }))
    return addAddress(instance, id, address, { isVerified: true, isPrimary: true })
  })
  return showAddress(call, replaced)
}

/** `GET /v1/phone_numbers/:id` */
export function answerPhone(call: Call): Response {
  return showPhone(call, requirePhone(call.instance, toId(call)).phone)
}

/** `POST /v1/phone_numbers` */
export function answerCreatePhone(call: Call, _caller: null, body: Body): Response {
  const params = toParams(body)
  const userId = params.required('user_id')
  const facts = {
    isVerified: params.flag('verified'),
    isPrimary: params.flag('primary'),
    isReserved: params.flag('reserved_for_second_factor'),
  }
  return showPhone(call, addPhone(call.instance, userId, params.required('phone_number'), facts))
}

/** `PATCH /v1/phone_numbers/:id` */
export function answerUpdatePhone(call: Call, _caller: null, body: Body): Response {
  const params = toParams(body)
  const facts = {
    isVerified: params.flag('verified'),
    isPrimary: params.flag('primary'),
    isReserved: params.flag('reserved_for_second_factor'),
  }
  return showPhone(call, changePhone(call.instance, toId(call), facts))
}

/** `DELETE /v1/phone_numbers/:id` */
export function answerDeletePhone(call: Call): Response {
  removePhone(call.instance, toId(call), null)
  return answerJson({ object: 'phone_number', id: toId(call), deleted: true })
}

/** `PUT /v1/users/:id/phone_number`: this one in place of all others. */
export function answerReplacePhone(call: Call, _caller: null, body: Body): Response {
  const { instance } = call
  const { id } = requireUser(call)
  const number = toParams(body).required('phone_number')
  const replaced = instance.store.write(() => {
    changeUser(instance, id, (user) => ({ ...user, phoneNumbers: [], primaryPhoneNumberId: null }))
    return addPhone(instance, id, number, { isVerified: true, isPrimary: true })
  })
  return showPhone(call, replaced)
}

function toId({ params }: Call): string {
  return params['id'] ?? ''
}
function showAddress({ instance }: Call, address: EmailAddress): Response {
  return answerJson(toEmailAddressObject(address, instance.clock.nowMs()))
}
function showPhone({ instance }: Call, phone: PhoneNumber): Response {
  return answerJson(toPhoneNumberObject(phone, instance.clock.nowMs()))
}
