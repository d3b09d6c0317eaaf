/** What do/manage-users.md promises: every recipe is run. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as people from '../lib/people.ts'
import { countPeople } from '../lib/tenants.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = createEmulator()
  await emulator.listen()
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', emulator.publishableKey)
  vi.stubEnv('CLERK_SECRET_KEY', emulator.secretKey)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await emulator.close()
})

describe('manage-users', () => {
  it('lists people and finds one by address', async () => {
    const { names, total } = await people.listNewest()
    expect([names.some((name) => name.startsWith('Ada')), total]).toEqual([true, names.length])
    expect(await people.findByEmail('ada@example.com')).toBe('user_ada')
    expect(await people.findByEmail('nobody@example.com')).toBeNull()
  })

  it('changes metadata and names', async () => {
    await people.setPlan('user_ada', 'pro')
    await people.rename('user_ada', 'Augusta')
    expect((await people.listNewest()).names.some((name) => name.startsWith('Augusta'))).toBe(true)
  })

  it('changes roles, and takes members out', async () => {
    await people.makeAdmin('org_acme', 'user_grace')
    expect(await people.listMembers('org_acme')).toContainEqual(['grace@example.com', 'org:admin'])
    await people.removeMember('org_acme', 'user_grace')
    expect((await people.listMembers('org_acme')).map(([address]) => address)).not.toContain('grace@example.com')
  })

  it('invites, and takes an invitation back', async () => {
    const id = await people.inviteToOrganization('org_acme', 'new@example.com')
    await people.takeInvitationBack('org_acme', id)
    await people.inviteToApplication('newer@example.com')
    expect(emulator.control.mails().map(({ toAddress }) => toAddress)).toEqual(
      expect.arrayContaining(['new@example.com', 'newer@example.com']),
    )
  })

  it('signs somebody out everywhere', async () => {
    // More than a list holds that names no limit.
    for (let made = 0; made < 12; made += 1) await emulator.mint.session({ user: 'ada' })
    expect(await people.signOutEverywhere('user_ada')).toBeGreaterThanOrEqual(12)
    expect(await people.signOutEverywhere('user_ada')).toBe(0)
  })

  it('says what a refusal means', async () => {
    expect(await people.remove('user_nobody')).toBe(false)
    expect(await people.remove('user_grace')).toBe(true)
  })

  it("asks with a tenant's keys", async () => {
    const { publishableKey, secretKey } = emulator
    expect(await countPeople({ publishableKey, secretKey })).toBeGreaterThan(0)
  })
})
