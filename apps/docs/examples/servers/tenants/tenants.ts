interface Tenant {
  readonly publishableKey: string
  readonly secretKey: string
}

/** Who lives where. The keys may come from anywhere: variables, a table, a secret store. */
const TENANTS = new Map<string, Tenant>([
  ['one.localhost:3000', readKeys('ONE')],
  ['two.localhost:3000', readKeys('TWO')],
])

function readKeys(name: string): Tenant {
  const publishableKey = process.env[`${name}_PUBLISHABLE_KEY`]
  const secretKey = process.env[`${name}_SECRET_KEY`]
  // A tenant without keys would be served with those of the environment.
  if (!publishableKey || !secretKey) throw new Error(`The keys of the tenant ${name} are missing.`)
  return { publishableKey, secretKey }
}

/** The keys for a host. Null for a host of nobody. */
export function findTenant(host: string): Tenant | null {
  return TENANTS.get(host) ?? null
}
