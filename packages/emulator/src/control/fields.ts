/** Reads what a caller of `/__emu/*` sent: JSON, or a form, in which every value is a text and an empty one was left out. */
import { EmulatorError } from '../errors.ts'
import { type Call, readForm, readJson } from '../http/call.ts'

export type Fields = Readonly<Record<string, unknown>>

/** Fields of the console's forms that are no texts. */
const NUMBERS = new Set(['advanceMs', 'setMs', 'ms', 'count', 'status', 'retryAfterSec', 'expiresInSec'])
const FLAGS = new Set(['keepOld'])

/** What was sent, in the types that JSON has. Whether it fits is for the action's shape to say. */
export async function readFields({ request }: Call, isForm: boolean): Promise<Fields> {
  if (isForm) return fromForm(await readForm(request))
  const body = await readJson(request)
  if (body === null) throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', 'the body is no JSON object.')
  return body
}

function fromForm(form: URLSearchParams): Fields {
  const filled = [...form].filter(([, value]) => value !== '')
  return Object.fromEntries(filled.map(([name, value]) => [name, fromText(name, value)]))
}

function fromText(name: string, value: string): unknown {
  if (NUMBERS.has(name) && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  if (FLAGS.has(name) && (value === 'true' || value === 'false')) return value === 'true'
  return value
}
