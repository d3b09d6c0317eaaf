/**
 * Settings room. Single options → values of one type, with their bounds. Throws on a developer's mistake.
 */
import { AuthError } from '../errors.ts'
import { TOKEN_TYPES, type AcceptsToken, type TokenType } from '../wire/token-types.ts'

/** A string option. Absent, `null` and empty are all "not given". @throws ERR_AUTH_OPTION_INVALID on another type. */
export function readText(name: string, value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'string') throw invalid(name, `must be a string, not ${typeof value}`)
  return value
}

/** A flag. Absent and `null` are false. @throws ERR_AUTH_OPTION_INVALID on another type: the text `'false'` must not mean true, nor `'true'` false. */
export function readFlag(name: string, value: unknown): boolean {
  if (value === undefined || value === null) return false
  if (typeof value !== 'boolean') throw invalid(name, `must be true or false, not a ${typeof value}`)
  return value
}

/** A list option that may be given as one string. Empty strings are dropped. @throws ERR_AUTH_OPTION_INVALID on another type. */
export function readTextList(name: string, value: unknown): readonly string[] {
  if (value === undefined || value === null) return []
  const list = Array.isArray(value) ? value : [value]
  return list.flatMap((entry: unknown) => readText(name, entry) ?? [])
}

/** A number option within bounds. @throws ERR_AUTH_OPTION_INVALID outside of them. */
export function readNumber(
  name: string,
  value: unknown,
  bounds: { min: number; max?: number; fallback: number },
): number {
  if (value === undefined || value === null) return bounds.fallback
  const { min, max = Number.MAX_SAFE_INTEGER } = bounds
  if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max) {
    throw invalid(name, `must be a number from ${min} to ${max}`)
  }
  return value
}

/** The clock skew. As in the protocol, anything that is no finite number means the default. @throws ERR_AUTH_OPTION_INVALID when negative. */
export function readClockSkewMs(value: unknown, fallbackMs: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return fallbackMs
  return readNumber('clockSkewInMs', value, { min: 0, fallback: fallbackMs })
}

/** An http(s) URL or a path of the application. @throws ERR_AUTH_OPTION_INVALID on anything else. */
export function readUrlOrPath(name: string, value: unknown): string {
  const text = readText(name, value instanceof URL ? value.href : value)
  if (text === null) return ''
  try {
    const { protocol } = new URL(text, 'https://application.invalid')
    if (protocol === 'https:' || protocol === 'http:') return text
  } catch {
    // Falls through to the one error below.
  }
  throw invalid(name, 'must be an http(s) URL or a path of the application')
}

/** A host with an optional port, in the form that `URL.host` has; a scheme before it is allowed. @throws ERR_AUTH_OPTION_INVALID on anything else. */
export function readHost(name: string, value: unknown): string {
  const text = readText(name, value)
  if (text === null) return ''
  try {
    const url = new URL(/^https?:\/\//i.test(text) ? text : `https://${text}`)
    if (url.href === `${url.protocol}//${url.host}/`) return url.host
  } catch {
    // Falls through to the one error below.
  }
  throw invalid(name, 'must be a host such as app.example.com')
}

/** Origins, in the form that `URL.origin` has. @throws ERR_AUTH_OPTION_INVALID on one that is not. */
export function readOrigins(name: string, value: unknown): readonly string[] {
  return readTextList(name, value).map((text) => {
    try {
      const { origin } = new URL(text)
      if (origin !== 'null') return origin
    } catch {
      // Falls through to the one error below.
    }
    throw invalid(name, 'must list origins such as https://app.example.com')
  })
}

/** The kinds of token that are accepted. @throws ERR_AUTH_OPTION_INVALID on an unknown name or an empty list. */
export function readAcceptedTokens(value: AcceptsToken | null | undefined): readonly TokenType[] {
  if (value === undefined || value === null || value === 'any') return TOKEN_TYPES
  const accepted = typeof value === 'string' ? [value] : value
  const known: readonly unknown[] = TOKEN_TYPES
  if (!Array.isArray(accepted) || accepted.length === 0 || !accepted.every((type) => known.includes(type))) {
    throw invalid('acceptsToken', `must be 'any', one of ${TOKEN_TYPES.join(', ')}, or a list of them`)
  }
  return accepted
}

function invalid(name: string, must: string): AuthError {
  return new AuthError('ERR_AUTH_OPTION_INVALID', `The option ${name} ${must}. Correct it where the options are given.`)
}
