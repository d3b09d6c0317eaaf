/** Exchange room. Calls that were not made for want of budget → the log, once a while. Does not wait. */
import type { Ports } from '../foundation/ports.ts'
import { BUDGET_REPORT_MS } from '../wire/limits.ts'

/** @returns To be told of each call that was not made. */
export function createSpendingReporter(ports: Ports): (nowMs: number) => void {
  let toldAtMs: number | null = null
  return (nowMs) => {
    if (toldAtMs !== null && Math.abs(nowMs - toldAtMs) < BUDGET_REPORT_MS) return
    toldAtMs = nowMs
    ports.log({
      level: 'warn',
      event: 'provider-budget-spent',
      message:
        'More calls to the identity provider were wanted than its budget allows, so tokens or handshakes were not checked. If they are genuine, raise providerCallsPerSecond and providerCallsInFlight.',
    })
  }
}
