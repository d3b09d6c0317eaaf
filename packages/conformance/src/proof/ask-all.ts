/** Asks many requests with a few in flight. Waits for all. */

const IN_FLIGHT = 8

export async function askAll<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at]
      if (item !== undefined) results[at] = await ask(item)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, work))
  return results
}
