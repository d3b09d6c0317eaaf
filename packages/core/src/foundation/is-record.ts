/** Foundation. What a value is that came from outside: a parsed body, a claim, an option, an argument, a URL. Pure. */

/** Whether it is an object of any kind: a list, too, but not `null`, and no function. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Whether it is an object that is no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !Array.isArray(value)
}

/** Whether an object has no members of its own but these. Asked in two halves, because engines are slow to list names and symbols at once. */
export function hasOnlyKeys(value: object, known: readonly string[]): boolean {
  if (Object.getOwnPropertySymbols(value).length > 0) return false
  for (const name of Object.getOwnPropertyNames(value)) if (!known.includes(name)) return false
  return true
}

/** Whether `await` would wait for it: a promise, of whichever realm or library. */
export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return isObject(value) && 'then' in value && typeof value.then === 'function'
}

/** The text; '' for anything else. */
export function readString(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The texts of a list; none for anything else. */
export function readStrings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** @param base What a relative text is relative to. Without one, only absolute texts can be read. */
export function toUrl(text: string, base?: string | URL): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}
