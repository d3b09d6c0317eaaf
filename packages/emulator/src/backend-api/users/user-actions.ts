/** What a server does to a person: bans, locks, checks what they know, takes factors away. */
import { answerJson } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { toParams } from '../../http/params.ts'
import { notFoundRefusal, Refusal } from '../../refusal.ts'
import {
  hasSecondFactor,
  judgeBackupCode,
  judgePassword,
  judgeTotp,
  toCodeRefusal,
  toPasswordRefusal,
} from '../../state/factors.ts'
import { isHasherKnown } from '../../state/foreign-passwords.ts'
import { credentialsOf } from '../../state/people.ts'
import { changeUser, endSessionsOf, finishTaskOf, setBanned, setPassword } from '../../state/users/change-user.ts'
import { removeBackupCodes, removeTotp } from '../../state/users/second-factors.ts'
import { answerUser, requireUser } from './users.ts'

type Body = Readonly<Record<string, unknown>>

/** `POST /v1/users/:id/ban` and `/unban` */
export function answerBan(call: Call): Response {
  const isBanned = call.url.pathname.endsWith('/ban')
  setBanned(call.instance, requireUser(call).id, isBanned)
  return answerUser(call)
}

/** `POST /v1/users/:id/lock` and `/unlock` */
export function answerLock(call: Call): Response {
  const isLocked = call.url.pathname.endsWith('/lock')
  changeUser(call.instance, requireUser(call).id, (user) => ({ ...user, isLocked }))
  return answerUser(call)
}

/** `POST /v1/users/:id/verify_password` */
export async function answerVerifyPassword(call: Call, _caller: null, body: Body): Promise<Response> {
  const { instance } = call
  const { id } = requireUser(call)
  const outcome = await judgePassword(instance, id, toParams(body).required('password'))
  if (outcome === 'right') return answerJson({ verified: true })
  if (outcome === 'none') throw new Refusal(400, 'no_password_set', 'This person has no password.')
  const { password } = credentialsOf(instance, id)
  if (password?.kind === 'foreign' && !isHasherKnown(password.hasher))
    call.note(`refused: digests of ${password.hasher} are kept and not checked`)
  throw toPasswordRefusal()
}

/** `POST /v1/users/:id/verify_totp`: a code of the application, or a backup code, which is used up. */
export async function answerVerifyTotp(call: Call, _caller: null, body: Body): Promise<Response> {
  const { instance } = call
  const { id } = requireUser(call)
  const code = toParams(body).required('code')
  if (!hasSecondFactor(credentialsOf(instance, id)))
    throw new Refusal(400, 'totp_disabled', 'This person has no authenticator application.')
  if ((await judgeTotp(instance, id, code))()) return answerJson({ verified: true, code_type: 'totp' })
  if (judgeBackupCode(instance, id, code)()) return answerJson({ verified: true, code_type: 'backup_code' })
  throw toCodeRefusal('wrong')
}

/** `DELETE /v1/users/:id/mfa`, `/totp` and `/backup_code` */
export function answerDropFactors(call: Call): Response {
  const { id } = requireUser(call)
  if (call.url.pathname.endsWith('/backup_code')) removeBackupCodes(call.instance, id)
  else removeTotp(call.instance, id)
  return answerJson({ user_id: id })
}

/** `POST /v1/users/:id/remove_password` */
export function answerRemovePassword(call: Call, _caller: null, body: Body): Response {
  const endsOthers = toParams(body).flag('sign_out_of_other_sessions') ?? false
  setPassword(call.instance, requireUser(call).id, null, { sessionId: null, endsOthers })
  return answerUser(call)
}

/** `POST /v1/users/:id/password/set_compromised` and `/unset_compromised`: the person has to choose another one. */
export function answerCompromised(call: Call, _caller: null, body: Body): Response {
  const { instance } = call
  const { id } = requireUser(call)
  const revokesAll = toParams(body).flag('revoke_all_sessions') ?? false
  instance.store.write(() => {
    if (call.url.pathname.endsWith('/unset_compromised')) finishTaskOf(instance, id, 'reset-password')
    else changeUser(instance, id, (user) => ({ ...user, task: 'reset-password' }))
    if (revokesAll) endSessionsOf(instance, id)
  })
  return answerUser(call)
}

/** `GET /v1/users/:id/oauth_access_tokens/:provider`: nobody signs in with another provider here. */
export function answerProviderTokens(call: Call): Response {
  requireUser(call)
  return answerJson({ data: [], total_count: 0 })
}

/** `DELETE /v1/users/:id/passkeys/:factor` and its like: nobody has one. */
export function answerNoFactor(call: Call): Response {
  requireUser(call)
  throw notFoundRefusal('Identification')
}
