/** A person goes, with everything that is theirs. */
import type { Instance } from '../../instance.ts'
import { notFoundRefusal } from '../../refusal.ts'
import type { Tables, TableName } from '../model.ts'
import { dropImages } from '../images.ts'
import { endSessionsOf } from './change-user.ts'

/** What belongs to a person, and how it names them. */
const OWNED: { readonly [K in TableName]?: (record: Tables[K], userId: string) => boolean } = {
  memberships: (one, userId) => one.userId === userId,
  organizationSuggestions: (one, userId) => one.userId === userId,
  membershipRequests: (one, userId) => one.userId === userId,
  signInTokens: (one, userId) => one.userId === userId,
  actorTokens: (one, userId) => one.userId === userId,
  signIns: (one, userId) => one.userId === userId,
  apiKeys: (one, userId) => one.subject === userId,
  oauthTokens: (one, userId) => one.subject === userId,
  oauthGrants: (one, userId) => one.userId === userId,
}

/** @throws Refusal 404 when the person is not there. */
export function removeUser(instance: Instance, userId: string): void {
  const { store } = instance
  store.write((tx) => {
    if (store.get('users', userId) === null) throw notFoundRefusal('User')
    // Browsers hear of it as of any session that ended.
    endSessionsOf(instance, userId)
    removeSessions(instance, userId)
    for (const table of Object.keys(OWNED) as (keyof typeof OWNED)[]) removeOwned(instance, table, userId)
    dropImages(instance, userId)
    tx.remove('credentials', userId)
    tx.remove('users', userId)
  })
}

function removeSessions({ store }: Instance, userId: string): void {
  store.write((tx) => {
    const gone = new Set(store.list('sessions').flatMap((one) => (one.userId === userId ? [one.id] : [])))
    for (const id of gone) tx.remove('sessions', id)
    for (const client of store.list('clients')) {
      const sessionIds = client.sessionIds.filter((id) => !gone.has(id))
      const lastActiveSessionId = gone.has(client.lastActiveSessionId ?? '') ? null : client.lastActiveSessionId
      if (sessionIds.length !== client.sessionIds.length)
        tx.put('clients', { ...client, sessionIds, lastActiveSessionId })
    }
  })
}

function removeOwned<K extends TableName>({ store }: Instance, table: K, userId: string): void {
  const owns: ((record: Tables[K], userId: string) => boolean) | undefined = OWNED[table]
  if (owns === undefined) return
  store.write((tx) => {
    for (const record of store.list(table)) if (owns(record, userId)) tx.remove(table, record.id)
  })
}
