/**
 * Hand-over entry. Something that has to be awaited and stays the same → awaited once. Waits as long as it is not known.
 */

/**
 * Keeps answers, each under the whole of its question. Only answers are kept: a failure is forgotten, and no caller waits for what another
 * one began.
 *
 * @param max Answers that are kept. The oldest makes room for a new one.
 * @returns The answer itself where it is known.
 */
export function remember<V extends object | string>(
  ask: (question: string) => Promise<V>,
  max: number,
): (question: string) => V | Promise<V> {
  const known = new Map<string, V>()
  return (question) => known.get(question) ?? find(question)

  async function find(question: string): Promise<V> {
    const answer = await ask(question)
    known.set(question, answer)
    for (const oldest of known.keys()) {
      if (known.size <= max) break
      known.delete(oldest)
    }
    return answer
  }
}
