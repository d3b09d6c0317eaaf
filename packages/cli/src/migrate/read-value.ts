/** A node → the value that it stands for, where the file alone tells it. Pure. */
import type { Node } from './walk-nodes.ts'

/** Only known when the application runs. */
export const UNREAD: unique symbol = Symbol('unread')

/** @returns Text, number, truth, null, undefined, or a list of such; `UNREAD` for anything else. */
export function readValue(node: Node): unknown {
  switch (node.type) {
    case 'Literal':
      return 'regex' in node ? UNREAD : node.value
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? node.quasis[0]?.value.cooked : UNREAD
    case 'Identifier':
      return node.name === 'undefined' ? undefined : UNREAD
    case 'ArrayExpression':
      return node.elements.map((element) => (element === null ? undefined : readValue(element)))
    case 'UnaryExpression': {
      const value = readValue(node.argument)
      return node.operator === '-' && typeof value === 'number' ? -value : UNREAD
    }
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return readValue(node.expression)
    default:
      return UNREAD
  }
}

/** The texts of a text or a list; what cannot be read is left out. */
export function readTexts(node: Node): readonly string[] {
  const value = readValue(node)
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((one) => typeof one === 'string')
}
