/** Where the provider's own pages are: the host that the publishable key names. Empty without a key. */
export function accountPages(): string {
  const encoded = process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY?.split('_')[2]
  if (!encoded) return ''
  const host = atob(encoded).replace(/\$$/, '')
  const isLoopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)
  return isLoopback
    ? `http://${host}`
    : `https://${host.replace(/^clerk\./, 'accounts.').replace('.clerk.accounts.', '.accounts.')}`
}
