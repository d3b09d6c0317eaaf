/** Codes and links that the emulator would have sent. The console shows them. */
import type { Instance } from '../instance.ts'
import { configOf } from './instance-config.ts'
import type { Mail, Verification } from './model.ts'

/** The code for every address and every number that says it is one of a test. */
const TEST_CODE = '424242'
const TEST_ADDRESS = /\+clerk_test@|^\+1\d{3}55501\d\d$/i
const CODE_DIGITS = 6
/** How long a code works. */
const CODE_LIFETIME_MS = 10 * 60_000
/** Older mail is forgotten. */
const MAX_MAILS = 500

/** A code for this address or number, and a proof that waits for it. */
export function toCodeVerification(instance: Instance, address: string, strategy: string): Verification {
  const { random, clock } = instance
  const code = TEST_ADDRESS.test(address) && configOf(instance).isTestMode ? TEST_CODE : random.digits(CODE_DIGITS)
  return { status: 'unverified', strategy, code, attempts: 0, expiresAtMs: clock.nowMs() + CODE_LIFETIME_MS }
}

/** How many wrong codes are taken before a new one has to be sent. */
export const MAX_ATTEMPTS = 5

export type CodeOutcome = 'right' | 'wrong' | 'expired' | 'too-many' | 'nothing-sent'

/** Whether this is the code that was sent. */
export function judgeCode(verification: Verification | null, code: string, nowMs: number): CodeOutcome {
  if (verification === null || verification.code === null) return 'nothing-sent'
  if (verification.attempts >= MAX_ATTEMPTS) return 'too-many'
  if (verification.expiresAtMs !== null && verification.expiresAtMs <= nowMs) return 'expired'
  return verification.code === code ? 'right' : 'wrong'
}

/** Puts a mail where the console shows it. Part of a `write`, or one of its own. */
export function sendMail(
  { store, random, clock }: Instance,
  mail: Pick<Mail, 'toAddress' | 'slug' | 'subject'> & Partial<Mail>,
): Mail {
  const nowMs = clock.nowMs()
  const sent: Mail = {
    id: random.id('ema_'),
    userId: null,
    code: null,
    link: null,
    text: null,
    expiresAtMs: null,
    createdAtMs: nowMs,
    ...mail,
  }
  store.write((tx) => {
    const before = store.list('mails')
    for (const old of before.slice(0, Math.max(0, before.length - MAX_MAILS + 1))) tx.remove('mails', old.id)
    tx.put('mails', sent)
  })
  return sent
}
