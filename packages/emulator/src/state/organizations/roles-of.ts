/** Which roles there are, and what they are for. */
import type { Instance } from '../../instance.ts'
import { fieldRefusal } from '../../refusal.ts'
import { readInstanceSettings } from '../instance-settings.ts'
import type { Role } from '../model.ts'
import { toRoleKey } from '../seed-ids.ts'

type Records = Pick<Instance, 'store'>

/** What its members may take over, so an organization keeps at least one who has it. */
export const KEEPER_PERMISSION = 'org:sys_memberships:manage'

/** Whether somebody with this role can look after an organization. */
export function isKeeperRole(role: Role): boolean {
  return role.permissions.includes(KEEPER_PERMISSION)
}

/** The role of whoever creates an organization. */
export function creatorRole({ store }: Records): string {
  const wanted = toRoleKey(readInstanceSettings({ store }).creatorRole)
  const able = store.find('roles', isKeeperRole)
  return store.get('roles', wanted)?.id ?? able?.id ?? wanted
}

/** The role of whoever joins because of the domain of their address. */
export function defaultRole({ store }: Records): string {
  const wanted = toRoleKey(readInstanceSettings({ store }).domainRole)
  const plain = store.find('roles', (role) => !isKeeperRole(role))
  return store.get('roles', wanted)?.id ?? plain?.id ?? creatorRole({ store })
}

/** The key of a role that is there. @param name With or without `org:`. @throws Refusal 422 for any other. */
export function requireRole({ store }: Records, name: string): string {
  const key = toRoleKey(name)
  // A seed may name no role at all. Its organizations have creators all the same.
  if (store.get('roles', key) !== null || key === creatorRole({ store })) return key
  throw fieldRefusal('form_param_value_invalid', 'There is no role of that name.', 'role')
}
