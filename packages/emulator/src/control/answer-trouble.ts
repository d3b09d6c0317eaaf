/** A call on its way to its endpoint → the trouble that somebody planned for it, after the delay that somebody planned; null where nobody did. */
import { answerError } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import type { TroubleAnswer } from './meet-rules.ts'

/** Statuses whose answers have no body. */
const WITHOUT_BODY = new Set([204, 205, 304])

/**
 * @param path As the route table writes it: machine endpoints without a version.
 * @param method The one that is meant.
 * @throws TypeError during a network outage, as a `fetch` that cannot connect does; the caller's own reason when it stops waiting.
 */
export async function answerTrouble(call: Call, path: string, method: string): Promise<Response | null> {
  const { faults, clock } = call.instance
  const { outage } = faults.read()
  if (outage === 'network') throw new TypeError('fetch failed: the emulator plays a network outage')
  if (outage === 'http') {
    call.note('outage')
    return answerError(503, 'service_unavailable', 'The emulator plays an outage.')
  }
  if (isPreflight(call.request)) return null
  const { delayMs, answer } = faults.meet({ path, method, nowMs: clock.nowMs() })
  if (delayMs > 0) {
    call.note(`${delayMs} ms late`)
    await wait(delayMs, call.request.signal)
  }
  return answer === null ? null : answerAsPlanned(call, answer)
}

/** A browser asks in advance whether it may ask. The trouble is meant for the question itself. */
function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method')
}

function answerAsPlanned(call: Call, { rule, retryAfterSec }: TroubleAnswer): Response {
  const status = rule.status ?? 500
  call.note(rule.limit === null ? 'planned failure' : 'limit reached')
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (retryAfterSec !== null) headers.set('retry-after', String(retryAfterSec))
  for (const [name, value] of Object.entries(rule.headers)) headers.set(name, value)
  if (WITHOUT_BODY.has(status)) return new Response(null, { status, headers })
  if (rule.body === null)
    return answerError(status, rule.code ?? 'internal_error', 'The emulator was told to fail this call.', headers)
  const isText = typeof rule.body === 'string'
  if (!headers.has('content-type'))
    headers.set('content-type', isText ? 'text/plain; charset=utf-8' : 'application/json')
  return new Response(isText ? rule.body : JSON.stringify(rule.body), { status, headers })
}

/** Waits in real time, not in the emulator's: the test is whether the caller waits. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
