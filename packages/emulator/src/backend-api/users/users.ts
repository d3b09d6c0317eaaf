/** People: made, read, changed and deleted by a server. */
import { answerJson } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { toParams } from '../../http/params.ts'
import type { UploadedFile } from '../../http/read-file.ts'
import { toUserObject } from '../../objects/to-user-object.ts'
import { fieldRefusal, notFoundRefusal } from '../../refusal.ts'
import { dropImages, keepImage, toImageUrl } from '../../state/images.ts'
import { mergeMetadata } from '../../state/merge-metadata.ts'
import type { JsonObject, User } from '../../state/model.ts'
import { changeUser, endSessionsOf } from '../../state/users/change-user.ts'
import { setPrimaryAddress } from '../../state/users/addresses.ts'
import { makeUser, updatePerson } from '../../state/users/make-user.ts'
import { setPrimaryPhone } from '../../state/users/phones.ts'
import { removeUser } from '../../state/users/remove-user.ts'
import { readIdentifiers, readPerson } from './read-person.ts'

type Body = Readonly<Record<string, unknown>>

/** The person of the path. @throws Refusal 404 when there is none. */
export function requireUser({ instance, params }: Call): User {
  const user = instance.store.get('users', params['id'] ?? '')
  if (user === null) throw notFoundRefusal('User')
  return user
}

/** The person of the path as they are now. */
export function answerUser(call: Call): Response {
  return answerJson(toUserObject(call.instance, requireUser(call)))
}

/** `POST /v1/users` */
export async function answerCreateUser(call: Call, _caller: null, body: Body): Promise<Response> {
  const { instance } = call
  const params = toParams(body)
  const person = await readPerson(instance, params)
  const user = makeUser(instance, {
    ...person,
    addresses: readIdentifiers(params, 'email_address'),
    phones: readIdentifiers(params, 'phone_number'),
  })
  call.note(`made ${user.id}`)
  return answerJson(toUserObject(instance, user))
}

/** `PATCH /v1/users/:id` */
export async function answerUpdateUser(call: Call, _caller: null, body: Body): Promise<Response> {
  const { instance } = call
  const { id } = requireUser(call)
  const params = toParams(body)
  const changes = await readPerson(instance, params)
  const addressId = params.text('primary_email_address_id')
  const phoneId = params.text('primary_phone_number_id')
  const endsSessions = params.flag('sign_out_of_other_sessions') ?? false
  instance.store.write(() => {
    updatePerson(instance, id, changes, endsSessions)
    if (typeof addressId === 'string') setPrimaryAddress(instance, id, addressId)
    if (typeof phoneId === 'string') setPrimaryPhone(instance, id, phoneId)
    if (changes.facts.isBanned === true) endSessionsOf(instance, id)
  })
  return answerUser(call)
}

/** `PATCH /v1/users/:id/metadata` merges, `PUT` replaces what is sent. */
export function answerMetadata(call: Call, _caller: null, body: Body): Response {
  const params = toParams(body)
  const read = (name: string, before: JsonObject): JsonObject => {
    const given = params.object(name)
    if (given === undefined) return before
    return call.method === 'PUT' ? (given ?? {}) : mergeMetadata(before, given ?? {})
  }
  changeUser(call.instance, requireUser(call).id, (user) => ({
    ...user,
    publicMetadata: read('public_metadata', user.publicMetadata),
    privateMetadata: read('private_metadata', user.privateMetadata),
    unsafeMetadata: read('unsafe_metadata', user.unsafeMetadata),
  }))
  return answerUser(call)
}

/** `DELETE /v1/users/:id` */
export function answerDeleteUser(call: Call): Response {
  const { id } = requireUser(call)
  removeUser(call.instance, id)
  call.note(`deleted ${id}`)
  return answerJson({ object: 'user', id, deleted: true })
}

/** `POST /v1/users/:id/profile_image` */
export function answerSetImage(call: Call, _caller: null, file: UploadedFile | null): Response {
  const { instance } = call
  const { id } = requireUser(call)
  if (file === null) throw fieldRefusal('form_param_missing', 'file is missing.', 'file')
  instance.store.write(() => {
    const imageUrl = toImageUrl(instance, keepImage(instance, id, file))
    changeUser(instance, id, (user) => ({ ...user, imageUrl }))
  })
  return answerUser(call)
}

/** `DELETE /v1/users/:id/profile_image` */
export function answerDropImage(call: Call): Response {
  const { instance } = call
  const { id } = requireUser(call)
  instance.store.write(() => {
    dropImages(instance, id)
    changeUser(instance, id, (user) => ({ ...user, imageUrl: null }))
  })
  return answerUser(call)
}
