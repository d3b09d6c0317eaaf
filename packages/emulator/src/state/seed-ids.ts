/** Ids of seeded records: given, or following from a name, so that they are the same in every run. */
import { ORGANIZATION_PREFIX } from '@postern/core/wire'

const plain = (name: string): string => name.replaceAll(/[^A-Za-z0-9]+/g, '_')

export function toUserId(user: { readonly id?: string; readonly email: string }): string {
  return user.id ?? `user_${plain(user.email.slice(0, user.email.indexOf('@')))}`
}
export function toOrganizationId(organization: { readonly id?: string; readonly slug: string }): string {
  return organization.id ?? `org_${plain(organization.slug)}`
}
export function toMachineId(machine: { readonly id?: string; readonly name: string }): string {
  return machine.id ?? `mch_${plain(machine.name)}`
}
export function toApiKeyId(key: { readonly id?: string; readonly name: string }): string {
  return key.id ?? `ak_${plain(key.name)}`
}
export function toWebhookId(webhook: { readonly id?: string; readonly url: string }): string {
  return webhook.id ?? `ep_${plain(webhook.url)}`
}
/** `checkSeed` refuses two machines whose names give one secret. */
export function toMachineSecret(machine: { readonly name: string; readonly secretKey?: string }): string {
  return machine.secretKey ?? `ak_machine${bare(machine.name)}`
}
/** `checkSeed` refuses two keys whose names give one secret. */
export function toApiKeySecret(key: { readonly name: string; readonly secret?: string }): string {
  return key.secret ?? `ak_secret${bare(key.name)}`
}
/** Verifiers may refuse a key with anything but letters and digits behind its prefix. */
function bare(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '')
}
/** `admin` and `org:admin` are one role. */
export function toRoleKey(role: string): string {
  return role.startsWith(ORGANIZATION_PREFIX) ? role : ORGANIZATION_PREFIX + role
}
/** The id that a slug or an id of the seed means; a name of nothing means itself. */
export function resolveOrganizationId(
  organizations: readonly { readonly id?: string; readonly slug: string }[] | undefined,
  name: string,
): string {
  const found = organizations?.find((entry) => entry.slug === name || toOrganizationId(entry) === name)
  return found === undefined ? name : toOrganizationId(found)
}
