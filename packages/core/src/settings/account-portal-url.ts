/**
 * Settings room. Where people sign in when the application has no sign-in page of its own. Pure.
 *
 * @see protocol.md 1.1 (account portal); rulings.md D22
 */
import { ACCOUNT_PORTAL_HOST_PREFIX } from '../wire/endpoints.ts'
import { isLoopbackHost } from './publishable-key.ts'

/**
 * The account portal of an instance.
 *
 * @param host Host that the publishable key names.
 * @param isDevelopment Development keys may name a loopback host, which serves its own pages.
 * @returns Base URL, no trailing slash.
 */
export function toAccountPortalUrl(host: string, isDevelopment: boolean): string {
  if (isDevelopment && isLoopbackHost(host)) return `http://${host}`
  const staged = host.replace('clerk.accountsstage.', 'accountsstage.')
  return `https://${staged.replace(/clerk\.accounts\.|clerk\./, ACCOUNT_PORTAL_HOST_PREFIX)}`
}
