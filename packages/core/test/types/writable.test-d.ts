/** Compiled, never run: what applications may write to, and hand to code that wants a list of its own (T6, T7). */
import type { ApiKeyAuth, SignedInAuth } from '../../src/session/auth-object.ts'
import type { AuthOptions, OrganizationSyncOptions } from '../../src/settings/auth-options.ts'

declare const session: SignedInAuth
declare const machine: ApiKeyAuth

/** T6: options are put together step by step. */
export function buildsOptions(isLocal: boolean): AuthOptions {
  const sync: OrganizationSyncOptions = {}
  sync.organizationPatterns = ['/orgs/:slug']
  const options: AuthOptions = { publishableKey: 'pk_test_' }
  if (isLocal) options.debug = true
  options.authorizedParties = ['https://app.example.com']
  options.organizationSyncOptions = sync
  options.webSocketToken = { query: 'token' }
  options.webSocketToken.protocol = 'postern.token.'
  // @ts-expect-error -- a flag is no text
  options.isSatellite = 'true'
  return options
}

/** T7: lists are the application's own. */
export function handsListsOn(): readonly unknown[] {
  const permissions: string[] = session.orgPermissions ?? []
  const scopes: string[] = machine.scopes
  const ages: [number, number] | null = session.factorVerificationAge
  return [permissions, scopes, ages]
}
