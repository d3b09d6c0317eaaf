/** A request → what core alone decides about it: who is here, before any rule of an application is asked. Waits for core. */
import { createAuth, toEnvironmentOptions, type AuthEvent } from '@postern/core'
import { createOfflineFetch, type Wanted } from './offline-fetch.ts'
import { toRequest, type RecordedRequest } from './request/recorded-request.ts'
import { toPlace, toVerdict, type Outcome, type Verdict } from './verdict.ts'

/** What a decision is made with. */
export interface Circumstances {
  /** Variables of the application. Never printed. */
  readonly variables: Readonly<Record<string, string>>
  /** Text of a JWKS, or null. */
  readonly keySet: string | null
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number
}

/** @throws AuthError where the keys or options of the environment do not fit together. */
export async function decideSession(
  recorded: RecordedRequest,
  { variables, keySet, nowMs }: Circumstances,
): Promise<Verdict> {
  const events: AuthEvent[] = []
  const wanted: Wanted[] = []
  const options = toEnvironmentOptions((name) => variables[`NEXT_PUBLIC_${name}`] || variables[name] || null)
  const auth = createAuth(
    { ...options, debug: 'json' },
    {
      fetch: createOfflineFetch(keySet, (call) => wanted.push(call)),
      clock: { nowMs: () => nowMs },
      log: (event) => void events.push(event),
    },
  )
  const request = toRequest(recorded)
  const decision = await auth.decide(request)
  const outcome: Outcome =
    decision.kind === 'pass'
      ? { kind: 'pass', status: null, location: null }
      : {
          kind: decision.kind,
          status: decision.status,
          location: decision.kind === 'redirect' ? toPlace(decision.location.href, request.url) : null,
        }
  return toVerdict(outcome, events, wanted)
}
