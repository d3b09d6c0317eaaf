import { beforeEach, describe, expect, it } from 'vitest'
import { createClock } from '../create-clock.ts'
import { createRandom } from '../create-random.ts'
import type { Instance } from '../instance.ts'
import { createStore } from './create-store.ts'
import { judgeBackupCode, judgePassword, judgeTotp, requirePassword } from './factors.ts'
import { toCredentials } from './people.ts'
import { createTotpSecret, toTotpCode } from './totp.ts'

const NOW = 1_790_000_000_000
const SECRET = createTotpSecret(createRandom('factors'))
let instance: Instance

beforeEach(() => {
  const store = createStore()
  // The judges read nothing else of an instance.
  instance = { store, clock: createClock(NOW), random: createRandom('factors') } as Partial<Instance> as Instance
  const times = { createdAtMs: NOW, updatedAtMs: NOW }
  store.write((tx) =>
    tx.put('credentials', {
      ...toCredentials('user_ada'),
      password: { kind: 'plain', text: 'postern-password' },
      totp: { id: 'totp_1', secret: SECRET, isVerified: true, lastStep: null, ...times },
      backupCodes: ['abcd1234'],
    }),
  )
})

describe('judgePassword', () => {
  it.each([
    ['user_ada', 'postern-password', 'right'],
    ['user_ada', 'another', 'wrong'],
    ['user_grace', 'postern-password', 'none'],
  ] as const)('of %s says what is so (%#)', async (userId, text, outcome) => {
    expect(await judgePassword(instance, userId, text)).toBe(outcome)
  })
})

describe('requirePassword', () => {
  it('takes no password that was changed since it was judged', async () => {
    const checkIsStill = await requirePassword(instance, 'user_ada', 'postern-password')
    expect(checkIsStill).not.toThrow()
    const password = { kind: 'plain', text: 'postern-password' } as const
    instance.store.write((tx) => tx.put('credentials', { ...toCredentials('user_ada'), password }))
    expect(checkIsStill).toThrow('not the password')
  })
})

describe('judgeTotp', () => {
  it('takes a code once', async () => {
    const code = await toTotpCode(SECRET, NOW)
    const [one, other] = await Promise.all([
      judgeTotp(instance, 'user_ada', code),
      judgeTotp(instance, 'user_ada', code),
    ])
    expect([one(), other()]).toEqual([true, false])
    expect((await judgeTotp(instance, 'user_ada', code))()).toBe(false)
  })

  it('takes no code before the application was verified', async () => {
    instance.store.write((tx) => {
      const known = instance.store.get('credentials', 'user_ada') ?? toCredentials('user_ada')
      if (known.totp !== null) tx.put('credentials', { ...known, totp: { ...known.totp, isVerified: false } })
    })
    expect((await judgeTotp(instance, 'user_ada', await toTotpCode(SECRET, NOW)))()).toBe(false)
  })
})

describe('judgeBackupCode', () => {
  it('takes a code once, in any case of letters', () => {
    expect([
      judgeBackupCode(instance, 'user_ada', ' ABCD1234 ')(),
      judgeBackupCode(instance, 'user_ada', 'abcd1234')(),
    ]).toEqual([true, false])
  })
})
