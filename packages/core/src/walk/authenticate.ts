/**
 * Corridor. Visit → AuthState. In which order the rooms are asked; no rule of its own.
 *
 * Everything that can be said without waiting is said without a promise. Where something has to be awaited, the step says so, and
 * `decideNow` can leave it at that.
 *
 * @see protocol.md 5; CONTRIBUTING.md
 */
import { isForeignClass } from '../credentials/choose-token-type.ts'
import { arrivalRules } from '../handshake/rules.ts'
import { readSituation } from '../handshake/situation.ts'
import { firstMatch } from '../foundation/rule.ts'
import { judge, type Carrier } from './judge.ts'
import { readHandshakes, redeem } from './redeem.ts'
import { settled, toMessage, toSignedOut, waiting, type Step } from './step.ts'
import { travel } from './travel.ts'
import type { Bearer, Visit } from './visit.ts'
import type { Reason } from '../wire/reasons.ts'

/** Walks a request to its state. */
export function authenticate(visit: Visit): Step {
  // Without a clock no time claim can be judged.
  if (!Number.isFinite(visit.nowMs)) return settled(toSignedOut('unexpected-error'))
  if (visit.bearer !== null) return authenticateBearer(visit, visit.bearer)
  const { acceptedTokens } = visit.instance.settings
  if (!acceptedTokens.includes('session_token')) {
    // Cookies are not even read where no session is accepted.
    return settled(toSignedOut(acceptedTokens.length === 1 ? 'No token in header' : 'token-type-mismatch'))
  }
  const handshakes = readHandshakes(visit)
  if (handshakes.length === 0) return authenticateCookies(visit)
  return waiting(() => redeem(visit, handshakes, authenticateCookies))
}

/** A proof in the header: there is no browser to ask, so the arrival table is skipped. */
function authenticateBearer(visit: Visit, bearer: Bearer): Step {
  const { acceptedTokens } = visit.instance.settings
  const isSessionOnly = acceptedTokens.length === 1 && acceptedTokens[0] === 'session_token'
  const isOpaqueMachine = bearer.type !== 'session_token' && bearer.peeked === null
  visit.trace.push(`bearer-${bearer.type.replace('_', '-')}`)
  if (!acceptedTokens.includes('session_token')) return reject(visit, 'token-type-mismatch')
  if (isOpaqueMachine && !isSessionOnly) return reject(visit, 'token-type-mismatch')
  if (bearer.peeked === null) return rejectUnreadable(visit, 'header')
  if (isForeignClass(bearer.peeked)) return reject(visit, 'token-type-mismatch')
  return judge(visit, bearer.peeked, 'header')
}

function authenticateCookies(visit: Visit): Step {
  const credentials = visit.credentials()
  const situation = readSituation(visit.facts, credentials, visit.instance.settings)
  const arrival = firstMatch(arrivalRules, situation, visit.trace).outcome
  if (arrival.kind === 'travel') return settled(travel(visit, arrival, ''))
  if (arrival.kind === 'signed-out') {
    return arrival.reason === 'token-invalid' ? rejectUnreadable(visit, 'cookie') : reject(visit, arrival.reason)
  }
  // The table sends unreadable tokens elsewhere; this only tells the compiler.
  if (credentials.session === null) return rejectUnreadable(visit, 'cookie')
  return judge(visit, credentials.session, 'cookie')
}

function reject(visit: Visit, reason: Reason, message = ''): Step {
  visit.trace.push(reason)
  return settled(toSignedOut(reason, message))
}

function rejectUnreadable(visit: Visit, carrier: Carrier): Step {
  return reject(visit, 'token-invalid', toMessage('The token cannot be read.', 'token-invalid', carrier))
}
