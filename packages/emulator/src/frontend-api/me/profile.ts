/** What people change of themselves: names, username, primary address, metadata, picture, password. Or all of it: they leave. */
import type { Call } from '../../http/call.ts'
import { type Params, toParams } from '../../http/params.ts'
import type { UploadedFile } from '../../http/read-file.ts'
import { fieldRefusal, notFoundRefusal, Refusal } from '../../refusal.ts'
import { judgePassword, requirePassword, toPasswordRefusal } from '../../state/factors.ts'
import { dropImages, keepImage, toImageUrl } from '../../state/images.ts'
import { readInstanceSettings } from '../../state/instance-settings.ts'
import { mergeMetadata } from '../../state/merge-metadata.ts'
import type { Session } from '../../state/model.ts'
import { toPasswordRecord } from '../../state/passwords.ts'
import { credentialsOf } from '../../state/people.ts'
import { requireFreshProof } from '../../state/reverification.ts'
import { setPrimaryAddress } from '../../state/users/addresses.ts'
import { changeUser, setPassword } from '../../state/users/change-user.ts'
import { checkPassword, checkUsername } from '../../state/users/identifiers.ts'
import { setPrimaryPhone } from '../../state/users/phones.ts'
import { removeUser } from '../../state/users/remove-user.ts'
import { isAlive } from '../../state/visits.ts'
import { answerDeleted, answerMine, answerUser } from './answer-mine.ts'

/** `PATCH /v1/me` */
export function answerUpdateMe(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  const { instance } = call
  const params = toParams(form)
  const addressId = params.text('primary_email_address_id')
  const phoneId = params.text('primary_phone_number_id')
  if (typeof addressId === 'string' || typeof phoneId === 'string' || params.has('username'))
    requireFreshProof(instance, session)
  instance.store.write(() => {
    changeUser(instance, session.userId, (user) => {
      const username = params.text('username')
      return {
        ...user,
        firstName: read(params, 'first_name', user.firstName),
        lastName: read(params, 'last_name', user.lastName),
        username: typeof username === 'string' ? checkUsername(instance, username, user.id) : (username ?? null),
        ...(username === undefined && { username: user.username }),
        unsafeMetadata: params.object('unsafe_metadata') ?? user.unsafeMetadata,
      }
    })
    if (typeof addressId === 'string') setPrimaryAddress(instance, session.userId, addressId)
    if (typeof phoneId === 'string') setPrimaryPhone(instance, session.userId, phoneId)
  })
  return answerUser(call, session)
}

/** `PATCH /v1/me/metadata`: merges into what is there. */
export function answerUpdateMyMetadata(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  const change = toParams(form).object('unsafe_metadata') ?? {}
  changeUser(call.instance, session.userId, (user) => ({
    ...user,
    unsafeMetadata: mergeMetadata(user.unsafeMetadata, change),
  }))
  return answerUser(call, session)
}

/** `DELETE /v1/me` */
export function answerDeleteMe(call: Call, session: Session): Promise<Response> {
  const { instance } = call
  const user = instance.store.get('users', session.userId)
  if (user?.canDeleteSelf === false || !readInstanceSettings(instance).canDeleteSelf)
    throw new Refusal(403, 'not_allowed_access', 'People may not delete their accounts here.')
  requireFreshProof(instance, session)
  removeUser(instance, session.userId)
  call.note(`deleted ${session.userId}`)
  return answerDeleted(call, session, 'user', session.userId)
}

/** `POST /v1/me/profile_image` */
export function answerSetMyImage(call: Call, session: Session, file: UploadedFile | null): Promise<Response> {
  const { instance } = call
  if (file === null) throw fieldRefusal('form_param_missing', 'file is missing.', 'file')
  const image = instance.store.write(() => {
    const kept = keepImage(instance, session.userId, file)
    changeUser(instance, session.userId, (user) => ({ ...user, imageUrl: toImageUrl(instance, kept) }))
    return kept
  })
  return answerMine(call, session, {
    object: 'image',
    id: image.id,
    name: image.id,
    public_url: toImageUrl(instance, image),
  })
}

/** `DELETE /v1/me/profile_image` */
export function answerDropMyImage(call: Call, session: Session): Promise<Response> {
  const { instance } = call
  instance.store.write(() => {
    dropImages(instance, session.userId)
    changeUser(instance, session.userId, (user) => ({ ...user, imageUrl: null }))
  })
  return answerDeleted(call, session, 'image', '')
}

/** `POST /v1/me/change_password` */
export async function answerChangePassword(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  const { instance } = call
  const params = toParams(form)
  const checkIsStillOwner = await requireOwner(call, session, params)
  const text = checkPassword(params.required('new_password'), 'new_password')
  if ((await judgePassword(instance, session.userId, text)) === 'right')
    throw fieldRefusal('form_new_password_matches_current', 'The new password is the old one.', 'new_password')
  const password = await toPasswordRecord(instance.random, text)
  const endsOthers = params.flag('sign_out_of_other_sessions') ?? false
  instance.store.write(() => {
    checkIsStillOwner()
    setPassword(instance, session.userId, password, { sessionId: session.id, endsOthers })
  })
  return answerUser(call, session)
}

/** `POST /v1/me/remove_password` */
export async function answerRemovePassword(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  const { instance } = call
  const params = toParams(form)
  if (credentialsOf(instance, session.userId).password === null)
    throw new Refusal(400, 'no_password_set', 'This account has no password.')
  const checkIsStillOwner = await requireOwner(call, session, params)
  const endsOthers = params.flag('sign_out_of_other_sessions') ?? false
  instance.store.write(() => {
    checkIsStillOwner()
    setPassword(instance, session.userId, null, { sessionId: session.id, endsOthers })
  })
  return answerUser(call, session)
}

/**
 * The old password, if there is one. Where the instance asks for fresh proof, that stands in for it.
 *
 * @returns To be called inside of the `write` that goes on: the session may be over by then, or the password another one.
 */
async function requireOwner({ instance }: Call, session: Session, params: Params): Promise<() => void> {
  requireFreshProof(instance, session)
  const { store, clock } = instance
  const { password: before } = credentialsOf(instance, session.userId)
  const isProven = readInstanceSettings(instance).asksReverification
  const given = params.text('current_password')
  if (before !== null && (!isProven || typeof given === 'string'))
    await requirePassword(instance, session.userId, given ?? params.required('current_password'), 'current_password')
  return () => {
    const now = store.get('sessions', session.id)
    if (now === null || !isAlive(now, clock.nowMs())) throw notFoundRefusal('Session')
    if (credentialsOf(instance, session.userId).password !== before) throw toPasswordRefusal('current_password')
  }
}

/** @param otherwise What stays when the field was not sent. */
function read(params: Params, name: string, otherwise: string): string {
  const value = params.text(name)
  return value === undefined ? otherwise : (value ?? '')
}
