/** Authenticator applications, backup codes and other sessions of a person. */
import { answerJson } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { toParams } from '../../http/params.ts'
import { toSessionObject } from '../../objects/to-session-object.ts'
import { notFoundRefusal } from '../../refusal.ts'
import type { Session, TotpRecord } from '../../state/model.ts'
import { requireFreshProof } from '../../state/reverification.ts'
import { confirmTotp, removeTotp, renewBackupCodes, startTotp } from '../../state/users/second-factors.ts'
import { toTotpUri } from '../../state/totp.ts'
import { endSession, isAlive } from '../../state/visits.ts'
import { answerDeleted, answerMine } from './answer-mine.ts'

/** What authenticator applications write above the code. */
const ISSUER = 'Postern emulator'

/** `POST /v1/me/totp`: the secret, which is shown this once. */
export function answerStartTotp(call: Call, session: Session): Promise<Response> {
  const { instance } = call
  requireFreshProof(instance, session)
  const totp = startTotp(instance, session.userId)
  const user = instance.store.get('users', session.userId)
  const account = user?.email || user?.username || session.userId
  return answerMine(call, session, {
    ...toTotpObject(totp),
    secret: totp.secret,
    uri: toTotpUri(totp.secret, ISSUER, account),
  })
}

/** `POST /v1/me/totp/attempt_verification` */
export async function answerConfirmTotp(call: Call, session: Session, form: URLSearchParams): Promise<Response> {
  const { instance } = call
  const { totp, backupCodes } = await confirmTotp(instance, session.userId, toParams(form).required('code'))
  instance.store.write((tx) => {
    const now = instance.store.get('sessions', session.id)
    // The code has just been seen.
    if (now !== null) tx.put('sessions', { ...now, secondFactorAtMs: instance.clock.nowMs() })
  })
  return answerMine(call, session, {
    ...toTotpObject(totp),
    ...(backupCodes !== null && { backup_codes: backupCodes }),
  })
}

/** `DELETE /v1/me/totp` */
export function answerRemoveTotp(call: Call, session: Session): Promise<Response> {
  requireFreshProof(call.instance, session)
  removeTotp(call.instance, session.userId)
  return answerDeleted(call, session, 'totp', '')
}

/** `POST /v1/me/backup_codes`: shown this once. */
export function answerRenewBackupCodes(call: Call, session: Session): Promise<Response> {
  const { instance } = call
  requireFreshProof(instance, session)
  const codes = renewBackupCodes(instance, session.userId)
  const nowMs = instance.clock.nowMs()
  const id = instance.random.id('backup_code_')
  return answerMine(call, session, { object: 'backup_code', id, codes, created_at: nowMs, updated_at: nowMs })
}

/** `GET /v1/me/sessions` and `/v1/me/sessions/active`: a list without envelope, as the script reads it. */
export function answerMySessions({ instance, url }: Call, { userId }: Session): Response {
  const nowMs = instance.clock.nowMs()
  const isOnlyAlive = url.pathname.endsWith('/active')
  const own = instance.store
    .list('sessions')
    .filter((one) => one.userId === userId && (!isOnlyAlive || isAlive(one, nowMs)))
  return answerJson(own.map((one) => ({ ...toSessionObject(one, nowMs), user: null })))
}

/** `POST /v1/me/sessions/:id/revoke` */
export function answerRevokeMySession(call: Call, session: Session): Promise<Response> {
  const { instance } = call
  const other = instance.store.get('sessions', call.params['id'] ?? '')
  if (other === null || other.userId !== session.userId) throw notFoundRefusal('Session')
  const nowMs = instance.clock.nowMs()
  const ended = isAlive(other, nowMs) ? endSession(instance, other, 'revoked') : other
  return answerMine(call, session, { ...toSessionObject(ended, nowMs), user: null })
}

function toTotpObject(totp: TotpRecord): Readonly<Record<string, unknown>> {
  return {
    object: 'totp',
    id: totp.id,
    verified: totp.isVerified,
    created_at: totp.createdAtMs,
    updated_at: totp.updatedAtMs,
  }
}
