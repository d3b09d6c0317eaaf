/**
 * A `catch` → whether an error that it does not know leaves it again. Reads the syntax only.
 */
import type { SourceCode } from 'eslint'
import type * as ESTree from 'estree'
import { findVariable, isFunction, toInner, type Node } from './syntax.ts'

/** Functions of `next/navigation` that throw: the request ends there, in the words of the application. */
const ENDS: ReadonlySet<string> = new Set([
  'unstable_rethrow',
  'redirect',
  'permanentRedirect',
  'notFound',
  'forbidden',
  'unauthorized',
])

/**
 * @returns True where something throws: always, or for errors of some kind. A `throw` that is only for errors of a class that is named, as in
 *   `if (error instanceof DatabaseError) throw error`, keeps the refusal, which is of none.
 */
export function isRethrown(sourceCode: SourceCode, { body }: ESTree.CatchClause): boolean {
  return throwsSomewhere(sourceCode, body)
}

function throwsSomewhere(sourceCode: SourceCode, node: Node): boolean {
  if (isFunction(node)) return false
  if (node.type === 'ThrowStatement') return true
  if (node.type === 'CallExpression' && isEnd(sourceCode, node)) return true
  if (node.type === 'IfStatement' && isOfNamedClass(node.test)) {
    return node.alternate ? throwsSomewhere(sourceCode, node.alternate) : false
  }
  // What is thrown in an inner `try` may end there.
  if (node.type === 'TryStatement' && node.handler) {
    return [node.handler.body, node.finalizer].some((part) => part && throwsSomewhere(sourceCode, part))
  }
  return toChildren(sourceCode, node).some((child) => throwsSomewhere(sourceCode, child))
}

function isOfNamedClass(test: Node): boolean {
  if (test.type === 'LogicalExpression' && test.operator === '&&')
    return isOfNamedClass(test.left) || isOfNamedClass(test.right)
  return test.type === 'BinaryExpression' && test.operator === 'instanceof' && !isEveryError(test.right)
}

function isEveryError(node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'Error'
}

function isEnd(sourceCode: SourceCode, { callee }: ESTree.SimpleCallExpression): boolean {
  const inner = toInner(callee)
  if (inner.type !== 'Identifier') return false
  const definition = findVariable(sourceCode, inner)?.defs[0]
  if (definition?.type !== 'ImportBinding' || definition.node.type !== 'ImportSpecifier') return false
  const { imported } = definition.node
  return (
    definition.parent.source.value === 'next/navigation' && imported.type === 'Identifier' && ENDS.has(imported.name)
  )
}

function toChildren(sourceCode: SourceCode, node: Node): readonly Node[] {
  const keys = sourceCode.visitorKeys[node.type] ?? []
  return keys.flatMap((key) => {
    const value: unknown = Object.entries(node).find(([name]) => name === key)?.[1]
    return (Array.isArray(value) ? value : [value]).filter(isNode)
  })
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
