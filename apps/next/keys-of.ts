/** A tenant's keys, as options of the middleware. */
interface TenantKeys {
  readonly publishableKey?: string | undefined
  readonly secretKey?: string | undefined
}

/**
 * Keys of the tenant that a host belongs to. The usual host has those of the environment, and names them too: an answer without a key means that
 * nobody knows the host. A second one has its own, in life out of a database. They reach server code sealed, for which `CLERK_ENCRYPTION_KEY` is needed.
 *
 * @throws Error For a host that stands for a tenant and has no keys: another tenant's must not be taken for them.
 */
export function keysOf(host: string | null): TenantKeys {
  const {
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY,
    SECOND_TENANT_HOST,
    SECOND_TENANT_PUBLISHABLE_KEY,
    SECOND_TENANT_SECRET_KEY,
  } = process.env
  if (!SECOND_TENANT_HOST || host !== SECOND_TENANT_HOST) return { publishableKey: NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY }
  if (!SECOND_TENANT_PUBLISHABLE_KEY || !SECOND_TENANT_SECRET_KEY) throw new Error('The second tenant has no keys.')
  return { publishableKey: SECOND_TENANT_PUBLISHABLE_KEY, secretKey: SECOND_TENANT_SECRET_KEY }
}
