/** Roles and permissions: added, changed, taken away. Every change is one write; what does not fit is thrown as a Refusal. */
import type { Instance } from '../../instance.ts'
import { fieldRefusal, notFoundRefusal, Refusal } from '../../refusal.ts'
import type { Writer } from '../create-store.ts'
import type { Permission, Role } from '../model.ts'
import { isSystemPermission, SYSTEM_PERMISSIONS, toRoleTitle, toSystemPermissions } from '../system-permissions.ts'

type Records = Pick<Instance, 'store' | 'clock'>

const ROLE_KEY = /^org:[a-z0-9_]+$/
const PERMISSION_KEY = /^org:[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$/

/** What a fresh role is like. */
export interface RoleFacts {
  readonly key: string
  readonly name: string
  readonly description: string
  /** null: those that the provider gives to every role. */
  readonly permissions: readonly string[] | null
}

/** @throws Refusal 422 for a key that does not fit or is taken, 404 for a permission that is not there. */
export function addRole({ store, clock }: Records, { key, permissions, ...facts }: RoleFacts): Role {
  const nowMs = clock.nowMs()
  return store.write((tx) => {
    const role: Role = {
      ...facts,
      id: checkRoleKey({ store }, key),
      permissions: requirePermissions({ store, clock }, permissions ?? toSystemPermissions(key)),
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    }
    tx.put('roles', role)
    return role
  })
}

function checkRoleKey({ store }: Pick<Records, 'store'>, key: string): string {
  if (!ROLE_KEY.test(key))
    throw fieldRefusal('form_param_format_invalid', 'key must be like org:billing_manager.', 'key')
  if (store.get('roles', key) !== null) throw fieldRefusal('form_identifier_exists', 'That key is taken.', 'key')
  return key
}

/** What a change says. What is left out stays. */
export type RoleChanges = Partial<RoleFacts>

/** A role with another key takes its members along. @throws Refusal as `addRole`, 404 for a role that is not there. */
export function changeRoleItself({ store, clock }: Records, id: string, changes: RoleChanges): Role {
  const { key = id, permissions, ...facts } = changes
  return store.write((tx) => {
    const role = requireRoleItself({ store }, id)
    const changed: Role = {
      ...role,
      ...facts,
      id: key === id ? id : checkRoleKey({ store }, key),
      permissions: permissions ? requirePermissions({ store, clock }, permissions) : role.permissions,
      updatedAtMs: clock.nowMs(),
    }
    if (key !== id) moveMembers({ store }, tx, id, key)
    tx.put('roles', changed)
    return changed
  })
}

function moveMembers({ store }: Pick<Records, 'store'>, tx: Writer, from: string, to: string): void {
  tx.remove('roles', from)
  for (const one of store.list('memberships')) if (one.role === from) tx.put('memberships', { ...one, role: to })
  for (const one of store.list('organizationInvitations'))
    if (one.role === from) tx.put('organizationInvitations', { ...one, role: to })
}

/** @throws Refusal 404; 400 for a role that somebody has, or is invited to. */
export function removeRole({ store }: Records, id: string): Role {
  return store.write((tx) => {
    const role = requireRoleItself({ store }, id)
    const isInvited = store.find('organizationInvitations', (one) => one.role === id && one.status === 'pending')
    if (isInvited !== null || store.find('memberships', (one) => one.role === id) !== null)
      throw new Refusal(400, 'organization_role_in_use', 'Somebody has this role, or is invited to it.')
    tx.remove('roles', id)
    return role
  })
}

/** @throws Refusal 404. */
export function requireRoleItself({ store }: Pick<Records, 'store'>, id: string): Role {
  const role = store.get('roles', id)
  if (role === null) throw notFoundRefusal('Organization role')
  return role
}

/** Every permission: those of the system, those that somebody described, and those that only roles name. */
export function listPermissions({ store }: Pick<Records, 'store'>): readonly Permission[] {
  const described = store.list('permissions')
  const known = new Set(described.map(({ id }) => id))
  const named = [...store.list('roles').flatMap(({ permissions }) => permissions), ...SYSTEM_PERMISSIONS]
  const rest = [...new Set(named)].filter((key) => !known.has(key))
  const createdAtMs = store.list('roles')[0]?.createdAtMs ?? 0
  const times = { createdAtMs, updatedAtMs: createdAtMs }
  return [...described, ...rest.map((id) => ({ id, name: toPermissionTitle(id), description: '', ...times }))]
}

function toPermissionTitle(key: string): string {
  const [, feature = '', name = ''] = key.split(':')
  return toRoleTitle(`${name} ${feature.replace(/^sys_/, '')}`)
}

function requirePermissions(records: Records, keys: readonly string[]): readonly string[] {
  const known = new Set(listPermissions(records).map(({ id }) => id))
  if (keys.some((key) => !known.has(key))) throw notFoundRefusal('Organization permission')
  return [...new Set(keys)]
}

/** @throws Refusal 404. */
export function requirePermission(records: Pick<Records, 'store'>, id: string): Permission {
  const permission = listPermissions(records).find((one) => one.id === id)
  if (permission === undefined) throw notFoundRefusal('Organization permission')
  return permission
}

/** What a permission is like. */
export type PermissionFacts = Readonly<Record<'key' | 'name' | 'description', string>>

/** @throws Refusal 422 for a key that does not fit or is taken. */
export function addPermission({ store, clock }: Records, { key, ...facts }: PermissionFacts): Permission {
  const nowMs = clock.nowMs()
  return store.write((tx) => {
    const permission = { ...facts, id: checkPermissionKey({ store }, key), createdAtMs: nowMs, updatedAtMs: nowMs }
    tx.put('permissions', permission)
    return permission
  })
}

function checkPermissionKey(records: Pick<Records, 'store'>, key: string): string {
  if (!PERMISSION_KEY.test(key) || isSystemPermission(key))
    throw fieldRefusal('form_param_format_invalid', 'key must be like org:posts:read, without sys_.', 'key')
  if (listPermissions(records).some(({ id }) => id === key))
    throw fieldRefusal('form_identifier_exists', 'That key is taken.', 'key')
  return key
}

/** With another key, roles and members follow. @throws Refusal as `addPermission`, 404; 400 for one of the system. */
export function changePermission(
  { store, clock }: Records,
  id: string,
  { key = id, ...facts }: Partial<PermissionFacts>,
): Permission {
  return store.write((tx) => {
    const permission = requirePermission({ store }, id)
    checkOwn(id)
    const own = key === id ? id : checkPermissionKey({ store }, key)
    const changed = { ...permission, ...facts, id: own, updatedAtMs: clock.nowMs() }
    if (key !== id) replaceInRoles({ store }, tx, id, key)
    if (key !== id) tx.remove('permissions', id)
    tx.put('permissions', changed)
    return changed
  })
}

/** No role has it afterwards. @throws Refusal 404; 400 for one of the system. */
export function removePermission({ store }: Records, id: string): Permission {
  return store.write((tx) => {
    const permission = requirePermission({ store }, id)
    checkOwn(id)
    replaceInRoles({ store }, tx, id, null)
    tx.remove('permissions', id)
    return permission
  })
}

function checkOwn(id: string): void {
  if (isSystemPermission(id))
    throw new Refusal(400, 'organization_permission_of_system', 'A permission of the system stays as it is.')
}

function replaceInRoles({ store }: Pick<Records, 'store'>, tx: Writer, from: string, to: string | null): void {
  const replace = (keys: readonly string[]): readonly string[] =>
    keys.flatMap((key) => (key === from ? (to ?? []) : key))
  for (const role of store.list('roles'))
    if (role.permissions.includes(from)) tx.put('roles', { ...role, permissions: replace(role.permissions) })
  for (const one of store.list('memberships'))
    if (one.permissions?.includes(from) === true)
      tx.put('memberships', { ...one, permissions: replace(one.permissions) })
}
