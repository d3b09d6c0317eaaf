/**
 * Foundation. What the process keeps for whoever asks next. Does not wait.
 *
 * The only file of core with state that belongs to no call. Middlewares are made anew for each request in the wild, so what costs a call or a
 * verification to have cannot belong to the function that happened to be called. It belongs to what it depends on: a port, above all the
 * `fetch` that answers, or everybody where it depends on none. What hangs on a port goes with it. Nothing here has a bound: what is kept sets its
 * own, as a `Recent` does.
 *
 * @see rulings.md section 8 (D5, D12)
 */

/** For what depends on no port: compiled patterns. */
export const EVERYBODY: object = Object.freeze({})

/** What is kept: by holder, then by kind. */
export type ProcessMemory = WeakMap<object, Map<unknown, unknown>>

const keptByHolder: ProcessMemory = new WeakMap()

/**
 * What a holder has of one kind; made when it is first asked for.
 *
 * @param holder What the kept thing depends on. Two holders never share.
 * @param create Makes it, empty. The function itself names the kind, so it is one that is declared once.
 */
export function keptBy<V>(holder: object, create: () => V): V {
  let kinds = keptByHolder.get(holder)
  if (kinds === undefined) keptByHolder.set(holder, (kinds = new Map()))
  if (!kinds.has(create)) kinds.set(create, create())
  // Nothing but `create` made what stands under its name.
  return kinds.get(create) as V
}
