/** Bench. Asks V8 to collect garbage now, whether or not the process was started with `--expose-gc`. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as (options?: { readonly type: 'minor' | 'major' }) => void

/** Everything that nobody can reach. */
export function collectAll(): void {
  collect()
}

/** Moves what is in use out of the young generation, so that it is not copied while something else is timed. */
export function ageInputs(): void {
  collect({ type: 'minor' })
  collect({ type: 'minor' })
}
