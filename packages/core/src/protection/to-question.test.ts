import { describe, expect, it } from 'vitest'
import { toSignedOutAuth } from '../session/session.ts'
import type { ProtectArgument } from './requirement.ts'
import { readRequirement } from './requirement.ts'
import { toQuestion } from './to-question.ts'

const nobody = toSignedOutAuth(null, () => ({}))
const ask = (asked: unknown) =>
  // What a policy in plain JavaScript may hold.
  toQuestion(readRequirement(asked as ProtectArgument), nobody, false, 'session-missing').wants

describe('toQuestion', () => {
  it.each([
    [{ role: 'admin' }, 'org:admin'],
    [{ role: 'org:admin' }, 'org:admin'],
    [{ permission: 'org:posts:edit' }, 'permission org:posts:edit'],
    [undefined, 'a session'],
  ])('says what %j asks for (first-day 10)', (asked, wants) => {
    expect(ask(asked)).toBe(wants)
  })

  it.each<unknown>([null, 5, true, {}, [], Symbol('admin'), { toString: null }])(
    'does not throw over %s (first-day 10)',
    (odd) => {
      expect(ask({ role: odd, permission: odd, feature: odd, plan: odd, reverification: odd })).toContain('(no text)')
    },
  )

  it('makes one line of what is asked for (first-day 10)', () => {
    expect(ask({ permission: 'a\nb\u001b[2J' })).toBe('permission a?b?[2J')
  })
})
