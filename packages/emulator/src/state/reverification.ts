/** A person proves once more that they are there, in a session that goes on. The claim `fva` says how long ago that was. */
import type { Instance } from '../instance.ts'
import { fieldRefusal, notFoundRefusal, Refusal } from '../refusal.ts'
import { hasSecondFactor, judgeBackupCode, judgeTotp, requirePassword, toCodeRefusal } from './factors.ts'
import { tryCode } from './try-code.ts'
import { readInstanceSettings } from './instance-settings.ts'
import { type CodeOutcome, MAX_ATTEMPTS, sendMail, toCodeVerification } from './mails.ts'
import type { Reverification, Session, Verification } from './model.ts'
import { credentialsOf } from './people.ts'
import { requireAddress } from './users/addresses.ts'

/** How long a proof counts for what is sensitive. */
const FRESH_MS = 10 * 60_000

export type ReverificationStatus = 'needs_first_factor' | 'needs_second_factor' | 'complete'

/**
 * Lets nobody on whose last proof is too old, where the instance asks for one.
 *
 * @throws Refusal 403 `session_reverification_required`, which the provider's components know.
 */
export function requireFreshProof(instance: Instance, session: Session): void {
  if (!readInstanceSettings(instance).asksReverification) return
  // As the proof that the components then ask for: of the second factor, where there is one.
  const provenAtMs = hasSecondFactor(credentialsOf(instance, session.userId))
    ? session.secondFactorAtMs
    : session.firstFactorAtMs
  if (provenAtMs !== null && instance.clock.nowMs() - provenAtMs <= FRESH_MS) return
  throw new Refusal(403, 'session_reverification_required', 'Prove first that you are still there.')
}

/** What is still to be proven. @param session As it is now. */
export function toReverificationStatus(instance: Instance, session: Session): ReverificationStatus {
  const { level, firstFactor, secondFactor } = requireStarted(session)
  const hasSecond = hasSecondFactor(credentialsOf(instance, session.userId))
  if ((level !== 'second_factor' || !hasSecond) && firstFactor?.status !== 'verified') return 'needs_first_factor'
  return level !== 'first_factor' && hasSecond && secondFactor?.status !== 'verified'
    ? 'needs_second_factor'
    : 'complete'
}

/** Begins. What was proven for an earlier one does not count. */
export function startReverification(instance: Instance, session: Session, level: Reverification['level']): Session {
  return change(instance, session, (now) => ({
    ...now,
    reverification: { level, firstFactor: null, secondFactor: null },
  }))
}

/** Sends a code to an address of the person. @throws Refusal 404 for an address of somebody else. */
export function sendReverificationCode(instance: Instance, session: Session, addressId: string): Session {
  return change(instance, session, (now) => {
    const { address } = requireAddress(instance, addressId, now.userId)
    if (address.verification?.status !== 'verified') throw notFoundRefusal('Email address')
    const firstFactor = toCodeVerification(instance, address.address, 'email_code')
    sendMail(instance, {
      toAddress: address.address,
      slug: 'verification_code',
      subject: 'Your verification code',
      userId: now.userId,
      code: firstFactor.code,
      expiresAtMs: firstFactor.expiresAtMs,
    })
    return { ...now, reverification: { ...requireStarted(now), firstFactor } }
  })
}

/** @throws Refusal for a password that is wrong. */
export async function provePassword(instance: Instance, session: Session, password: string): Promise<Session> {
  requireStarted(session)
  const checkIsStill = await requirePassword(instance, session.userId, password)
  return change(instance, session, (now) => {
    checkIsStill()
    return withFirstFactor(now, toProven('password'), instance.clock.nowMs())
  })
}

/** @throws Refusal for a code that is wrong; the attempt is counted. */
export function proveEmailCode(instance: Instance, session: Session, code: string): Session {
  let found: CodeOutcome = 'nothing-sent'
  const tried = change(instance, session, (now) => {
    const { outcome, verification } = tryCode(
      requireStarted(now).firstFactor,
      'email_code',
      code,
      instance.clock.nowMs(),
    )
    found = outcome
    if (outcome === 'right' && verification !== null) return withFirstFactor(now, verification, instance.clock.nowMs())
    return { ...now, reverification: { ...requireStarted(now), firstFactor: verification } }
  })
  return orRefuse(found, tried)
}

/** @throws Refusal for a code that is wrong or was used before; the attempt is counted. */
export async function proveSecondFactor(
  instance: Instance,
  session: Session,
  strategy: 'totp' | 'backup_code',
  code: string,
): Promise<Session> {
  requireStarted(session)
  const redeem =
    strategy === 'totp'
      ? await judgeTotp(instance, session.userId, code)
      : judgeBackupCode(instance, session.userId, code)
  let found: CodeOutcome = 'wrong'
  const tried = change(instance, session, (now) => {
    const started = requireStarted(now)
    const before = started.secondFactor?.attempts ?? 0
    found = before >= MAX_ATTEMPTS ? 'too-many' : redeem() ? 'right' : 'wrong'
    if (found === 'too-many') return now
    const proven = toProven(strategy)
    if (found === 'right')
      return {
        ...now,
        reverification: { ...started, secondFactor: proven },
        secondFactorAtMs: instance.clock.nowMs(),
      }
    const secondFactor: Verification = { ...proven, status: 'unverified', attempts: before + 1 }
    return { ...now, reverification: { ...started, secondFactor } }
  })
  return orRefuse(found, tried)
}

/** The refusal of a way to prove oneself that this step does not take. */
export function toStrategyRefusal(strategy: string): Refusal {
  return fieldRefusal('strategy_for_user_invalid', `${strategy.slice(0, 40)} is no way to prove it here.`, 'strategy')
}

function orRefuse(outcome: CodeOutcome, session: Session): Session {
  if (outcome !== 'right') throw toCodeRefusal(outcome)
  return session
}

function withFirstFactor(session: Session, firstFactor: Verification, nowMs: number): Session {
  return { ...session, reverification: { ...requireStarted(session), firstFactor }, firstFactorAtMs: nowMs }
}

function toProven(strategy: string): Verification {
  return { status: 'verified', strategy, code: null, attempts: 1, expiresAtMs: null }
}

function requireStarted({ reverification }: Session): Reverification {
  if (reverification === null) throw notFoundRefusal('Session verification')
  return reverification
}

/** @param alter Gets the session as it is now. */
function change({ store, clock }: Instance, { id }: Session, alter: (session: Session) => Session): Session {
  return store.write((tx) => {
    const now = store.get('sessions', id)
    if (now === null) throw notFoundRefusal('Session')
    const changed = { ...alter(now), updatedAtMs: clock.nowMs() }
    tx.put('sessions', changed)
    return changed
  })
}
