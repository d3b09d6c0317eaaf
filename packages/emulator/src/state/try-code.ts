/** Somebody types a code that was sent to them. Each wrong one counts. */
import { type CodeOutcome, judgeCode, MAX_ATTEMPTS } from './mails.ts'
import type { Verification } from './model.ts'

/**
 * @param verification What was sent, as it is now.
 * @param strategy What the code is said to be for. One that was sent for something else does not count.
 * @returns How far the proof has come now; null where nothing was sent. Keep it, whatever the outcome.
 */
export function tryCode(
  verification: Verification | null,
  strategy: string,
  code: string,
  nowMs: number,
): { readonly outcome: CodeOutcome; readonly verification: Verification | null } {
  if (verification === null || verification.strategy !== strategy) return { outcome: 'nothing-sent', verification }
  const outcome = judgeCode(verification, code.trim(), nowMs)
  if (outcome === 'right')
    return { outcome, verification: { ...verification, status: 'verified', code: null, expiresAtMs: null } }
  if (outcome !== 'wrong') return { outcome, verification }
  const attempts = verification.attempts + 1
  return {
    outcome: attempts >= MAX_ATTEMPTS ? 'too-many' : outcome,
    verification: { ...verification, attempts, status: attempts >= MAX_ATTEMPTS ? 'failed' : 'unverified' },
  }
}
