/**
 * How version 2 of the session claims packs permissions. Each name stands once, and every organization feature has a number whose bits
 * choose among the names.
 *
 * @see protocol.md 12
 */
import { ORGANIZATION_PREFIX } from '@postern/core/wire'
import { EmulatorError } from '../emulator-error.ts'

export interface PackedPermissions {
  /** Organization features, those of the permissions included, in the order in which bitmaps follow. */
  readonly features: readonly string[]
  /** `per`: names, comma separated. Empty when there are none. */
  readonly names: string
  /** `fpm`: one decimal number for each feature. */
  readonly bitmaps: string
}

/** @param permissions `org:<feature>:<name>`; system permissions (`org:sys_…`) never travel in version 2 and are left out. */
export function packPermissions(
  permissions: readonly string[],
  organizationFeatures: readonly string[],
): PackedPermissions {
  const pairs = permissions.filter((key) => !key.startsWith(`${ORGANIZATION_PREFIX}sys_`)).map(splitPermission)
  const features = unique([...organizationFeatures, ...pairs.map(([feature]) => feature)])
  const names = unique(pairs.map(([, name]) => name))
  const bitmapOf = (feature: string): string => {
    const granted = pairs.filter(([of]) => of === feature).map(([, name]) => 1n << BigInt(names.indexOf(name)))
    return granted.reduce((bits, bit) => bits | bit, 0n).toString()
  }
  return { features, names: names.join(','), bitmaps: names.length === 0 ? '' : features.map(bitmapOf).join(',') }
}

function splitPermission(key: string): readonly [feature: string, name: string] {
  const [, feature, name, rest] = key.split(':')
  if (key.startsWith(ORGANIZATION_PREFIX) && feature && name && rest === undefined) return [feature, name]
  throw new EmulatorError(
    'ERR_EMULATOR_PERMISSION_INVALID',
    `"${key}" is no permission. Write it as org:<feature>:<name>, for example org:posts:read.`,
  )
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}
