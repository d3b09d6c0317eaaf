/** Judges a seed before anything is planted: its shape, its names, and that everything it refers to is there. */
import { EmulatorError } from '../emulator-error.ts'
import { defaultSeed } from './default-seed.ts'
import type { Seed, SeedUser } from './seed.ts'
import {
  resolveOrganizationId,
  toApiKeyId,
  toApiKeySecret,
  toMachineId,
  toMachineSecret,
  toOrganizationId,
  toRoleKey,
  toUserId,
  toWebhookId,
} from './seed-ids.ts'
import { seedShape } from './seed-shape.ts'
import { isFitting, type Report } from './shape.ts'

/**
 * Takes foreign JSON for a seed, or says everything that is wrong with it.
 *
 * @throws EmulatorError `ERR_EMULATOR_SEED_INVALID`; its message has a line for each problem, with the path.
 */
export function checkSeed(value: unknown): Seed {
  const problems: string[] = []
  const report: Report = (path, problem) => problems.push(`${path === '' ? 'The seed' : path} ${problem}.`)
  // References are looked at only where the shape holds; before that they mean nothing.
  if (isFitting(seedShape, value, report)) {
    checkReferences(value, report)
    if (problems.length === 0) return value
  }
  throw new EmulatorError(
    'ERR_EMULATOR_SEED_INVALID',
    `the seed has ${problems.length} problem(s):\n${problems.join('\n')}`,
  )
}

/** Judges how the parts fit together: nothing may be there twice, and whatever is referred to must be there. @param seed Of the right shape. */
function checkReferences(seed: Seed, report: Report): void {
  checkNames(seed, report)
  const roles = new Set(Object.keys(seed.roles ?? defaultSeed.roles ?? {}).map(toRoleKey))
  for (const [index, user] of (seed.users ?? []).entries())
    checkMemberships(seed, user, (name) => roles.has(toRoleKey(name)), atUser(index, report))
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

function atUser(index: number, report: Report): Report {
  return (path, problem) => report(`users[${index}].${path}`, problem)
}

/** Records are found by these names. Of two records with one name, the later would replace the earlier. */
function checkNames(seed: Seed, report: Report): void {
  const { users = [], organizations = [], machines = [], apiKeys = [], oauthApplications = [], templates = [] } = seed
  const roles = Object.keys(seed.roles ?? {})
  for (const [index, role] of roles.entries())
    if (roles.map(toRoleKey).indexOf(toRoleKey(role)) !== index) report(`roles.${role}`, 'is there already')
  checkUnique(users.map(toUserId), 'users', report)
  const addresses = users.map(({ email }) => email.toLowerCase())
  checkUnique(addresses, 'users', report)
  const allAddresses = users.map(({ email, otherEmails = [] }) => [email, ...otherEmails])
  checkUniqueLists(allAddresses, 'otherEmails', report)
  const numbers = users.map(({ phoneNumbers = [] }) => phoneNumbers)
  checkUniqueLists(numbers, 'phoneNumbers', report)
  const usernames = users.map(({ username }) => username?.toLowerCase() ?? null)
  checkUnique(usernames, 'users', report)
  checkUnique(organizations.map(toOrganizationId), 'organizations', report)
  const slugs = organizations.map(({ slug }) => slug)
  checkUnique(slugs, 'organizations', report)
  checkUnique(machines.map(toMachineId), 'machines', report)
  const machineNames = machines.map(({ name }) => name)
  checkUnique(machineNames, 'machines', report)
  checkSecrets(machines.map(toMachineSecret), 'machines', 'secretKey', report)
  checkUnique(apiKeys.map(toApiKeyId), 'apiKeys', report)
  checkSecrets(apiKeys.map(toApiKeySecret), 'apiKeys', 'secret', report)
  const clientIds = oauthApplications.map(({ clientId }) => clientId)
  checkUnique(clientIds, 'oauthApplications', report)
  const templateNames = templates.map(({ name }) => name)
  checkUnique(templateNames, 'templates', report)
  checkUnique((seed.webhooks ?? []).map(toWebhookId), 'webhooks', report)
}

function checkMemberships(seed: Seed, user: SeedUser, isRole: (name: string) => boolean, report: Report): void {
  const known = new Set((seed.organizations ?? []).map(toOrganizationId))
  const joined = (user.memberships ?? []).map(({ organization }) =>
    resolveOrganizationId(seed.organizations, organization),
  )
  for (const [at, { role }] of (user.memberships ?? []).entries()) {
    if (!known.has(joined[at] ?? '')) report(`memberships[${at}].organization`, 'names no organization of the seed')
    if (!isRole(role)) report(`memberships[${at}].role`, 'names no role of the seed')
  }
  checkUnique(joined, 'memberships', report)
  const active = user.activeOrganization
  if (typeof active === 'string' && !joined.includes(resolveOrganizationId(seed.organizations, active)))
    report('activeOrganization', 'names none of the memberships')
}

/** @param names null: has none. */
function checkUnique(names: readonly (string | null)[], path: string, report: Report): void {
  for (const [index, name] of names.entries())
    if (name !== null && names.indexOf(name) !== index) report(`${path}[${index}]`, `repeats "${name}"`)
}

/** Nobody may have what somebody before them has, nor have anything twice. @param lists What each person has. */
function checkUniqueLists(lists: readonly (readonly string[])[], field: string, report: Report): void {
  const known = new Set<string>()
  for (const [index, list] of lists.entries())
    for (const [at, text] of list.entries()) {
      const name = text.toLowerCase()
      // What is there twice as the first address is told of already.
      if (known.has(name) && (field !== 'otherEmails' || at > 0))
        report(`users[${index}].${field}`, `repeats "${name}"`)
      known.add(name)
    }
}

/** A secret is never shown. */
function checkSecrets(secrets: readonly string[], path: string, field: string, report: Report): void {
  for (const [index, secret] of secrets.entries()) {
    const first = secrets.indexOf(secret)
    if (first !== index)
      report(`${path}[${index}].${field}`, `is that of ${path}[${first}]; give one of them a ${field} of its own`)
  }
}
