/** Reads what a caller of `/__emu/*` sent: JSON, or a form, in which every value is a text and an empty one was left out. */
import { EmulatorError } from '../errors.ts'

export type Fields = Readonly<Record<string, unknown>>

export function readText(fields: Fields, name: string): string | null {
  const value = fields[name]
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'string') return value
  throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', `${name} must be a text.`)
}

export function readNumber(fields: Fields, name: string): number | null {
  const value = fields[name]
  if (value === undefined || value === null || value === '') return null
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
  if (Number.isFinite(number)) return number
  throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', `${name} must be a number.`)
}

export function readBoolean(fields: Fields, name: string, fallback: boolean): boolean {
  const value = fields[name]
  if (value === undefined || value === null) return fallback
  if (value === true || value === 'true' || value === 'on') return true
  if (value === false || value === 'false' || value === 'off') return false
  throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', `${name} must be true or false.`)
}

export function readChoice<T extends string>(fields: Fields, name: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === fields[name])
  if (choice !== undefined) return choice
  throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', `${name} must be one of ${choices.join(', ')}.`)
}

/** Everything that was sent, as the options of a mint function: its own checks name what does not fit. Empty texts of a form are left out. */
export function readAll<T>(fields: Fields): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as T
}
