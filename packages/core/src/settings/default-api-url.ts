/**
 * Settings room. Which Backend API belongs to a publishable key. Pure.
 *
 * @see protocol.md 1.6; rulings.md D22
 */
import { DEFAULT_API_URL } from '../wire/endpoints.ts'
import { isLoopbackHost } from './publishable-key.ts'

const LEGACY_DEVELOPMENT_HOST = /^clerk\..*(?:\.lcl\.dev|\.lclstage\.dev|\.lclclerk\.com)$/
const LOCAL_HOST = /(?:\.lcl\.dev|lclstage\.dev|\.lclclerk\.com)$/

/**
 * Origin of the Backend API when no `apiUrl` is given.
 *
 * @param host Host that the publishable key names, or empty where none is needed.
 * @param isDevelopment Development keys may name a loopback host, which serves both APIs.
 */
export function toDefaultApiUrl(host: string, isDevelopment: boolean): string {
  if (isDevelopment && isLoopbackHost(host)) return `http://${host}`
  if (LEGACY_DEVELOPMENT_HOST.test(host)) return DEFAULT_API_URL
  if (LOCAL_HOST.test(host)) return 'https://api.lclclerk.com'
  if (host.endsWith('.accountsstage.dev')) return 'https://api.clerkstage.dev'
  return DEFAULT_API_URL
}
