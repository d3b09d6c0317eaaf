import { describe, expect, it } from 'vitest'
import type { Verification } from './model.ts'
import { judgeCode } from './mails.ts'

const sent: Verification = {
  status: 'unverified',
  strategy: 'email_code',
  code: '123456',
  attempts: 0,
  expiresAtMs: 1000,
}

describe('judgeCode', () => {
  it.each([
    ['right', sent, '123456', 999],
    ['wrong', sent, '123457', 999],
    ['expired', sent, '123456', 1000],
    ['too-many', { ...sent, attempts: 5 }, '123456', 999],
    ['nothing-sent', { ...sent, code: null }, '', 999],
    ['nothing-sent', null, '123456', 999],
  ] as const)('says %s', (outcome, verification, code, nowMs) => {
    expect(judgeCode(verification, code, nowMs)).toBe(outcome)
  })
})
