/** Remembers that a person was asked to sign in anew, so that coming back with the old session does not count. */
import type { PageContext } from '../pages/read-page.ts'
import type { Session } from '../state/model.ts'
import { liveSessions } from '../state/visits.ts'

/** The field that names the question in the address to come back to. */
export const ASK_FIELD = 'ask'
/** How long a person may take to sign in. */
const ASK_LIFETIME_MS = 3_600_000

/** Whether this browser was asked, and what came of it: `kept` is a session that it had before. */
export function readAsk({ fields, instance, client }: PageContext, session: Session): 'none' | 'kept' | 'renewed' {
  const ask = instance.store.get('oauthAsks', fields.get(ASK_FIELD) ?? '')
  if (ask === null || ask.browserId !== client.id || ask.expiresAtMs <= instance.clock.nowMs()) return 'none'
  return ask.sessionIds.includes(session.id) ? 'kept' : 'renewed'
}

/** Asks. @returns The value of the field. */
export function makeAsk({ instance, client }: PageContext): string {
  const { store, random, clock } = instance
  const id = random.id('ask_')
  const nowMs = clock.nowMs()
  store.write((tx) => {
    for (const ask of store.list('oauthAsks')) if (ask.expiresAtMs <= nowMs) tx.remove('oauthAsks', ask.id)
    const sessionIds = liveSessions(instance, client).map((session) => session.id)
    tx.put('oauthAsks', { id, browserId: client.id, sessionIds, expiresAtMs: nowMs + ASK_LIFETIME_MS })
  })
  return id
}
