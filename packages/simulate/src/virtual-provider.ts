/**
 * The identity provider, as far as a fleet notices it: which keys it publishes, which API keys are good, how long an answer takes, and that
 * it is away for a while. Does not wait: answers come at their virtual time.
 */
import { drawAt, toExponential } from './random.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What the provider is asked for. */
export type Asked = 'keys' | 'token'

/** An isolate's line to the provider. While the provider is away no answer comes, so the caller needs a bound of its own. */
export interface ProviderLine {
  /** @param done Told the names of the published keys. */
  askKeys(done: (kids: readonly string[]) => void): void
  /** @param done Told whether the API key is good. */
  askToken(name: string, done: (isGood: boolean) => void): void
}

export interface VirtualProvider {
  /** @param line Names the line, so that its answers take the same time whoever else calls meanwhile. */
  connect(line: number): ProviderLine
  /** Takes a signing key out of the set. */
  dropKey(kid: string): void
  /** Revokes an API key. */
  revoke(name: string): void
  /** From now on no call is answered, or they are again. */
  setAway(isAway: boolean): void
}

/** An answer takes at least so long, and as long again on the average. */
export const PROVIDER_FLOOR_MS = 40
/** How long an answer takes on the average. */
export const PROVIDER_MEAN_MS: number = 2 * PROVIDER_FLOOR_MS

/** API keys that the provider has issued begin so. Anything else is junk. */
export const ISSUED_PREFIX = 'issued'

/** @param onCall Told of each call when it begins. */
export function createVirtualProvider(
  time: VirtualTime,
  seed: number,
  kids: readonly string[],
  onCall: (asked: Asked) => void,
): VirtualProvider {
  let published = kids
  const revoked = new Set<string>()
  let isAway = false

  return {
    connect(line) {
      let calls = 0
      // What is true when a call begins is what it is told, so that staleness is never counted too short.
      const call = (asked: Asked, answer: () => void): void => {
        onCall(asked)
        calls += 1
        if (isAway) return
        time.after(PROVIDER_FLOOR_MS + toExponential(drawAt(seed, line, calls), PROVIDER_FLOOR_MS), answer)
      }
      return {
        askKeys(done) {
          const told = published
          call('keys', () => done(told))
        },
        askToken(name, done) {
          const isGood = name.startsWith(ISSUED_PREFIX) && !revoked.has(name)
          call('token', () => done(isGood))
        },
      }
    },
    dropKey(kid) {
      published = published.filter((one) => one !== kid)
    },
    revoke: (name) => void revoked.add(name),
    setAway(away) {
      isAway = away
    },
  }
}
