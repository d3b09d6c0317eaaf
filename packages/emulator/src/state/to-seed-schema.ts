/** The JSON Schema of a seed, for editors. The shapes say what fits, the docstrings of `seed.ts` what it means. The build writes it. */
import type { JsonSchema } from './json-schema.ts'
import { seedShape } from './seed-shape.ts'

/** A field of an interface: what it means, and the interface of its value or of its items, if it has one. */
interface Field {
  readonly description: string
  readonly type: string | null
}
type Interfaces = ReadonlyMap<string, ReadonlyMap<string, Field>>

const INTERFACE = /^export interface (\w+) \{\n([\s\S]*?)^\}/gm
const FIELD = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+readonly (\w+)\??: ([^\n]+)/g

/** @param source Text of `seed.ts`. */
export function toSeedSchema(source: string): JsonSchema & { readonly $schema: string; readonly title: string } {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Seed of @postern/emulator',
    ...describe(seedShape.schema, 'Seed', readInterfaces(source)),
  }
}

function readInterfaces(source: string): Interfaces {
  return new Map([...source.matchAll(INTERFACE)].map(([, name = '', body = '']) => [name, readFields(body)]))
}

function readFields(body: string): ReadonlyMap<string, Field> {
  const fields = [...body.matchAll(FIELD)].map(([, text = '', name = '', type = '']) => {
    const description = text.replaceAll(/\s*\n\s*\*\s?/g, ' ').trim()
    return [name, { description, type: /\bSeed\w+/.exec(type)?.[0] ?? null }] as const
  })
  return new Map(fields)
}

/** The schema with descriptions, wherever its fields are those of an interface. */
function describe(schema: JsonSchema, type: string | null, interfaces: Interfaces): JsonSchema {
  if (schema.items !== undefined) return { ...schema, items: describe(schema.items, type, interfaces) }
  const fields = type === null ? undefined : interfaces.get(type)
  if (schema.properties === undefined || fields === undefined) return schema
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    const field = fields.get(name)
    if (field === undefined) return [name, property] as const
    return [name, { description: field.description, ...describe(property, field.type, interfaces) }] as const
  })
  return { ...schema, properties: Object.fromEntries(properties) }
}
