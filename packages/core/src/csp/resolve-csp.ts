/**
 * CSP room. What a developer wrote → a checked policy, once at start-up. Pure.
 *
 * @see protocol.md 15.7; rulings.md D25
 */
import { AuthError } from '../foundation/auth-error.ts'

/** Sources of a policy by directive, in the order in which they are written. */
export type Directives = Readonly<Record<string, readonly string[]>>

/** Written without quotes by many; quoted for them. */
const KEYWORDS: readonly string[] = ['none', 'self', 'strict-dynamic', 'unsafe-eval', 'unsafe-hashes', 'unsafe-inline']
const LIST_DIRECTIVES: readonly string[] = ['base-uri', 'form-action', 'frame-ancestors', 'navigate-to']

const KEYWORD = /^'[a-z][a-z0-9-]*'$/i
const NONCE_OR_HASH = /^'(?:nonce|sha256|sha384|sha512)-[A-Za-z0-9+/_-]+={0,2}'$/i
const SCHEME = /^[a-z][a-z0-9+.-]*:$/i
const HOST =
  /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::(?:\d{1,5}|\*))?(?:\/[A-Za-z0-9._~!$&'()*+=:@%/-]*)?$/i
/** Values of directives that hold no sources, such as `sandbox`. Visible ASCII without the separators. */
const TOKEN = /^'?[!#-&(-+\--:<-~]+'?$/

/** The option `contentSecurityPolicy`. */
export interface CspOptions {
  /** Scripts need the nonce of the response instead of an allowed host. Default false. */
  strict?: boolean | null | undefined
  /**
   * Sources by directive: added to those of the default policy, or a directive of its own. A string is one source. `none` makes the
   * directive exactly `'none'`. Keywords may be written with or without quotes.
   * Default: none are added.
   */
  directives?: Readonly<Record<string, string | readonly string[] | null | undefined>> | null | undefined
  /** Report what the policy would stop, and stop nothing. Default false. */
  reportOnly?: boolean | null | undefined
  /** Where browsers send reports: an http(s) URL, or a path of the application. Default: nowhere. */
  reportTo?: string | null | undefined
}

/** A policy whose every part was checked. */
export interface ResolvedCsp {
  /** Scripts need the nonce of the response. */
  readonly isStrict: boolean
  /** Nothing is stopped, only reported. */
  readonly isReportOnly: boolean
  /** Empty when reports go nowhere. */
  readonly reportTo: string
  /** The developer's own sources, canonical. */
  readonly directives: Directives
}

/**
 * Checks a policy.
 *
 * @throws AuthError `ERR_AUTH_CSP_INVALID` for a directive name, a source or a report target that may not stand in a header.
 */
export function resolveCsp(options: CspOptions): ResolvedCsp {
  const given = Object.entries(options.directives ?? {})
  const directives = given.flatMap(([name, value]) => {
    if (value === undefined || value === null) return []
    return [[toDirectiveName(name), toSources(name.toLowerCase(), value)] as const]
  })
  return {
    isStrict: options.strict === true,
    isReportOnly: options.reportOnly === true,
    reportTo: toReportTarget(options.reportTo),
    directives: Object.fromEntries(directives),
  }
}

/**
 * One source as a developer writes it, in its canonical form, keywords quoted. Null when it may not stand in a policy: a source that could end
 * its directive or its header would let whoever supplies it write the policy.
 *
 * @see CSP Level 3 §2.3.1; threats.md 39; rulings.md D25
 */
export function parseSource(directive: string, source: string): string | null {
  const bare = source.toLowerCase()
  if (KEYWORDS.includes(bare)) return `'${bare}'`
  if (!isSourceList(directive)) return TOKEN.test(source) ? source : null
  return [KEYWORD, NONCE_OR_HASH, SCHEME, HOST].some((form) => form.test(source)) ? source : null
}

function isSourceList(directive: string): boolean {
  return /-src(?:-elem|-attr)?$/.test(directive) || LIST_DIRECTIVES.includes(directive)
}

function toDirectiveName(name: string): string {
  if (!/^[a-z][a-z0-9-]*$/i.test(name)) {
    throw invalid(`the directive name ${JSON.stringify(name)} holds other characters than letters, digits and hyphens`)
  }
  return name.toLowerCase()
}

function toSources(directive: string, value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value]
  return items.map((item) => {
    const source = typeof item === 'string' ? parseSource(directive, item) : null
    if (source === null) throw invalid(`${directive} has the illegal source ${JSON.stringify(item)}`)
    return source
  })
}

function toReportTarget(value: string | null | undefined): string {
  if (value === undefined || value === null || value === '') return ''
  // Stands in a quoted string of a structured header.
  const isSafe = typeof value === 'string' && /^(?:https?:\/\/|\/)[!#-[\]-~]*$/i.test(value)
  if (!isSafe) throw invalid('reportTo is neither an http(s) URL nor a path')
  return value
}

function invalid(problem: string): AuthError {
  return new AuthError('ERR_AUTH_CSP_INVALID', `contentSecurityPolicy: ${problem}. Correct the option.`)
}
