/** People who wait to be let in: added, invited, turned away. */
import type { Instance } from '../../instance.ts'
import { notFoundRefusal, Refusal } from '../../refusal.ts'
import type { WaitlistEntry } from '../model.ts'
import { checkAddress } from './identifiers.ts'
import { inviteAll } from './invitations.ts'

const INVITATION_DAYS = 30

/** Whoever is on the list already keeps their place. @throws Refusal for a text that is no address. */
export function joinWaitlist({ store, random, clock }: Instance, text: string): WaitlistEntry {
  const email = checkAddress(text)
  return store.write((tx) => {
    const known = store.find('waitlistEntries', (one) => one.email.toLowerCase() === email.toLowerCase())
    if (known !== null) return known
    const nowMs = clock.nowMs()
    const times = { invitedAtMs: null, createdAtMs: nowMs, updatedAtMs: nowMs }
    const entry: WaitlistEntry = { id: random.id('wle_'), email, status: 'pending', invitationId: null, ...times }
    tx.put('waitlistEntries', entry)
    return entry
  })
}

/** @param ignoresExisting Whether somebody who is there, or invited, is invited nevertheless. */
export function inviteEntry(instance: Instance, id: string, ignoresExisting: boolean): WaitlistEntry {
  return instance.store.write(() => {
    const entry = requireEntry(instance, id)
    const [invitation] = inviteAll(instance, [
      {
        address: entry.email,
        redirectUrl: null,
        lifetimeDays: INVITATION_DAYS,
        isSent: true,
        ignoresExisting,
        publicMetadata: {},
      },
    ])
    const invitedAtMs = instance.clock.nowMs()
    return put(instance, { ...entry, status: 'invited', invitationId: invitation?.id ?? null, invitedAtMs })
  })
}

/** @throws Refusal 400 for somebody who is in already. */
export function rejectEntry(instance: Instance, id: string): WaitlistEntry {
  return instance.store.write(() => {
    const entry = requireEntry(instance, id)
    if (entry.status === 'completed')
      throw new Refusal(400, 'waitlist_entry_completed', 'Whoever signed up can no longer be turned away.')
    return put(instance, { ...entry, status: 'rejected' })
  })
}

/** @throws Refusal 400 for an entry that does not wait. */
export function deleteEntry(instance: Instance, id: string): void {
  instance.store.write((tx) => {
    if (requireEntry(instance, id).status !== 'pending')
      throw new Refusal(400, 'waitlist_entry_not_pending', 'Only an entry that waits can be deleted.')
    tx.remove('waitlistEntries', id)
  })
}

/** The entry as it is now: whoever signed up with its invitation is in. */
export function toCurrentEntry({ store }: Pick<Instance, 'store'>, entry: WaitlistEntry): WaitlistEntry {
  const invitation = entry.invitationId === null ? null : store.get('invitations', entry.invitationId)
  return entry.status === 'invited' && invitation?.status === 'accepted' ? { ...entry, status: 'completed' } : entry
}

function requireEntry({ store }: Instance, id: string): WaitlistEntry {
  const entry = store.get('waitlistEntries', id)
  if (entry === null) throw notFoundRefusal('Waitlist entry')
  return toCurrentEntry({ store }, entry)
}

function put({ store, clock }: Instance, entry: WaitlistEntry): WaitlistEntry {
  const changed = { ...entry, updatedAtMs: clock.nowMs() }
  store.write((tx) => tx.put('waitlistEntries', changed))
  return changed
}
