/** The schema, judged by a validator of other people, against the emulator's own judgement. */
import { readFile } from 'node:fs/promises'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSeed } from './default-seed.ts'
import type { JsonSchema } from './json-schema.ts'
import { seedShape } from './seed-shape.ts'
import { isFitting } from './shape.ts'
import { toSeedSchema } from './to-seed-schema.ts'

const schema = toSeedSchema(await readFile(new URL('seed.ts', import.meta.url), 'utf8'))
const validate = new Ajv({ formats: { uri: (text: string) => URL.canParse(text) } }).compile(schema)

const fits = (seed: unknown): boolean => isFitting(seedShape, seed, () => {})
/** What the schema and the shape say of a value. They must agree. */
const judge = (seed: unknown): readonly [boolean, boolean] => [validate(seed), fits(seed)]

/** Values that a part of the schema lets pass: also for a field that is added tomorrow. */
function toArbitrary(part: JsonSchema): fc.Arbitrary<unknown> {
  if (part.enum !== undefined) return fc.constantFrom(...part.enum)
  if (part.anyOf !== undefined) return fc.oneof(...part.anyOf.map(toArbitrary))
  if (part.format === 'uri') return fc.webUrl({ withQueryParameters: true })
  if (part.pattern !== undefined) return fc.stringMatching(new RegExp(part.pattern, 'u'))
  if (part.items !== undefined) return fc.array(toArbitrary(part.items), { maxLength: 2 })
  if (part.properties !== undefined) return toObject(part)
  if (part.additionalProperties) return toRecord(part)
  const { minimum = 0, maximum = 1e6, minLength = 0 } = part
  const plain: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    string: fc.string({ minLength }),
    number: fc.double({ min: minimum + Number.MIN_VALUE, max: maximum, noNaN: true }),
    integer: fc.integer({ min: minimum, max: maximum }),
    boolean: fc.boolean(),
    null: fc.constant(null),
    object: fc.dictionary(fc.string(), fc.jsonValue()),
  }
  return plain[part.type ?? ''] ?? fc.jsonValue()
}

function toObject({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, toArbitrary(part)]))
  return fc.record(fields, { requiredKeys: [...required], noNullPrototype: true })
}

function toRecord({ propertyNames = {}, additionalProperties }: JsonSchema): fc.Arbitrary<unknown> {
  const keys = toArbitrary(propertyNames).map(String)
  return fc.dictionary(keys, toArbitrary(additionalProperties || {}), { maxKeys: 2, noNullPrototype: true })
}

const seeds = toArbitrary(schema)

/** Puts a value in the place of another one: the walk goes down by the numbers until it ends or finds nothing below. */
function replaceAt(value: unknown, walk: readonly number[], replacement: unknown): unknown {
  const [step, ...rest] = walk
  if (step === undefined || typeof value !== 'object' || value === null) return replacement
  const entries = Object.entries(value)
  const name = entries[step % (entries.length + 1)]?.[0] ?? (Array.isArray(value) ? String(value.length) : 'unknown')
  const below = new Map<string, unknown>(entries)
  below.set(name, replaceAt(below.get(name), rest, replacement))
  return Array.isArray(value) ? [...below.values()] : Object.fromEntries(below)
}

describe('toSeedSchema', () => {
  it('fits the default seed, also with the name of the schema in it', () => {
    expect(validate({ $schema: './node_modules/@postern/emulator/dist/seed.schema.json', ...defaultSeed })).toBe(true)
  })

  it('fits no seed that the emulator refuses', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(judge(seed)).toEqual([true, true])
      }),
    )
  })

  it('refuses what the emulator refuses, wherever it stands', () => {
    const walks = fc.array(fc.nat(), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(seeds, walks, fc.jsonValue(), (seed, walk, value) => {
        const changed: unknown = JSON.parse(JSON.stringify(replaceAt(seed, walk, value)))
        const [bySchema, byShape] = judge(changed)
        expect(bySchema).toBe(byShape)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    { userz: [] },
    { users: [{}] },
    { users: [{ email: 'a' }] },
    { users: [{ email: 'a@example.com', task: 'dance' }] },
    { users: [{ email: 'a@example.com', activeOrganization: 1 }] },
    { users: {} },
    { roles: { 'the boss': [] } },
    { roles: { admin: ['org:read'] } },
    { organizations: [{ slug: 'Acme' }] },
    { machines: [{ name: '' }] },
    { oauthApplications: [{ clientId: 'c', redirectUris: ['JavaScript:/1/'] }] },
    { oauthApplications: [{ clientId: 'c', redirectUris: ['http://a.test/#x'] }] },
    { oauthApplications: [{ clientId: 'c', redirectUris: [], jwtAccessTokens: 'yes' }] },
    { templates: [{ name: 'a/b', claims: {} }] },
    { templates: [{ name: 't', claims: [], lifetimeSec: 1 }] },
    { templates: [{ name: 't', claims: {}, lifetimeSec: 0 }] },
    [],
    null,
  ])('refuses %j', (seed) => {
    expect(judge(seed)).toEqual([false, false])
  })

  it('says of every field what it means', () => {
    const isSilent = (part: JsonSchema, path: string): readonly string[] => [
      ...Object.entries(part.properties ?? {}).flatMap(([name, one]) => [
        ...(one.description === undefined && name !== '$schema' ? [`${path}.${name}`] : []),
        ...isSilent(one, `${path}.${name}`),
      ]),
      ...(part.items === undefined ? [] : isSilent(part.items, `${path}[]`)),
    ]
    expect(isSilent(schema, '')).toEqual([])
  })
})
