/**
 * Questions about a syntax tree, the same for every parser that ESLint or oxlint reads with. Pure.
 */
import type { Rule, Scope, SourceCode } from 'eslint'
import type * as ESTree from 'estree'

/** A place in a file. */
export type Node = ESTree.Node
/** Code that runs later, when it is called. */
export type FunctionNode = ESTree.FunctionDeclaration | ESTree.FunctionExpression | ESTree.ArrowFunctionExpression
/** What a value can be bound to. */
export type Pattern = ESTree.Pattern

/** TypeScript's and JavaScript's ways of writing the same value. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'ChainExpression',
  'ParenthesizedExpression',
])

/** What it stands in; null for the whole file. */
export function toParent(node: Node): Node | null {
  // A linter has told every node its parent before it asks a rule. Types of trees do not know of it.
  return (node as Rule.Node).parent ?? null
}

/** The largest expression with the same value: `auth()` of `auth()!`. */
export function toOuter(node: Node): Node {
  const parent = toParent(node)
  return parent !== null && WRAPPERS.has(parent.type) ? toOuter(parent) : node
}

/** The smallest expression with the same value: the opposite of `toOuter`. */
export function toInner(node: Node): Node {
  if (!WRAPPERS.has(node.type) || !('expression' in node) || typeof node.expression !== 'object') return node
  return toInner(node.expression)
}

/** The largest expression that may have this value: also `x && auth()`, `x ? auth() : null` and `(x, auth())`. */
export function toFlow(node: Node): Node {
  const outer = toOuter(node)
  const parent = toParent(outer)
  if (parent?.type === 'LogicalExpression' && parent.right === outer) return toFlow(parent)
  if (parent?.type === 'ConditionalExpression' && parent.test !== outer) return toFlow(parent)
  if (parent?.type === 'SequenceExpression' && parent.expressions.at(-1) === outer) return toFlow(parent)
  return outer
}

/** The name that a member is read by; null where only the running program knows. */
export function toMemberName(
  node: ESTree.MemberExpression | ESTree.Property | ESTree.AssignmentProperty,
): string | null {
  const key = node.type === 'MemberExpression' ? node.property : node.key
  if (!node.computed && key.type === 'Identifier') return key.name
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : null
}

/** Whether it is a function, written out. */
export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'FunctionDeclaration'
  )
}

/** The function whose code it belongs to; null at the top of a file. */
export function toFunction(node: Node): FunctionNode | null {
  for (let at = toParent(node); at !== null; at = toParent(at)) if (isFunction(at)) return at
  return null
}

/** What a name means, where it is written. Null for names that the file does not declare. */
export function findVariable(sourceCode: SourceCode, identifier: ESTree.Identifier): Scope.Variable | null {
  for (let scope: Scope.Scope | null = sourceCode.getScope(identifier); scope !== null; scope = scope.upper) {
    const variable = scope.set.get(identifier.name)
    if (variable !== undefined) return variable
  }
  return null
}

/** Where a variable is read, if it holds one value for good. */
export function toReads(variable: Scope.Variable): readonly Node[] {
  const { references } = variable
  if (references.filter((reference) => reference.isWrite()).length > 1) return []
  // In JSX a name stands for a component, which nothing here follows.
  return references.flatMap((reference) =>
    reference.isRead() && reference.identifier.type === 'Identifier' ? [reference.identifier] : [],
  )
}

/** The function that stands there or is named there; null for everything else. */
export function findFunction(sourceCode: SourceCode, node: Node | undefined): FunctionNode | null {
  if (node === undefined) return null
  const inner = toInner(node)
  if (isFunction(inner)) return inner
  if (inner.type !== 'Identifier') return null
  const definition = findVariable(sourceCode, inner)?.defs[0]
  if (definition?.type === 'FunctionName' && isFunction(definition.node)) return definition.node
  const value = definition?.type === 'Variable' ? definition.node.init : null
  return isFunction(value) ? value : null
}

/** The variable that a function can be called by; null where it has no name of its own. */
export function toFunctionVariable(sourceCode: SourceCode, node: FunctionNode): Scope.Variable | null {
  if (node.type === 'FunctionDeclaration') return sourceCode.getDeclaredVariables(node)[0] ?? null
  const parent = toParent(toOuter(node))
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return null
  return sourceCode.getDeclaredVariables(parent)[0] ?? null
}
