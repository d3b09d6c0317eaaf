/** An isolate that follows the rules of core without running it: small and quick enough for a hundred thousand. Does not wait. */
import type { IsolateMaker } from './isolate.ts'
import { createModelKeys } from './model-keys.ts'
import { createModelTokens, type ModelTokens } from './model-tokens.ts'

/** Makes isolates of the model. */
export const modelIsolates: IsolateMaker = {
  make(surroundings) {
    const keys = createModelKeys(surroundings)
    const { keepsTokens, store } = surroundings
    // Most isolates of a large fleet never meet an API key.
    let tokens: ModelTokens | null = null
    return {
      session: (kid, settle) => keys.find(kid, settle),
      apiKey(name, settle) {
        tokens ??= createModelTokens({ ...surroundings, store: keepsTokens ? store : null })
        tokens.inspect(name, settle)
      },
    }
  },
  settle: () => null,
}
