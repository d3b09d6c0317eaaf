import { keysOf } from '../../keys-of'

/** Where the provider's own pages are, for the tenant of a host: the address that its publishable key names. Empty without a key. */
export function accountPages(host: string | null): string {
  const key = keysOf(host).publishableKey ?? process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY
  const encoded = key?.split('_')[2]
  if (!encoded) return ''
  const provider = atob(encoded).replace(/\$$/, '')
  const isLoopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(provider)
  return isLoopback
    ? `http://${provider}`
    : `https://${provider.replace(/^clerk\./, 'accounts.').replace('.clerk.accounts.', '.accounts.')}`
}
