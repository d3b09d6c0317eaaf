/** Judges a seed before anything is planted: its shape, its names, and that everything it refers to is there. */
import { EmulatorError } from '../errors.ts'
import { checkReferences } from './check-references.ts'
import { SESSION_TASKS } from './model.ts'
import { claimName, pathName, redirectUri, roleName, scopeName, solidText, userName } from './names.ts'
import type { Seed } from './seed.ts'
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
  type Shape,
  text,
  textLike,
} from './shape.ts'

const slug = textLike(/^[a-z0-9][a-z0-9-]*$/, 'a slug of lower-case letters, digits and dashes')
const email = textLike(/^[^@\s]+@[^@\s]+$/, 'an e-mail address')
const permission = textLike(/^org:[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$/, 'a permission such as org:posts:read')
const idLike = (prefix: string): Shape =>
  textLike(new RegExp(`^${prefix}[A-Za-z0-9_-]+$`), `an id that begins with ${prefix}`)
const claimNames = listOf(claimName)
const membership = fields({ organization: text, role: roleName }, { permissions: listOf(permission) })

const seedShape = fields(
  {},
  {
    $schema: text,
    roles: recordOf(listOf(permission), roleName),
    organizations: listOf(
      fields(
        { slug },
        { id: idLike('org_'), name: text, features: claimNames, plans: claimNames, publicMetadata: object },
      ),
    ),
    users: listOf(
      fields(
        { email },
        {
          id: idLike('user_'),
          username: userName,
          firstName: text,
          lastName: text,
          task: oneOf(SESSION_TASKS),
          memberships: listOf(membership),
          activeOrganization: nullable(text),
          features: claimNames,
          plans: claimNames,
          publicMetadata: object,
        },
      ),
    ),
    machines: listOf(fields({ name: text }, { id: idLike('mch_'), secretKey: solidText, scopes: listOf(text) })),
    apiKeys: listOf(
      fields(
        { name: text, subject: text },
        { id: idLike('ak_'), secret: idLike('ak_'), scopes: listOf(text), claims: object, description: text },
      ),
    ),
    oauthApplications: listOf(
      fields(
        { clientId: solidText, redirectUris: listOf(redirectUri) },
        { name: text, clientSecret: solidText, scopes: listOf(scopeName), jwtAccessTokens: flag },
      ),
    ),
    templates: listOf(fields({ name: pathName, claims: object }, { lifetimeSec: positive })),
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
