/** An isolate that follows the rules of core without running it: small and quick enough for a hundred thousand. Does not wait. */
import type { IsolateMaker } from './isolate.ts'
import { createModelKeys } from './model-keys.ts'
import { createModelTokens } from './model-tokens.ts'

/** Makes isolates of the model. */
export const modelIsolates: IsolateMaker = {
  make(surroundings) {
    const keys = createModelKeys(surroundings)
    const tokens = createModelTokens(surroundings)
    return {
      session: (kid, settle) => keys.find(kid, settle),
      apiKey: (name, settle) => tokens.inspect(name, settle),
    }
  },
  settle: () => null,
}
