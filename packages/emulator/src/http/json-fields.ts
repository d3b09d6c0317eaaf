/** The fields of a JSON body where null and absent are alike: the parameters of a request, with bounds. */
import { fieldRefusal } from '../refusal.ts'
import type { JsonObject } from '../state/model.ts'
import { toParams } from './params.ts'

/** Every method throws a Refusal, 422, for a value of another type, and gives null for a field that is absent. */
export interface JsonFields {
  /** Whether the body names the field, null included. */
  has(name: string): boolean
  text(name: string): string | null
  /** A text that must be there and not be empty. */
  needText(name: string): string
  texts(name: string): readonly string[] | null
  flag(name: string): boolean | null
  /** A whole number, bounds included. */
  whole(name: string, least: number, most: number): number | null
  object(name: string): JsonObject | null
  oneOf<const T extends string>(name: string, values: readonly T[]): T | null
}

export function toFields(body: Readonly<Record<string, unknown>>): JsonFields {
  const params = toParams(body)
  return {
    has: (name) => params.has(name),
    text: (name) => params.text(name) ?? null,
    needText: (name) => params.required(name),
    texts: (name) => params.texts(name) ?? null,
    flag: (name) => params.flag(name) ?? null,
    whole: (name, least, most) => params.within(name, least, most) ?? null,
    object: (name) => params.object(name) ?? null,
    oneOf: (name, values) => {
      const text = params.text(name) ?? null
      const known = values.find((one) => one === text)
      if (text === null || known !== undefined) return known ?? null
      throw fieldRefusal('form_param_value_invalid', `${name} must be one of ${values.join(', ')}.`, name)
    },
  }
}
