/** Seal room. What is made once. Does not wait by itself. */
import { whenKnown, type Soon } from '../foundation/soon.ts'

/** Something that is made once, when it is first asked for. Only success is kept, and no caller waits for what another one began. */
export function once<T extends object>(make: () => Soon<T>): () => Soon<T> {
  let known: T | null = null
  return () => known ?? whenKnown(make(), (made) => (known ??= made))
}
