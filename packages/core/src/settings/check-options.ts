/**
 * Settings room. Options → the same, if they can be options; single options → values of one type, with their bounds. Throws on a developer's
 * mistake.
 *
 * Every option is optional. So a `Response`, returned to answer an unknown tenant, would read as "nothing but the environment", and the
 * members that an instance of a class inherits would be overlooked.
 *
 * @see rulings.md D12; threats.md 76
 */
import { isRecord } from '../foundation/is-record.ts'
import { AuthError } from '../foundation/auth-error.ts'
import { PROTOCOL_PARAM_PREFIX } from '../wire/query.ts'
import { TOKEN_TYPES, type TokenType } from '../wire/token-types.ts'
import type { SocketTokenPlace } from './settings.ts'

/** What a value or an options callback gave, as it is. @throws ERR_AUTH_OPTION_INVALID for anything but a plain object. */
export function checkOptions<O extends object>(given: O | null | undefined): O {
  if (isPlainObject(given)) return given
  throw new AuthError(
    'ERR_AUTH_OPTION_INVALID',
    'The options are no plain object. Give one, or return one from the options callback for every request: not a Response and not an instance of a class; for an unknown tenant throw, or answer before.',
  )
}

/**
 * Whether somebody wrote the value as a literal: an object without a class of its own, in whichever realm. Edge runtimes and tests have more than
 * one `Object`.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  if (!isRecord(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** A string option. Absent, `null` and empty are all "not given". @throws ERR_AUTH_OPTION_INVALID on another type. */
export function readText(name: string, value: unknown): string | null {
  if (isAbsent(value)) return null
  if (typeof value === 'string') return value
  // A binding of a secrets store holds its value behind a call.
  const cure = typeof value === 'object' && 'get' in value ? ': hand over what `await binding.get()` gives' : ''
  throw toOptionError(name, `must be a string, not ${typeof value}${cure}`)
}

/** Whether nothing was given: also an empty text, as variables of an environment are when they are not set. @see rulings.md 8 */
function isAbsent(value: unknown): value is undefined | null | '' {
  return value === undefined || value === null || value === ''
}

/** A flag. Absent and `null` are false. @throws ERR_AUTH_OPTION_INVALID on another type: the text `'false'` must not mean true, nor `'true'` false. */
export function readFlag(name: string, value: unknown): boolean {
  if (isAbsent(value)) return false
  if (typeof value !== 'boolean') throw toOptionError(name, `must be true or false, not a ${typeof value}`)
  return value
}

/** What is told of each decision. @throws ERR_AUTH_OPTION_INVALID on anything but a flag or `'json'`. */
export function readDebug(value: unknown): 'off' | 'text' | 'json' {
  if (isAbsent(value) || value === false) return 'off'
  if (value === true) return 'text'
  if (value === 'json') return 'json'
  throw toOptionError('debug', "must be true, false or 'json'")
}

/**
 * A list option that may be given as one string. Empty strings in a list are dropped.
 *
 * @throws ERR_AUTH_OPTION_INVALID on another type, and on a list in which nothing else is: `[process.env.ORIGIN ?? '']` is meant to check
 *   something, and without the variable would check nothing.
 */
export function readTextList(name: string, value: unknown): readonly string[] {
  if (isAbsent(value)) return []
  const list = Array.isArray(value) ? value : [value]
  const texts = list.flatMap((entry: unknown) => readText(name, entry) ?? [])
  if (texts.length > 0 || list.length === 0) return texts
  throw toOptionError(name, 'must not list empty texts alone. Fill in what it names, or leave the option away')
}

/** A number option within bounds. @throws ERR_AUTH_OPTION_INVALID outside of them. */
export function readNumber(
  name: string,
  value: unknown,
  bounds: { min: number; max?: number; fallback: number },
): number {
  if (isAbsent(value)) return bounds.fallback
  const { min, max = Number.MAX_SAFE_INTEGER } = bounds
  if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max) {
    throw toOptionError(name, `must be a number from ${min} to ${max}`)
  }
  return value
}

/** The clock skew. As in the protocol, anything that is no finite number means the default. @throws ERR_AUTH_OPTION_INVALID when negative. */
export function readClockSkewMs(value: unknown, fallbackMs: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return fallbackMs
  return readNumber('clockSkewInMs', value, { min: 0, fallback: fallbackMs })
}

/** A status of refusals: 404, or the one other that says more. @throws ERR_AUTH_OPTION_INVALID on anything else. */
export function readStatus<S extends 401 | 403>(name: string, value: unknown, other: S): 404 | S {
  if (isAbsent(value) || value === 404) return 404
  if (value === other) return other
  throw toOptionError(name, `must be 404 or ${other}`)
}

/** The kinds of token that are accepted; with an empty list nobody is ever signed in. @throws ERR_AUTH_OPTION_INVALID on an unknown name. */
export function readAcceptedTokens(value: unknown): readonly TokenType[] {
  if (isAbsent(value) || value === 'any') return TOKEN_TYPES
  const accepted = typeof value === 'string' ? [value] : value
  const known: readonly unknown[] = TOKEN_TYPES
  if (!Array.isArray(accepted) || !accepted.every((type) => known.includes(type))) {
    throw toOptionError('acceptsToken', `must be 'any', one of ${TOKEN_TYPES.join(', ')}, or a list of them`)
  }
  return accepted
}

/** The error of an option. @param must What it must be, the middle of a sentence. */
export function toOptionError(name: string, must: string): AuthError {
  return new AuthError('ERR_AUTH_OPTION_INVALID', `The option ${name} ${must}. Correct it where the options are given.`)
}

/** What stands in `Sec-WebSocket-Protocol` is a token. @see RFC 6455 §4.1; RFC 9110 §5.6.2 */
const HTTP_TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]{1,64}$/
/** Needs no escape, so that it is found and removed to the letter. */
const PARAMETER = /^[\w.~-]{1,64}$/

/**
 * The option `webSocketToken`: where a WebSocket handshake may carry a token.
 *
 * @returns Null where nothing was given.
 * @throws ERR_AUTH_OPTION_INVALID for names that could never be met, or none at all.
 */
export function readSocketTokenPlace(value: unknown): SocketTokenPlace | null {
  if (isAbsent(value)) return null
  const given = isPlainObject(value) ? value : {}
  const protocol = readText('webSocketToken.protocol', given['protocol']) ?? ''
  const query = readText('webSocketToken.query', given['query']) ?? ''
  if (protocol === '' && query === '') {
    throw toOptionError(
      'webSocketToken',
      "must name a place: { protocol: 'postern.token.' }, { query: 'token' }, or both",
    )
  }
  if (protocol !== '' && !HTTP_TOKEN.test(protocol)) {
    throw toOptionError(
      'webSocketToken.protocol',
      'must be 1 to 64 characters of an HTTP token, such as postern.token.',
    )
  }
  if (query !== '' && (!PARAMETER.test(query) || query.startsWith(PROTOCOL_PARAM_PREFIX))) {
    throw toOptionError('webSocketToken.query', 'must be 1 to 64 of A-Za-z0-9_.~- and no parameter of the protocol')
  }
  return { protocol, query }
}
