/** Judges a seed before anything is planted: its shape, its names, and that everything it refers to is there. */
import { EmulatorError } from '../errors.ts'
import { SESSION_TASKS } from './model.ts'
import type { Seed } from './seed.ts'
import { toMachineId, toOrganizationId, toRoleKey, toUserId } from './seed-ids.ts'
import {
  fields,
  flag,
  listOf,
  nullable,
  object,
  oneOf,
  positive,
  recordOf,
  type Report,
  text,
  textLike,
} from './shape.ts'

const slug = textLike(/^[a-z0-9][a-z0-9-]*$/, 'a slug of lower-case letters, digits and dashes')
const email = textLike(/^[^@\s]+@[^@\s]+$/, 'an e-mail address')
const permission = textLike(/^org:[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$/, 'a permission such as org:posts:read')
const idLike = (prefix: string) => textLike(new RegExp(`^${prefix}[A-Za-z0-9_-]+$`), `an id that begins with ${prefix}`)
const texts = listOf(text)

const seedShape = fields(
  {},
  {
    $schema: text,
    roles: recordOf(listOf(permission)),
    organizations: listOf(
      fields({ slug }, { id: idLike('org_'), name: text, features: texts, plans: texts, publicMetadata: object }),
    ),
    users: listOf(
      fields(
        { email },
        {
          id: idLike('user_'),
          username: text,
          firstName: text,
          lastName: text,
          task: oneOf(SESSION_TASKS),
          memberships: listOf(fields({ organization: text, role: text }, { permissions: listOf(permission) })),
          activeOrganization: nullable(text),
          features: texts,
          plans: texts,
          publicMetadata: object,
        },
      ),
    ),
    machines: listOf(fields({ name: text }, { id: idLike('mch_'), secretKey: text, scopes: texts })),
    apiKeys: listOf(
      fields(
        { name: text, subject: text },
        { id: idLike('ak_'), secret: idLike('ak_'), scopes: texts, claims: object, description: text },
      ),
    ),
    oauthApplications: listOf(
      fields(
        { clientId: text, redirectUris: texts },
        { name: text, clientSecret: text, scopes: texts, jwtAccessTokens: flag },
      ),
    ),
    templates: listOf(fields({ name: text, claims: object }, { lifetimeSec: positive })),
  },
)

/**
 * Takes foreign JSON for a seed, or says everything that is wrong with it.
 *
 * @throws EmulatorError `ERR_EMULATOR_SEED_INVALID`; its message has a line for each problem, with the path.
 */
export function checkSeed(value: unknown): Seed {
  const problems: string[] = []
  const report: Report = (path, problem) => problems.push(`${path === '' ? 'The seed' : path} ${problem}.`)
  seedShape(value, '', report)
  // References are looked at only where the shape holds; before that they mean nothing.
  if (problems.length === 0) checkReferences(value as Seed, report)
  if (problems.length === 0) return value as Seed
  throw new EmulatorError(
    'ERR_EMULATOR_SEED_INVALID',
    `the seed has ${problems.length} problem(s):\n${problems.join('\n')}`,
  )
}

function checkReferences(seed: Seed, report: Report): void {
  const organizations = new Set((seed.organizations ?? []).flatMap((entry) => [entry.slug, toOrganizationId(entry)]))
  const roles = seed.roles === undefined ? null : new Set(Object.keys(seed.roles).map(toRoleKey))
  const machines = new Set((seed.machines ?? []).flatMap((entry) => [entry.name, toMachineId(entry)]))
  const subjects = new Set([...organizations, ...(seed.users ?? []).flatMap((entry) => [entry.email, toUserId(entry)])])
  checkUnique((seed.users ?? []).map(toUserId), 'users', report)
  checkUnique(
    (seed.users ?? []).map((user) => user.email.toLowerCase()),
    'users',
    report,
  )
  checkUnique((seed.organizations ?? []).map(toOrganizationId), 'organizations', report)
  checkUnique(
    (seed.organizations ?? []).map((entry) => entry.slug),
    'organizations',
    report,
  )
  checkUnique((seed.machines ?? []).map(toMachineId), 'machines', report)
  for (const [index, user] of (seed.users ?? []).entries()) {
    for (const [at, membership] of (user.memberships ?? []).entries()) {
      const path = `users[${index}].memberships[${at}]`
      if (!organizations.has(membership.organization))
        report(`${path}.organization`, `names no organization of the seed`)
      if (roles !== null && !roles.has(toRoleKey(membership.role))) report(`${path}.role`, 'names no role of the seed')
    }
    const active = user.activeOrganization
    const isMember = (user.memberships ?? []).some((entry) => entry.organization === active)
    if (typeof active === 'string' && !isMember)
      report(`users[${index}].activeOrganization`, 'names none of the memberships')
  }
  for (const [index, key] of (seed.apiKeys ?? []).entries()) {
    if (!subjects.has(key.subject)) report(`apiKeys[${index}].subject`, 'names nobody in the seed')
  }
  for (const [index, machine] of (seed.machines ?? []).entries()) {
    for (const scope of machine.scopes ?? [])
      if (!machines.has(scope)) report(`machines[${index}].scopes`, `names no machine "${scope}"`)
  }
}

function checkUnique(names: readonly string[], path: string, report: Report): void {
  for (const [index, name] of names.entries())
    if (names.indexOf(name) !== index) report(`${path}[${index}]`, `repeats "${name}"`)
}
