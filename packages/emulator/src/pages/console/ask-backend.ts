/** Asks the emulator's own Backend API, as a server of the application would: what it refuses a server, it refuses the console. */
import type { Call } from '../../http/call.ts'
import { findRoute } from '../../http/route.ts'
import type { JsonObject } from '../../state/model.ts'

export interface BackendAnswer {
  /** Why nothing was done; null when it was. */
  readonly problem: string | null
  readonly status: number
}

interface Question {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: JsonObject
}

/** Planned trouble does not reach it: that is for others. */
export async function askBackend(call: Call, { method, path, body }: Question): Promise<BackendAnswer> {
  const url = new URL(path, call.url)
  const ofServers = call.routes.filter(({ caller }) => caller === 'secret-key')
  const routed = findRoute(ofServers, method, path)
  if (routed.kind !== 'found') return { problem: `${method} ${path} is not emulated.`, status: 501 }
  const headers = {
    authorization: `Bearer ${call.instance.settings.secretKey}`,
    'content-type': 'application/json',
    'user-agent': call.request.headers.get('user-agent') ?? '',
  }
  const request = new Request(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  const answer = await routed.route.answer({ ...call, request, url, method: routed.method, params: routed.params })
  return { problem: answer.ok ? null : await readProblem(answer), status: answer.status }
}

async function readProblem(answer: Response): Promise<string> {
  const { errors = [] } = (await answer.json()) as { readonly errors?: readonly ProblemText[] }
  const texts = errors.map(({ message, long_message: long, meta }) => {
    const field = meta?.param_name
    return `${long ?? message ?? ''}${field === undefined ? '' : ` (${field})`}`
  })
  return texts.join(' ') || `The Backend API answered ${answer.status}.`
}

interface ProblemText {
  readonly message?: string
  readonly long_message?: string
  readonly meta?: { readonly param_name?: string }
}
