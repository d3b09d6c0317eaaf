/** Remembers that a person was asked to sign in anew, so that coming back with the old session does not count. */
import type { PageContext } from '../pages/read-page.ts'

/** The field that names the question in the address to come back to. */
export const ASK_FIELD = 'ask'
/** How long a person may take to sign in. */
const ASK_LIFETIME_MS = 3_600_000

/** Whether this browser was asked, and what came of it: `kept` is the session that it had before. */
export function readAsk({ fields, instance, client, session }: PageContext): 'none' | 'kept' | 'renewed' {
  const ask = instance.store.get('oauthAsks', fields.get(ASK_FIELD) ?? '')
  if (ask === null || ask.browserId !== client.id || ask.expiresAtMs <= instance.clock.nowMs()) return 'none'
  return session === null || session.id === ask.sessionId ? 'kept' : 'renewed'
}

/** Asks. @returns The value of the field. */
export function makeAsk({ instance, client, session }: PageContext): string {
  const { store, random, clock } = instance
  const id = random.id('ask_')
  const nowMs = clock.nowMs()
  store.write((tx) => {
    for (const ask of store.list('oauthAsks')) if (ask.expiresAtMs <= nowMs) tx.remove('oauthAsks', ask.id)
    const sessionId = session?.id ?? null
    tx.put('oauthAsks', { id, browserId: client.id, sessionId, expiresAtMs: nowMs + ASK_LIFETIME_MS })
  })
  return id
}
