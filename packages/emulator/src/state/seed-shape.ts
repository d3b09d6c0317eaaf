/** The shape of a seed. Names and references are judged by `checkSeed`. */
import { settingsShape } from './instance-settings-shape.ts'
import { SESSION_TASKS } from './model.ts'
import { claimName, pathName, redirectUri, roleName, scopeName, solidText, userName } from './names.ts'
import type {
  Seed,
  SeedApiKey,
  SeedMachine,
  SeedMembership,
  SeedOAuthApplication,
  SeedOrganization,
  SeedTemplate,
  SeedUser,
} from './seed.ts'
import {
  fields,
  flag,
  jsonObject,
  listOf,
  nullable,
  oneOf,
  positive,
  recordOf,
  type Shape,
  text,
  textLike,
} from './shape.ts'
import { seedWebhookShape } from '../webhooks/shapes.ts'

const slug = textLike(/^[a-z0-9][a-z0-9-]*$/, 'a slug of lower-case letters, digits and dashes')
const email = textLike(/^[^@\s]+@[^@\s]+$/, 'an e-mail address')
const permission = textLike(/^org:[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$/, 'a permission such as org:posts:read')
const idLike = (prefix: string): Shape<string> =>
  textLike(new RegExp(`^${prefix}[A-Za-z0-9_-]+$`), `an id that begins with ${prefix}`)
const claimNames = listOf(claimName)
const membership = fields<SeedMembership>({ organization: text, role: roleName }, { permissions: listOf(permission) })

/** A file may name the JSON schema that its editor uses. */
export const seedShape: Shape<Seed & { readonly $schema?: string }> = fields(
  {},
  {
    $schema: text,
    settings: settingsShape,
    roles: recordOf(listOf(permission), roleName),
    organizations: listOf(
      fields<SeedOrganization>(
        { slug },
        {
          id: idLike('org_'),
          name: text,
          features: claimNames,
          plans: claimNames,
          publicMetadata: jsonObject,
          privateMetadata: jsonObject,
        },
      ),
    ),
    users: listOf(
      fields<SeedUser>(
        { email },
        {
          id: idLike('user_'),
          username: userName,
          firstName: text,
          lastName: text,
          password: textLike(/^[\s\S]{8,72}$/u, 'a text of 8 to 72 characters'),
          otherEmails: listOf(email),
          phoneNumbers: listOf(textLike(/^\+[1-9]\d{6,14}$/, 'a telephone number such as +12015550100')),
          totpSecret: textLike(/^[A-Z2-7]{16,128}=*$/, 'a secret in Base32'),
          backupCodes: listOf(solidText),
          isBanned: flag,
          isLocked: flag,
          externalId: text,
          task: oneOf(SESSION_TASKS),
          memberships: listOf(membership),
          activeOrganization: nullable(text),
          features: claimNames,
          plans: claimNames,
          publicMetadata: jsonObject,
          privateMetadata: jsonObject,
          unsafeMetadata: jsonObject,
        },
      ),
    ),
    machines: listOf(
      fields<SeedMachine>({ name: text }, { id: idLike('mch_'), secretKey: solidText, scopes: listOf(text) }),
    ),
    apiKeys: listOf(
      fields<SeedApiKey>(
        { name: text, subject: text },
        { id: idLike('ak_'), secret: idLike('ak_'), scopes: listOf(text), claims: jsonObject, description: text },
      ),
    ),
    oauthApplications: listOf(
      fields<SeedOAuthApplication>(
        { clientId: solidText, redirectUris: listOf(redirectUri) },
        {
          name: text,
          clientSecret: solidText,
          postLogoutRedirectUris: listOf(redirectUri),
          scopes: listOf(scopeName),
          jwtAccessTokens: flag,
        },
      ),
    ),
    templates: listOf(fields<SeedTemplate>({ name: pathName, claims: jsonObject }, { lifetimeSec: positive })),
    webhooks: listOf(seedWebhookShape),
  },
)
