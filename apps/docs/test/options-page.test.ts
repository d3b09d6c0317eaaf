import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { IS_READ_BY_SERVER, OPTION_VARIABLES } from '@postern/core'
import { describe, expect, it } from 'vitest'
import { readApi } from '../src/reference/read-api.ts'

const page = readFileSync(new URL('../look-up/options.md', import.meta.url), 'utf8')
const at = (name: string): string => fileURLToPath(new URL(`../../../packages/${name}`, import.meta.url))
/** What each declares itself; other packages export some of it under another name. */
const declared = ['core', 'fetch', 'hono', 'next'].flatMap((name) =>
  readApi(at(name)).flatMap(({ exports }) => exports.filter(({ home }) => home === name)),
)

/** The row of the table, without its first cell. */
const readRow = (option: string): readonly string[] => {
  const line = page.split('\n').find((text) => text.startsWith(`| [\`${option}\`](`))
  return (line ?? '').split(' | ').slice(1)
}
const readSection = (option: string): string =>
  page.split(/\n(?=##)/).find((part) => part.startsWith(`### ${option}\n`)) ?? ''

/** Names of the fields of a type. */
const readFields = (type: string): readonly string[] =>
  declared.find(({ name }) => name === type)?.fields.map(({ name }) => name) ?? []

const OPTIONS = [
  ...new Set([
    ...Object.keys(IS_READ_BY_SERVER),
    ...readFields('AdapterOptions'),
    ...readFields('ClerkMiddlewareOptions'),
  ]),
]

describe('options.md', () => {
  it('reads what can be set from the types', () => {
    expect(OPTIONS).toEqual(expect.arrayContaining(['secretKey', 'frontendApiProxy', 'encryptionKey']))
    expect(readFields('AuthOptions').toSorted()).toEqual(Object.keys(IS_READ_BY_SERVER).toSorted())
  })

  it.each(OPTIONS)('%s has a section with type and meaning, and a row with its default', (option) => {
    expect(readSection(option)).toMatch(/\n\nType: `[^`]+`\n\n.*\w{3}/)
    expect(readRow(option)[0]).toMatch(/\w/)
  })

  it.each([
    ['organizationSyncOptions', 'OrganizationSyncOptions'],
    ['webSocketToken', 'WebSocketTokenOptions'],
    ['contentSecurityPolicy', 'CspOptions'],
    ['frontendApiProxy', 'FrontendApiProxyOptions'],
  ])('says of %s what stands inside', (option, type) => {
    const names = readFields(type)
    expect(names.length).toBeGreaterThan(1)
    for (const name of names) expect(readRow(`${option}.${name}`)[0]).toMatch(/\w/)
  })

  it.each(OPTION_VARIABLES)('names %s with the option that it becomes', (variable) => {
    expect(page.split('\n').filter((line) => line.startsWith('| [') && line.includes(`\`${variable}\``))).toHaveLength(
      1,
    )
  })

  it('says which variables Next reads under a public name', () => {
    expect(readSection('publishableKey')).toContain('in Next.js `NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY`')
    expect(readSection('secretKey')).not.toContain('NEXT_PUBLIC')
  })

  it('says where an error comes from', () => {
    expect(readSection('jwtKey')).toContain('[`ERR_AUTH_JWT_KEY_INVALID`](../errors.md#err_auth_jwt_key_invalid)')
    expect(readSection('isSatellite')).toContain('ERR_AUTH_SATELLITE_DOMAIN')
    expect(readSection('organizationSyncOptions')).toContain('ERR_AUTH_PATTERN_INVALID')
  })

  it('says which value wins', () => {
    expect(page).toMatch(
      /## Where a value comes from\n[\s\S]*1\. \*\*The options[\s\S]*2\. \*\*The environment[\s\S]*3\. .*key[\s\S]*4\. .*default/,
    )
  })
})
