/** What was asked for → a rule with every default filled in, and which paths it means. */
import type { Trouble, TroubleRule } from './trouble.ts'

const DEFAULT_WINDOW_SEC = 60
const TOO_MANY_REQUESTS = 429
const SERVER_ERROR = 500

/** What the provider says with a status; anything else is an error of its server. */
const CODES: ReadonlyMap<number, string> = new Map([
  [400, 'bad_request'],
  [401, 'authentication_invalid'],
  [403, 'authorization_invalid'],
  [404, 'resource_not_found'],
  [409, 'conflict'],
  [422, 'form_param_invalid'],
  [TOO_MANY_REQUESTS, 'too_many_requests'],
  [503, 'service_unavailable'],
])

/** @param trouble Fields that fit together: whoever calls has checked them. */
export function toRule(id: string, trouble: Trouble): TroubleRule {
  const { limit = null, delayMs = 0, tokens = null } = trouble
  const status = toStatus(trouble)
  return {
    id,
    path: trouble.path ?? null,
    methods: trouble.methods ?? [],
    status,
    code: status === null ? null : (trouble.code ?? CODES.get(status) ?? 'internal_error'),
    body: trouble.body ?? null,
    headers: trouble.headers ?? {},
    retryAfterSec: trouble.retryAfterSec ?? null,
    delayMs,
    delayUpToMs: trouble.delayUpToMs ?? delayMs,
    limit,
    windowSec: limit === null ? null : (trouble.windowSec ?? DEFAULT_WINDOW_SEC),
    tokens,
    timesLeft: trouble.times ?? null,
    timesUsed: 0,
  }
}

/** Whether a rule answers in place of the endpoint. */
export function hasAnswer({ status, code, body, headers, retryAfterSec, limit }: Trouble): boolean {
  return [status, code, body, headers, retryAfterSec, limit].some((value) => value !== undefined)
}

function toStatus(trouble: Trouble): number | null {
  if (!hasAnswer(trouble)) return null
  return trouble.status ?? (trouble.limit === undefined ? SERVER_ERROR : TOO_MANY_REQUESTS)
}

/** @param pattern A path with `:placeholders`, and perhaps a `*` at the end. */
export function compilePath(pattern: string): (path: string) => boolean {
  const isOpen = pattern.endsWith('*')
  const parts = (isOpen ? pattern.slice(0, -1) : pattern).split('/').map((part) => {
    const literal = part.replaceAll(/[$()+.?[\\\]^{|}*-]/g, '\\$&')
    return /^:[a-z_]+$/i.test(part) ? '[^/]+' : literal
  })
  const expression = new RegExp(`^${parts.join('/')}${isOpen ? '' : '/?$'}`)
  return (path) => expression.test(path)
}
