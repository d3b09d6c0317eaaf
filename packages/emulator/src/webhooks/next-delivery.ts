/** How a delivery goes on after an attempt. */
import type { WebhookAttempt, WebhookDelivery } from '../state/model.ts'

const SEC = 1000
const MIN = 60 * SEC
const HOUR = 60 * MIN
/** How long after each failure the next attempt is made. After the last one there is none. */
export const RETRY_AFTER_MS: readonly number[] = [5 * SEC, 5 * MIN, 30 * MIN, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]
const MAX_ATTEMPTS_KEPT = 20

/** A delivery that is to be made now, from the beginning of its schedule. */
export function beginDelivery(endpointId: string, nowMs: number): WebhookDelivery {
  return { endpointId, status: 'waiting', nextAttemptAtMs: nowMs, failures: 0, attempts: [] }
}

/** @param nowMs When the attempt ended. */
export function toNextDelivery(delivery: WebhookDelivery, attempt: WebhookAttempt, nowMs: number): WebhookDelivery {
  const attempts = [...delivery.attempts.slice(1 - MAX_ATTEMPTS_KEPT), attempt]
  if (attempt.problem === null) return { ...delivery, attempts, status: 'delivered', nextAttemptAtMs: null }
  const afterMs = RETRY_AFTER_MS[delivery.failures]
  const failures = delivery.failures + 1
  // Gone: it will never take the message.
  if (afterMs === undefined || attempt.status === 410)
    return { ...delivery, attempts, failures, status: 'failed', nextAttemptAtMs: null }
  return { ...delivery, attempts, failures, status: 'waiting', nextAttemptAtMs: nowMs + afterMs }
}

/** The same delivery, given up. */
export function giveUp(delivery: WebhookDelivery): WebhookDelivery {
  return delivery.status === 'waiting' ? { ...delivery, status: 'failed', nextAttemptAtMs: null } : delivery
}
