/** What servers changed of the instance and no dashboard shows, over its defaults. The rest stands in `instance-settings.ts`. */
import type { Instance } from '../instance.ts'
import type { InstanceConfig } from './model.ts'

/** Holds until a server changes something. */
export const DEFAULT_CONFIG: InstanceConfig = {
  id: 'config',
  allowedOrigins: [],
  isTestMode: true,
  supportEmail: null,
  restrictions: {
    allowlist: false,
    blocklist: false,
    blockEmailSubaddresses: false,
    blockDisposableEmailDomains: false,
    ignoreDotsForGmailAddresses: false,
  },
}

export function configOf({ store }: Pick<Instance, 'store'>): InstanceConfig {
  return store.get('configs', 'config') ?? DEFAULT_CONFIG
}

/** @param change What differs from before. */
export function updateConfig(
  instance: Pick<Instance, 'store'>,
  change: (before: InstanceConfig) => Partial<InstanceConfig>,
): InstanceConfig {
  return instance.store.write((tx) => {
    const before = configOf(instance)
    const changed: InstanceConfig = { ...before, ...change(before) }
    tx.put('configs', changed)
    return changed
  })
}
