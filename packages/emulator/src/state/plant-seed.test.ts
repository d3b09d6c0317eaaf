import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { SeedUser } from './seed.ts'

/** The person as a server sees them. */
const plant = async (user: Omit<SeedUser, 'email'>): Promise<unknown> => {
  const emulator = createEmulator({ seed: { users: [{ email: 'ada@example.com', ...user }] } })
  const headers = { authorization: `Bearer ${emulator.secretKey}` }
  return (await emulator.fetch(`${emulator.url}/v1/users/user_ada`, { headers })).json()
}

describe('plantSeed', () => {
  it.each<[string, Omit<SeedUser, 'email'>, object]>([
    [
      'further addresses, verified, of which the first stays primary',
      { otherEmails: ['other@example.com'] },
      {
        primary_email_address_id: 'idn_user_ada',
        email_addresses: [
          {},
          { id: 'idn_user_ada_1', email_address: 'other@example.com', verification: { status: 'verified' } },
        ],
      },
    ],
    [
      'telephone numbers',
      { phoneNumbers: ['+12015550100'] },
      { primary_phone_number_id: 'idn_user_ada_phone_0', phone_numbers: [{ phone_number: '+12015550100' }] },
    ],
    [
      'second factors without a password',
      { totpSecret: 'GEZDGNBVGY3TQOJQ', backupCodes: ['code-one'] },
      { password_enabled: false, totp_enabled: true, backup_code_enabled: true },
    ],
    ['people who may not sign in', { isBanned: true, isLocked: true }, { banned: true, locked: true }],
  ])('plants %s', async (_name, user, expected) => {
    expect(await plant(user)).toMatchObject(expected)
  })
})
