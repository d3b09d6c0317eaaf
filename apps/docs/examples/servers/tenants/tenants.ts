/** Which customer is this? Where they come from does not matter: a file, a table, a secret store. */
const TENANTS: Readonly<Record<string, { publishableKey: string; secretKey: string }>> = {
  [process.env['ONE_HOST'] ?? 'one.localhost:3000']: {
    publishableKey: process.env['ONE_PUBLISHABLE_KEY'] ?? '',
    secretKey: process.env['ONE_SECRET_KEY'] ?? '',
  },
  [process.env['TWO_HOST'] ?? 'two.localhost:3000']: {
    publishableKey: process.env['TWO_PUBLISHABLE_KEY'] ?? '',
    secretKey: process.env['TWO_SECRET_KEY'] ?? '',
  },
}

/** The keys for a request's host. Null for a host of nobody. */
export function findTenant(url: string): { publishableKey: string; secretKey: string } | null {
  return TENANTS[new URL(url).host] ?? null
}
