/**
 * Provider room. What is known of the provider's answers, and what it was asked, for all who ask with the same keys. Does not wait.
 *
 * Belongs to the tenant and not to one set of options: options may change with every request, and each change would start with an empty
 * memory and a full budget.
 *
 * @see rulings.md D11; record 027
 */
import type { MachineFacts, MachineFailure } from '../claims/verified.ts'
import { toBase64, toUtf8Bytes } from '../foundation/bytes.ts'
import { createRecent, type Recent } from '../foundation/create-recent.ts'
import { createFlights, type Flights } from '../foundation/flights.ts'
import type { Result } from '../foundation/result.ts'
import { MAX_BUDGETS, PROVIDER_FLIGHT_WAIT_MS } from '../wire/limits.ts'
import type { RefreshReason } from '../wire/reasons.ts'
import { createCallBudget, type CallBudget, type CallLimits } from './call-budget.ts'

/** What the provider's word makes of a machine token. */
export type Introspection = Result<MachineFacts, MachineFailure>

/** Why directives could not be had: no secret key, one that the provider does not accept, no answer, or a nonce that means nothing. */
export type NonceFailure = 'missing-api-client' | 'secret-key-invalid' | 'fetch-error' | 'nonce-invalid'

/** What a nonce stands for: `Set-Cookie` strings as they came. */
export type Redemption = Result<readonly unknown[], NonceFailure>

/** What sets a new session token: `Set-Cookie` strings as they came. */
export type Renewal = Result<readonly unknown[], RefreshReason>

/** An answer about a machine token, when the provider gave it, and until when it is believed. */
interface Remembered {
  readonly answer: Introspection
  readonly atMs: number
  readonly untilMs: number
}

export interface ProviderMemory {
  /** The budget of these limits. */
  findBudget(limits: CallLimits): CallBudget
  /** One of the same limits for reads from the shared store, which are no calls. */
  findReadBudget(limits: CallLimits): CallBudget
  /** By the token's digest. No name that is kept is a credential, so a dump of the memory gives none away. */
  readonly answers: Recent<Remembered>
  /** Until when a machine token that was good counts as known. */
  readonly known: Recent<number>
  readonly questions: Flights<Introspection>
  /** Until when a nonce that the provider did not know is not asked about again. */
  readonly refusedNonces: Recent<number>
  readonly redemptions: Flights<Redemption>
  /** By cause: when the log was told that a handshake was not redeemed, and how many have not been since. */
  readonly unredeemed: Map<string, { readonly toldAtMs: number; count: number }>
  readonly renewals: Flights<Renewal>
  /** By verified session: renewals of this period that were refused, and those in the air. */
  readonly renewed: Recent<{ readonly fromMs: number; count: number }>
}

/** Knows nothing yet. */
export function createProviderMemory(): ProviderMemory {
  return {
    findBudget: createBudgetFinder(),
    findReadBudget: createBudgetFinder(),
    answers: createRecent(),
    known: createRecent(),
    questions: createFlights(PROVIDER_FLIGHT_WAIT_MS),
    refusedNonces: createRecent(),
    redemptions: createFlights(PROVIDER_FLIGHT_WAIT_MS),
    unredeemed: new Map(),
    renewals: createFlights(PROVIDER_FLIGHT_WAIT_MS),
    renewed: createRecent(),
  }
}

function createBudgetFinder(): ProviderMemory['findBudget'] {
  const budgets = createRecent<CallBudget>()
  return (limits) => {
    const id = `${limits.callsPerSecond} ${limits.callsInFlight}`
    const budget = budgets.find(id) ?? createCallBudget(limits)
    budgets.keep(id, budget, MAX_BUDGETS)
    return budget
  }
}

/** Whether something that holds for a bounded time still does. What a clock wrote that ran ahead and was set back does not. */
export function isStillHeld(untilMs: number | null, nowMs: number, limitMs: number): boolean {
  return untilMs !== null && nowMs < untilMs && untilMs - nowMs <= limitMs
}

/** SHA-256 of texts that belong together, in base64. */
export async function toDigest(...texts: readonly unknown[]): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', toUtf8Bytes(JSON.stringify(texts)))))
}
