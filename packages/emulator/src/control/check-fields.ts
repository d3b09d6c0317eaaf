/** Refuses what does not fit a shape, with everything that is wrong with it. */
import { EmulatorError } from '../errors.ts'
import type { Shape } from '../state/shape.ts'

/**
 * @param name What the value is called, where it is no object whose fields have names.
 * @throws EmulatorError `ERR_EMULATOR_OPTION_INVALID`. Its message names the fields and never holds their values.
 */
export function checkFields(shape: Shape, value: unknown, name = ''): void {
  const problems: string[] = []
  shape(value, name, (path, problem) => problems.push(`${path === '' ? 'this' : path} ${problem}`))
  if (problems.length > 0) throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', `${problems.join('; ')}.`)
}
