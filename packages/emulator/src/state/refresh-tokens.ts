/** What renews a session's token without a page load. Each is replaced by the next one. */
import type { Instance } from '../instance.ts'
import type { Session } from './model.ts'

/** How long a refresh token still works after its successor was made: requests may be under way. */
const GRACE_MS = 30_000

/** Makes the session's next refresh token; the one before it works a little longer. */
export function issueRefreshToken({ store, random, clock }: Instance, session: Session): string {
  const id = random.secret('rt_')
  const nowMs = clock.nowMs()
  store.write((tx) => {
    for (const token of store.list('refreshTokens')) {
      if (token.sessionId !== session.id) continue
      if (token.replacedAtMs === null) tx.put('refreshTokens', { ...token, replacedAtMs: nowMs })
      else if (nowMs - token.replacedAtMs > GRACE_MS) tx.remove('refreshTokens', token.id)
    }
    tx.put('refreshTokens', { id, sessionId: session.id, replacedAtMs: null })
  })
  return id
}

/** Whether this token may renew this session now. */
export function isRefreshToken({ store, clock }: Instance, id: string, sessionId: string): boolean {
  const token = store.get('refreshTokens', id)
  if (token === null || token.sessionId !== sessionId) return false
  return token.replacedAtMs === null || clock.nowMs() - token.replacedAtMs <= GRACE_MS
}
