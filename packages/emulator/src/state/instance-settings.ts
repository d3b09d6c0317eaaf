/**
 * What a developer sets on the provider's dashboard. It is kept beside the other records, so that it is there after a restart and gone after a
 * reset.
 */
import type { Instance } from '../instance.ts'
import type { Store } from './create-store.ts'
import type { JsonObject } from './model.ts'
import type { SeedSettings } from './seed.ts'

/** Every setting, each with its value. */
export type InstanceSettings = Required<SeedSettings>

const DEFAULTS: InstanceSettings = {
  hasMultipleSessions: false,
  asksReverification: false,
  signUpMode: 'public',
  passwordAtSignUp: 'required',
  asksLegalConsent: false,
  canDeleteSelf: true,
  hasOrganizations: true,
  forcesOrganization: false,
  canCreateOrganizations: true,
  maxMemberships: 0,
  canDeleteOrganizations: true,
  hasDomains: true,
  enrollmentModes: ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'],
  domainRole: 'org:member',
  creatorRole: 'org:admin',
  hasOrganizationSlugs: true,
  hasUserApiKeys: true,
  hasOrganizationApiKeys: true,
}

const FACT_ID = 'instance_settings'

/** Every setting, those that nobody changed with their default. */
export function readInstanceSettings({ store }: Pick<Instance, 'store'>): InstanceSettings {
  return { ...DEFAULTS, ...readChanged(store) }
}

/** Changes some settings; the others stay. Part of a `write`, or one of its own. */
export function changeInstanceSettings(store: Store, changes: Partial<InstanceSettings>): void {
  const value: JsonObject = { ...readChanged(store), ...changes }
  store.write((tx) => tx.put('facts', { id: FACT_ID, value }))
}

function readChanged(store: Store): Partial<InstanceSettings> {
  // Nobody else writes this record, and what is written has this type.
  return (store.get('facts', FACT_ID)?.value ?? {}) as Partial<InstanceSettings>
}
