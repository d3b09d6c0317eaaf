/** One request to an endpoint in, what became of it out. It never throws. */
import type { WebhookAttempt } from '../state/model.ts'

/** Sends a request. A handler of your own may stand in for the network. It should stop when the request's `signal` says so. */
export type WebhookFetch = (request: Request) => Response | Promise<Response>

/** What is sent where. */
export interface Parcel {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
export type Outcome = Pick<WebhookAttempt, 'status' | 'problem' | 'answer'>

/** In real milliseconds: a receiver takes its time whatever the emulator's clock says. */
const TIMEOUT_MS = 15_000
const SHOWN_CHARS = 1000

/** @param stopped The emulator closes, or forgets what it was about to send. */
export async function sendAttempt(send: WebhookFetch, parcel: Parcel, stopped: AbortSignal): Promise<Outcome> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), TIMEOUT_MS)
  const signal = AbortSignal.any([late.signal, stopped])
  try {
    return await Promise.race([sendOne(send, parcel, signal), untilAborted(signal)])
  } catch (error) {
    const problem = late.signal.aborted ? `no answer within ${TIMEOUT_MS / 1000} s` : explain(error)
    return { status: null, problem, answer: '' }
  } finally {
    clearTimeout(timer)
  }
}

async function sendOne(send: WebhookFetch, { url, headers, body }: Parcel, signal: AbortSignal): Promise<Outcome> {
  const all = { ...headers, 'content-type': 'application/json', 'user-agent': 'postern-emulator' }
  const response = await send(new Request(url, { method: 'POST', headers: all, body, redirect: 'manual', signal }))
  // Browsers and their like hide the status of a redirect that is not followed.
  const status = response.status === 0 ? 302 : response.status
  return { status, problem: judge(status), answer: await readStart(response) }
}

function judge(status: number): string | null {
  if (status >= 200 && status < 300) return null
  return status >= 300 && status < 400 ? 'redirects are not followed' : `status ${status}`
}

async function readStart({ body }: Response): Promise<string> {
  if (body === null) return ''
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (text.length < SHOWN_CHARS) {
    const { done, value } = await reader.read()
    if (done) return (text + decoder.decode()).slice(0, SHOWN_CHARS)
    text += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  return text.slice(0, SHOWN_CHARS)
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new Error('stopped'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

/** Only the kind of error: its message may hold what was sent. */
function explain(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const code = cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.name) : 'unknown'
  return `it cannot be reached (${code})`
}
