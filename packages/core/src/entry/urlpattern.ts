/**
 * Entry `@postern/core/urlpattern`. The runtime's own URLPattern where it has one, else the polyfill's.
 *
 * Opt-in, for runtimes without URLPattern (Node 20 and 22): no other entry imports this file, so the polyfill is in nobody's bundle who did
 * not ask for it. It sets no global. Import it where patterns are written, and hand the patterns to `createRouteMatcher`.
 *
 * Source: rulings.md 2.
 */
import { URLPattern as PolyfilledURLPattern } from 'urlpattern-polyfill/urlpattern'

/** The parts of a URL that a pattern may speak about. A part that is left out matches anything. */
export interface URLPatternParts {
  /** Such as `https`, without a colon. */
  readonly protocol?: string
  /** User information, before its colon. */
  readonly username?: string
  /** User information, after its colon. */
  readonly password?: string
  /** Host without its port. */
  readonly hostname?: string
  /** Empty for the one that the scheme implies. */
  readonly port?: string
  /** With its first slash. */
  readonly pathname?: string
  /** Without `?`. */
  readonly search?: string
  /** Without `#`. */
  readonly hash?: string
  /** Fills the parts that are left out, as a base URL does. */
  readonly baseURL?: string
}

/** What one part of a URL matched. */
export interface URLPatternPartMatch {
  /** The part as it was matched. */
  readonly input: string
  /** By name or number; undefined for a group that took no part. */
  readonly groups: Readonly<Record<string, string | undefined>>
}

/** What a URL matched, part by part. */
export type URLPatternMatch = {
  readonly [Part in keyof Omit<Required<URLPatternParts>, 'baseURL'>]: URLPatternPartMatch
}

/** A compiled pattern of whole URLs. */
export interface URLPattern extends Required<Omit<URLPatternParts, 'baseURL'>> {
  /** Whether a URL, or its parts, matches. False for a text that is no URL. */
  readonly test: (input?: string | URLPatternParts, baseURL?: string) => boolean
  /** What a URL, or its parts, matched; null if it does not. */
  readonly exec: (input?: string | URLPatternParts, baseURL?: string) => URLPatternMatch | null
}

/** Compiles patterns. */
export type URLPatternConstructor = new (pattern?: string | URLPatternParts, baseURL?: string) => URLPattern

/** The runtime's constructor if it has one, else the polyfill's. Both throw a TypeError for a pattern that does not compile. */
export const URLPattern: URLPatternConstructor = readNativeURLPattern() ?? PolyfilledURLPattern

function readNativeURLPattern(): URLPatternConstructor | null {
  const native: unknown = Reflect.get(globalThis, 'URLPattern')
  return isConstructor(native) ? native : null
}

function isConstructor(value: unknown): value is URLPatternConstructor {
  return typeof value === 'function'
}
