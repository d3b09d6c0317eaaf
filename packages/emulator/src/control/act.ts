/** Writes an action: its shape judges what was sent before anything is done. */
import { checkFields, type Shape } from '../state/shape.ts'
import type { Action, ActionTools } from './actions.ts'

export function act<F>(shape: Shape<F>, run: (tools: ActionTools, sent: F) => unknown): Action {
  return (tools, sent: unknown) => {
    checkFields(shape, sent)
    return run(tools, sent)
  }
}
