/** What one session token says differently from the usual → the same, and what is wrong with it on purpose. Takes one turn of the rule. */
import { toSec } from '../create-clock.ts'
import type { TokenTrouble } from '../control/trouble.ts'
import type { Instance } from '../instance.ts'
import type { TokenChanges } from './sign-session-token.ts'

const MINUTE_SEC = 60
const HOUR_SEC = 3_600

const CHANGES: Readonly<Record<TokenTrouble, (nowSec: number) => TokenChanges>> = {
  expired: () => ({ expiresInSec: -MINUTE_SEC }),
  'not-yet': (nowSec) => ({ issuedAtSec: nowSec + HOUR_SEC, expiresInSec: HOUR_SEC + MINUTE_SEC }),
  'foreign-key': () => ({ isForeign: true }),
  'foreign-app': () => ({ authorizedParty: 'https://elsewhere.example' }),
  'foreign-issuer': () => ({ issuerHost: 'clerk.elsewhere.example' }),
}

/** @param changes With `isChosen` they stay as they are. What comes back is chosen. */
export function withTrouble({ faults, clock }: Instance, changes: TokenChanges): TokenChanges {
  const trouble = changes.isChosen === true ? null : faults.takeTokenTrouble()
  return { ...changes, ...(trouble !== null && CHANGES[trouble](toSec(clock.nowMs()))), isChosen: true }
}
