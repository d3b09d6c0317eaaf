/** What the OAuth endpoints read alike: parameters, scopes, resources, addresses that a client registered. */
import type { OAuthApplication } from '../state/model.ts'
import type { OAuthProblem } from './answer-oauth.ts'

/** Scopes that say something about a person, or need one. */
export const PERSONAL_SCOPES: readonly string[] = ['openid', 'profile', 'email', 'offline_access']

/** A parameter without a value counts as left out. @see RFC 6749 §3.1, §3.2 */
export function readParam(params: URLSearchParams, name: string): string | null {
  return params.get(name) || null
}

/** The parameter that came twice, or null. Only `resource` may. @see RFC 6749 §3.1, §3.2; RFC 8707 §2 */
export function findRepeated(params: URLSearchParams): string | null {
  return [...params.keys()].find((name, at, all) => name !== 'resource' && all.indexOf(name) !== at) ?? null
}

export function splitScopes(text: string): readonly string[] {
  return [...new Set(text.split(' ').filter((scope) => scope !== ''))]
}

/** What is wrong with the scopes that a client asks for, or null. */
export function findScopeProblem({ name, scopes }: OAuthApplication, asked: readonly string[]): OAuthProblem | null {
  const unknown = asked.find((scope) => !scopes.includes(scope) && scope !== 'offline_access')
  if (unknown === undefined) return null
  // A real provider keeps quiet about what is registered. This one is a tool for developers, and nothing in it is secret.
  return { error: 'invalid_scope', text: `${name} may not ask for "${unknown}", but for: ${scopes.join(' ')}.` }
}

/** Where the tokens shall be used, as the client wrote it. */
export function readResources(params: URLSearchParams): readonly string[] {
  return [...new Set(params.getAll('resource').filter((one) => one !== ''))]
}

/** What is wrong with the resources that a client names, or null. @see RFC 8707 §2 */
export function findResourceProblem(resources: readonly string[]): OAuthProblem | null {
  const odd = resources.find((one) => !URL.canParse(one) || one.includes('#'))
  if (odd === undefined) return null
  return { error: 'invalid_target', text: 'resource must be an absolute URI without a fragment.' }
}

/** The registered address that was named, or null; on loopback addresses the port may differ. @see RFC 8252 §7.3 */
export function matchRegistered(registered: readonly string[], given: string): URL | null {
  const isKnown = registered.some(
    (one) => one === given || (isLoopback(one) && withoutPort(one) === withoutPort(given)),
  )
  return isKnown && URL.canParse(given) ? new URL(given) : null
}

/** The registered addresses as a sentence begins: what follows is the list. */
export function describeRegistered(registered: readonly string[]): string {
  return `Registered are${registered.some(isLoopback) ? ', on loopback addresses with any port' : ''}:`
}

function isLoopback(uri: string): boolean {
  return URL.canParse(uri) && ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(uri).hostname)
}

function withoutPort(uri: string): string | null {
  if (!URL.canParse(uri)) return null
  const url = new URL(uri)
  url.port = ''
  return url.href
}
