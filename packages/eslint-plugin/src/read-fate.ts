/**
 * A promise, and what the code does with it: does anybody wait for its answer? Reads the syntax around it only.
 */
import type { SourceCode } from 'eslint'
import type * as ESTree from 'estree'
import { findVariable, isFunction, toFlow, toMemberName, toOuter, toParent, toReads, type Node } from './syntax.ts'

/** What becomes of a promise. */
export type Fate =
  /** Somebody waits for it, or it is handed to code that this file does not show. */
  | 'kept'
  /** Nobody ever looks at it. */
  | 'dropped'
  /** It is used as if it were the answer. */
  | 'mistaken'

/** What becomes of it, and where. */
export interface Reading {
  /** What becomes of it. */
  readonly fate: Fate
  /** The expression that holds the promise there: a variable's name, or the call itself. */
  readonly at: Node
}

const PROMISE_JOINS: ReadonlySet<string> = new Set(['all', 'allSettled', 'any', 'race'])

/** @returns Every place where the promise is mistaken; else whether it is dropped; else that it is kept. */
export function readFates(sourceCode: SourceCode, node: Node): readonly Reading[] {
  const outer = toFlow(node)
  const parent = toParent(outer)
  if (parent === null) return [{ fate: 'kept', at: node }]
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
    return readVariable(sourceCode, parent.id, node)
  }
  if (parent.type === 'MemberExpression' && parent.object === outer) return readMember(sourceCode, parent, node)
  const join = toJoin(outer, parent)
  if (join !== null) return readFates(sourceCode, join)
  if (isDropped(outer)) return [{ fate: 'dropped', at: node }]
  return [{ fate: isMistaken(outer, parent) ? 'mistaken' : 'kept', at: node }]
}

function readVariable(sourceCode: SourceCode, id: ESTree.Identifier, node: Node): readonly Reading[] {
  const variable = findVariable(sourceCode, id)
  if (variable === null || variable.references.some((reference) => reference.isWrite() && reference.init !== true)) {
    return [{ fate: 'kept', at: node }]
  }
  const readings = toReads(variable).flatMap((read) => readFates(sourceCode, read))
  const mistaken = readings.filter(({ fate }) => fate === 'mistaken')
  if (mistaken.length > 0) return mistaken
  const isKept = readings.some(({ fate }) => fate === 'kept')
  return [{ fate: isKept || isExported(id) ? 'kept' : 'dropped', at: node }]
}

function isExported(id: Node): boolean {
  const declaration = toParent(toParent(id) ?? id)
  return declaration !== null && toParent(declaration)?.type === 'ExportNamedDeclaration'
}

/** `then` and its like make a promise of a promise, and one that is told of rejections has an answer for them. Every other member is not there. */
function readMember(sourceCode: SourceCode, member: ESTree.MemberExpression, node: Node): readonly Reading[] {
  const name = toMemberName(member)
  const outer = toOuter(member)
  const call = toParent(outer)
  if (name !== 'then' && name !== 'catch' && name !== 'finally') {
    return [{ fate: name === null ? 'kept' : 'mistaken', at: node }]
  }
  if (call?.type !== 'CallExpression' || call.callee !== outer) return [{ fate: 'kept', at: node }]
  const isAnswered = (name === 'then' && call.arguments.length > 1) || (name === 'catch' && call.arguments.length > 0)
  return isAnswered ? [{ fate: 'kept', at: node }] : readFates(sourceCode, call).map(({ fate }) => ({ fate, at: node }))
}

/** The promise that waits for this one among others: `Promise.all([auth.protect()])`. */
function toJoin(outer: Node, parent: Node): Node | null {
  if (parent.type !== 'ArrayExpression') return null
  const call = toParent(parent)
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return null
  const { object } = call.callee
  const isJoin = object.type === 'Identifier' && object.name === 'Promise' && call.arguments[0] === parent
  return isJoin && PROMISE_JOINS.has(toMemberName(call.callee) ?? '') ? call : null
}

/** The promise that is awaited in its stead: the same, or one that waits for it among others. Null where none is. */
export function toAwaited(node: Node): Node | null {
  const outer = toFlow(node)
  const parent = toParent(outer)
  if (parent?.type === 'AwaitExpression') return outer
  const join = parent === null ? null : toJoin(outer, parent)
  return join === null ? null : toAwaited(join)
}

/** Whether a value is looked at by nobody. @param node An expression. */
export function isDropped(node: Node): boolean {
  const outer = toFlow(node)
  const parent = toParent(outer)
  if (parent?.type === 'ExpressionStatement') return true
  if (parent?.type === 'UnaryExpression') return parent.operator === 'void'
  if (parent?.type === 'SequenceExpression') return true
  return isFunction(parent) && parent.body === outer && isForEach(parent)
}

function isForEach(node: Node): boolean {
  const call = toParent(toOuter(node))
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false
  return toMemberName(call.callee) === 'forEach'
}

const TESTS: ReadonlySet<string> = new Set([
  'IfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'ForStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'BinaryExpression',
  'TemplateLiteral',
  'SwitchStatement',
])

/** A promise is always true, equals nothing, and has no fields: where it is compared, tested, spread or taken apart, an answer was meant. */
function isMistaken(outer: Node, parent: Node): boolean {
  if (TESTS.has(parent.type)) return true
  if (parent.type === 'UnaryExpression') return parent.operator === '!'
  if (parent.type === 'SpreadElement') return toParent(parent)?.type === 'ObjectExpression'
  if (parent.type === 'VariableDeclarator') return parent.id.type === 'ObjectPattern'
  return parent.type === 'AssignmentExpression' && parent.right === outer && parent.left.type === 'ObjectPattern'
}
