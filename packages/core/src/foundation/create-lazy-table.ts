/**
 * Foundation. A function of names → an object whose members it makes when somebody asks for them. Pure.
 */

/** Names that languages, loggers and test tools look for in any object. None of them may be there: `then` would make it a promise. */
const PROBED: readonly string[] = [
  'then',
  'catch',
  'finally',
  'toJSON',
  'toString',
  'valueOf',
  'constructor',
  'asymmetricMatch',
  'nodeType',
]

/** Makes the object. It has no other members, cannot be changed, and can be awaited and printed like any. */
export function createLazyTable<T>(create: (name: string) => T): Readonly<Record<string, T>> {
  return new Proxy<Record<string, T>>(Object.create(null), {
    get: (_, name) =>
      typeof name !== 'string' || PROBED.includes(name) || /^[$_@]/.test(name) ? undefined : create(name),
    set: () => false,
  })
}
