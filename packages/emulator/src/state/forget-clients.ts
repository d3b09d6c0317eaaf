/** Whoever asks without a cookie is a browser that nobody knew. Too many of them must not fill memory and database. */
import type { Instance } from '../instance.ts'
import type { Writer } from './create-store.ts'

/** How many browsers are known before some are forgotten. */
const MAX_CLIENTS = 10_000
/** How many go at once, so that the next ones do not have to look again. */
const BATCH = 1000

/** Forgets browsers in which nobody has signed in, the oldest first, with what they had begun. Part of a `write`. */
export function forgetClients({ store }: Pick<Instance, 'store'>, tx: Writer): void {
  const clients = store.list('clients')
  if (clients.length < MAX_CLIENTS) return
  const idle = clients.filter(({ sessionIds }) => sessionIds.length === 0)
  for (const { id, secret, devBrowser, signInId, signUpId } of idle.slice(0, BATCH)) {
    if (signInId !== null) tx.remove('signIns', signInId)
    if (signUpId !== null) tx.remove('signUps', signUpId)
    tx.remove('clientHandles', secret)
    tx.remove('clientHandles', devBrowser)
    tx.remove('clients', id)
  }
}
