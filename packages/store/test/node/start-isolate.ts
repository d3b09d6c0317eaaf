/** A process with a memory of its own, and the emulator as its provider. */
import { type AuthEvent, createAuth, type AuthOptions, type SharedStore } from '@postern/core'
import type { Emulator } from '@postern/emulator'

export interface Isolate {
  /** Shows an Authorization header. @returns Who is let in; the status of the refusal otherwise. */
  readonly ask: (bearer: string) => Promise<string | number | null>
  /** Paths of the calls to the provider, oldest first. */
  readonly calls: string[]
  readonly events: AuthEvent[]
}

export interface IsolateOptions extends AuthOptions {
  /** How far its clock is ahead of the emulator's. */
  readonly aheadMs?: number
}

export function startIsolate(
  emulator: Emulator,
  store: SharedStore | null,
  { aheadMs = 0, ...options }: IsolateOptions = {},
): Isolate {
  const calls: string[] = []
  const events: AuthEvent[] = []
  const work: Promise<unknown>[] = []
  // What a process remembers hangs on its `fetch`, so one of its own makes it a process of its own.
  const auth = createAuth(
    { ...emulator.authOptions, acceptsToken: ['session_token', 'api_key', 'm2m_token', 'oauth_token'], ...options },
    {
      store,
      fetch: (input, init) => {
        const url = input instanceof Request ? input.url : String(input)
        calls.push(new URL(url).pathname)
        return emulator.fetch(url, init)
      },
      clock: { nowMs: () => emulator.clock.nowMs() + aheadMs },
      log: (event) => void events.push(event),
      waitUntil: (begun) => void work.push(begun),
    },
  )
  return {
    calls,
    events,
    async ask(authorization) {
      const request = new Request('http://localhost:3000/', { headers: { authorization } })
      const decision = await auth.decide(request, async (handle) => {
        const { tokenType, ...who } = await handle.protect({ token: 'any' })
        return `${tokenType}:${'subject' in who ? who.subject : who.userId}`
      })
      await Promise.all(work.splice(0))
      if (decision.kind === 'pass') return decision.guarded ?? null
      return decision.kind === 'deny' ? decision.status : decision.kind
    },
  }
}
