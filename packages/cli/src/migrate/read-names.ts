/**
 * Where a module is loaded by an expression → which of its exports are used. Null: that cannot be read. Pure.
 *
 * `const { auth } = await import(…)`, `require(…).auth`, `import(…).then((m) => m.auth)`, and what a mock replaces.
 */
import type { Node } from './walk-nodes.ts'

type Names = readonly string[] | null

/** @param loaded The call or `import()` itself. @param ancestors What it stands in, the nearest last. */
export function readUsedNames(loaded: Node, ancestors: readonly Node[]): Names {
  const around = ancestors.filter(({ type }) => type !== 'ChainExpression').toReversed()
  const value = around[0]?.type === 'AwaitExpression' ? around[0] : loaded
  const user = value === loaded ? around[0] : around[1]
  if (user?.type === 'VariableDeclarator' && user.init === value) return readPattern(user.id)
  if (user?.type !== 'MemberExpression' || user.object !== value) return null
  const name = readMember(user)
  if (name !== 'then' || value !== loaded) return name === null ? null : [name]
  const call = around[1]
  return call?.type === 'CallExpression' && call.callee === user ? readCallback(call.arguments[0]) : null
}

/** Keys of the object that a mock's factory returns. Members that it spreads are those of the module itself. */
export function readFactoryKeys(factory: Node | undefined): Names {
  if (factory?.type !== 'ArrowFunctionExpression' && factory?.type !== 'FunctionExpression') return null
  const { body } = factory
  if (body === null) return null
  const returned = body.type === 'BlockStatement' ? readReturned(body.body) : body
  return returned?.type === 'ObjectExpression' ? readKeys(returned.properties) : null
}

function readReturned(statements: readonly Node[]): Node | null {
  const returns = statements.filter((statement) => statement.type === 'ReturnStatement')
  return returns.length === 1 ? (returns[0]?.argument ?? null) : null
}

function readKeys(properties: readonly Node[]): Names {
  const keys = properties.flatMap((property) => {
    if (property.type === 'SpreadElement') return []
    return [property.type === 'Property' ? readKey(property) : null]
  })
  const names = keys.filter((key) => key !== null)
  // What makes the module look like one is no export of the vendor's.
  return names.length < keys.length ? null : names.filter((name) => name !== '__esModule')
}

function readCallback(callback: Node | undefined): Names {
  if (callback?.type !== 'ArrowFunctionExpression') return null
  const [param] = callback.params
  if (param === undefined) return null
  if (param.type !== 'Identifier') return readPattern(param)
  const { body } = callback
  if (body.type !== 'MemberExpression' || body.object.type !== 'Identifier' || body.object.name !== param.name)
    return null
  const name = readMember(body)
  return name === null ? null : [name]
}

function readPattern(pattern: Node): Names {
  if (pattern.type !== 'ObjectPattern') return null
  const keys = pattern.properties.map((property) => (property.type === 'Property' ? readKey(property) : null))
  const names = keys.filter((key) => key !== null)
  return names.length < keys.length || names.length === 0 ? null : names
}

function readKey({ key, computed }: { readonly key: Node; readonly computed: boolean }): string | null {
  if (key.type === 'Literal') return typeof key.value === 'string' ? key.value : null
  return !computed && key.type === 'Identifier' ? key.name : null
}

/** @returns The name behind the dot, or the text in brackets; null where it is computed. */
export function readMember(node: Node): string | null {
  if (node.type !== 'MemberExpression') return null
  const { property } = node
  if (property.type === 'Literal') return typeof property.value === 'string' ? property.value : null
  return !node.computed && property.type === 'Identifier' ? property.name : null
}
