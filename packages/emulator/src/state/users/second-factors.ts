/** Second factors of a person: set up, confirmed, taken away. */
import type { Instance } from '../../instance.ts'
import { Refusal } from '../../refusal.ts'
import { hasSecondFactor, toCodeRefusal } from '../factors.ts'
import type { Credentials, TotpRecord } from '../model.ts'
import { credentialsOf } from '../people.ts'
import { createTotpSecret, findTotpStep } from '../totp.ts'
import { changeCredentials, finishTaskOf } from './change-user.ts'

/** How many backup codes a person gets. */
const BACKUP_CODES = 10
const BACKUP_CODE_CHARS = 8

/** An authenticator application that has yet to show its first code. */
export function startTotp(instance: Instance, userId: string): TotpRecord {
  const nowMs = instance.clock.nowMs()
  const totp: TotpRecord = {
    id: instance.random.id('totp_'),
    secret: createTotpSecret(instance.random),
    isVerified: false,
    lastStep: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }
  changeCredentials(instance, userId, (known) => {
    if (hasSecondFactor(known))
      throw new Refusal(400, 'totp_already_enabled', 'This account has an authenticator application already.')
    return { ...known, totp }
  })
  return totp
}

/** What a person gets to see when their application has shown its first code. */
export interface ConfirmedTotp {
  readonly totp: TotpRecord
  /** Shown this once; null: the person had some already. */
  readonly backupCodes: readonly string[] | null
}

/** @throws Refusal for a wrong code, and where nothing was begun. */
export async function confirmTotp(instance: Instance, userId: string, code: string): Promise<ConfirmedTotp> {
  const { totp } = credentialsOf(instance, userId)
  if (totp === null) throw toCodeRefusal('nothing-sent')
  const step = await findTotpStep(totp.secret, code, instance.clock.nowMs())
  if (step === null) throw toCodeRefusal('wrong')
  return instance.store.write(() => {
    const now = credentialsOf(instance, userId)
    // The code may be used already, or another application begun, since it was looked at.
    if (now.totp?.secret !== totp.secret || (now.totp.lastStep ?? -1) >= step) throw toCodeRefusal('wrong')
    const confirmed = { ...now.totp, isVerified: true, lastStep: step, updatedAtMs: instance.clock.nowMs() }
    const backupCodes = now.backupCodes.length > 0 ? null : createBackupCodes(instance)
    changeCredentials(instance, userId, (known) => ({
      ...known,
      totp: confirmed,
      backupCodes: backupCodes ?? known.backupCodes,
      mfaEnabledAtMs: known.mfaEnabledAtMs ?? instance.clock.nowMs(),
    }))
    finishTaskOf(instance, userId, 'setup-mfa')
    return { totp: confirmed, backupCodes }
  })
}

/** Fresh backup codes in place of those that were left. @throws Refusal for a person without a second factor. */
export function renewBackupCodes(instance: Instance, userId: string): readonly string[] {
  const backupCodes = createBackupCodes(instance)
  changeCredentials(instance, userId, (known) => {
    if (!hasSecondFactor(known))
      throw new Refusal(400, 'backup_codes_not_available', 'Backup codes need another second factor beside them.')
    return { ...known, backupCodes }
  })
  return backupCodes
}

/** Takes the authenticator application away, and the backup codes that stood in for it. */
export function removeTotp(instance: Instance, userId: string): void {
  changeCredentials(instance, userId, (known) => withoutTotp(known, instance.clock.nowMs()))
}

/** Takes the backup codes away. */
export function removeBackupCodes(instance: Instance, userId: string): void {
  changeCredentials(instance, userId, (known) => ({ ...known, backupCodes: [] }))
}

/** What a server says of second factors. @param changes Undefined leaves as it is. */
export function withSecondFactors(
  instance: Instance,
  known: Credentials,
  changes: { readonly totpSecret?: string | undefined; readonly backupCodes?: readonly string[] | undefined },
): Credentials {
  const nowMs = instance.clock.nowMs()
  const backupCodes = changes.backupCodes?.map((code) => code.trim().toLowerCase()) ?? known.backupCodes
  if (changes.totpSecret === undefined) return { ...known, backupCodes }
  const times = { lastStep: null, createdAtMs: nowMs, updatedAtMs: nowMs }
  const totp = { id: instance.random.id('totp_'), secret: changes.totpSecret, isVerified: true, ...times }
  return { ...known, totp, backupCodes, mfaEnabledAtMs: known.mfaEnabledAtMs ?? nowMs }
}

function withoutTotp(known: Credentials, nowMs: number): Credentials {
  const had = hasSecondFactor(known)
  return {
    ...known,
    totp: null,
    backupCodes: [],
    mfaEnabledAtMs: null,
    mfaDisabledAtMs: had ? nowMs : known.mfaDisabledAtMs,
  }
}

function createBackupCodes({ random }: Instance): readonly string[] {
  return Array.from({ length: BACKUP_CODES }, () => random.secret('').slice(0, BACKUP_CODE_CHARS).toLowerCase())
}
