/** The publishable key of an instance, and the cookie suffix that follows from it. */
import { PUBLISHABLE_KEY_LIVE_PREFIX, PUBLISHABLE_KEY_TEST_PREFIX } from '@postern/core/wire'
import { toBase64Url } from './signing-key.ts'

/** How the provider talks to its applications. A development instance has a host of its own and uses URLs. A production instance shares a domain with the application and uses cookies. */
export type InstanceType = 'development' | 'production'

const SUFFIX_CHARS = 8

/** @param host Frontend API host, with port. @see protocol.md 1.1 */
export function toPublishableKey(type: InstanceType, host: string): string {
  const prefix = type === 'production' ? PUBLISHABLE_KEY_LIVE_PREFIX : PUBLISHABLE_KEY_TEST_PREFIX
  return prefix + btoa(`${host}$`).replace(/=+$/, '')
}

/** The end of the instance's cookie names. It keeps instances on one host apart. @see protocol.md 1.5 */
export async function toCookieSuffix(publishableKey: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(publishableKey))
  return toBase64Url(new Uint8Array(digest)).slice(0, SUFFIX_CHARS)
}
