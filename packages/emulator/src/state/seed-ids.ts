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
/** `admin` and `org:admin` are one role. */
export function toRoleKey(role: string): string {
  return role.startsWith(ORGANIZATION_PREFIX) ? role : ORGANIZATION_PREFIX + role
}
