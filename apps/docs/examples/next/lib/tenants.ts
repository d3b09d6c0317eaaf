import { createClerkClient } from '@postern/next'

/** The keys of a tenant, from wherever you keep them. */
export interface TenantKeys {
  readonly publishableKey: string
  readonly secretKey: string
}

/** For a job or a script, where no request says which tenant is meant. */
export async function countPeople(keys: TenantKeys): Promise<number> {
  return createClerkClient(keys).users.getCount()
}
