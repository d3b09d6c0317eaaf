/**
 * Corridor. For adapters. What a request is about to reject with → the log, if it is a mistake of the developer. Does not wait.
 *
 * Some servers answer an empty 500 and say nothing, so what is wrong has to be said here.
 */
import { createRecent, type Recent } from '../foundation/create-recent.ts'
import { AuthError } from '../foundation/errors.ts'
import { toFetch, toPorts, type Ports } from '../foundation/ports.ts'
import { keptBy } from '../foundation/process-memory.ts'

/** Mistakes that are remembered as said. */
const MAX_MISTAKES = 100

const createMistakes = (): Recent<true> => createRecent()

/**
 * Says once per process what is wrong, at the level `error`. The message of an `AuthError` holds no credential.
 *
 * @param error Anything else than an `AuthError` is not ours to tell, and neither is one that a client caused.
 */
export function reportMistake(error: unknown, ports: Partial<Ports> = {}): void {
  if (!(error instanceof AuthError) || error.status !== null) return
  const mistakes = keptBy(toFetch(ports), createMistakes)
  if (mistakes.find(error.message) !== null) return
  mistakes.keep(error.message, true, MAX_MISTAKES)
  toPorts(ports).log({ level: 'error', event: 'mistake', message: error.message, details: { code: error.code } })
}
