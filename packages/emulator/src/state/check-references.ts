/** Judges how the parts of a seed fit together: nothing is there twice, and everything it refers to is there. */
import { defaultSeed } from './default-seed.ts'
import type { Seed, SeedUser } from './seed.ts'
import {
  toApiKeyId,
  toApiKeySecret,
  toMachineId,
  toMachineSecret,
  toOrganizationId,
  toRoleKey,
  toUserId,
} from './seed-ids.ts'
import { type Report, roleProblem } from './shape.ts'

/** @param seed Of the right shape. */
export function checkReferences(seed: Seed, report: Report): void {
  checkNames(seed, report)
  const roles = new Set(Object.keys(seed.roles ?? defaultSeed.roles ?? {}).map(toRoleKey))
  for (const [index, user] of (seed.users ?? []).entries()) checkUser(seed, roles, user, `users[${index}]`, report)
  const subjects = [
    ...(seed.organizations ?? []).flatMap((entry) => [entry.slug, toOrganizationId(entry)]),
    ...(seed.users ?? []).flatMap((entry) => [entry.email, toUserId(entry)]),
  ]
  for (const [index, key] of (seed.apiKeys ?? []).entries())
    if (!subjects.includes(key.subject)) report(`apiKeys[${index}].subject`, 'names nobody in the seed')
  const machines = new Set((seed.machines ?? []).flatMap((entry) => [entry.name, toMachineId(entry)]))
  for (const [index, machine] of (seed.machines ?? []).entries()) {
    for (const scope of machine.scopes ?? [])
      if (!machines.has(scope)) report(`machines[${index}].scopes`, `names no machine "${scope}"`)
  }
}
