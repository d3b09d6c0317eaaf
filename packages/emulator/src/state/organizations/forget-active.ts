/** An organization that a person left is no longer the active one of their sessions. */
import type { Instance } from '../../instance.ts'
import type { Writer } from '../create-store.ts'

/** Part of a write. @param userId null: everybody's. */
export function forgetActive(
  { store, clock }: Pick<Instance, 'store' | 'clock'>,
  tx: Writer,
  organizationId: string,
  userId: string | null = null,
): void {
  for (const session of store.list('sessions')) {
    if (session.organizationId !== organizationId || (userId !== null && session.userId !== userId)) continue
    // A role that was minted belongs to the organization for which it was minted.
    const { role: _role, permissions: _permissions, ...overrides } = session.overrides
    tx.put('sessions', { ...session, organizationId: null, overrides, updatedAtMs: clock.nowMs() })
  }
  for (const user of store.list('users'))
    if (user.defaultOrganizationId === organizationId && (userId === null || user.id === userId))
      tx.put('users', { ...user, defaultOrganizationId: null })
}
