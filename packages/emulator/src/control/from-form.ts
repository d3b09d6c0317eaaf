/** A form of the console → fields in the types that JSON has. In a form every value is a text, and an empty one was left out. */
import { BACK_FIELD } from '../pages/console/parts.ts'
import { isTooDeep } from '../state/is-too-deep.ts'
import type { Fields } from './actions.ts'

type Reader = (text: string) => unknown

const number: Reader = (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text)
const flag: Reader = (text) => (text === 'true' || text === 'false' ? text === 'true' : text)
const list: Reader = (text) => text.split(/[\s,]+/).filter((part) => part !== '')
/** Milliseconds, or a date and a time of day in UTC as a field for both writes them. */
const moment: Reader = (text) => {
  const atMs = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  return Number.isNaN(atMs) ? number(text) : atMs
}
/** JSON that is marked as such; anything else is the text that it is. */
const jsonOrText: Reader = (text) => {
  try {
    const value: unknown = /^\s*[[{]/.test(text) ? JSON.parse(text) : text
    return isTooDeep(value) ? text : value
  } catch {
    return text
  }
}

/** Fields that are no text. Whether what comes out fits is for the action's shape to say. */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ...[
    'advanceMs',
    'ms',
    'count',
    'status',
    'retryAfterSec',
    'expiresInSec',
    'times',
    'delayMs',
    'delayUpToMs',
    'limit',
    'windowSec',
  ].map((name) => [name, number] as const),
  ['setMs', moment],
  ['keepOld', flag],
  ['methods', list],
  ['body', jsonOrText],
  ['events', list],
  ['isEnabled', flag],
])

export function fromForm(form: URLSearchParams): Fields {
  const filled = [...form].filter(([name, value]) => value !== '' && name !== BACK_FIELD)
  return Object.fromEntries(filled.map(([name, value]) => [name, READERS.get(name)?.(value) ?? value]))
}
