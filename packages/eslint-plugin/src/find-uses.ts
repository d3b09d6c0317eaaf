/**
 * A file → every expression in it that comes from one of our packages, with what it is. Follows names forward from the imports: through
 * aliases, namespaces, patterns, variables, calls, `await` and the functions that are handed to us.
 */
import type { Scope, SourceCode } from 'eslint'
import type * as ESTree from 'estree'
import { KINDS, PACKAGES, type Kind, type Place } from './kinds.ts'
import {
  findFunction,
  findVariable,
  isFunction,
  toFlow,
  toFunction,
  toFunctionVariable,
  toMemberName,
  toOuter,
  toParent,
  toReads,
  type Node,
  type Pattern,
} from './syntax.ts'

/** An expression, and what it is. */
export interface Use {
  /** What it is. */
  readonly kind: Kind
  /** Where its code runs. */
  readonly place: Place
  /** Where it stands. */
  readonly node: Node
}

/** What brings our names into a file. */
export type Import = ESTree.ImportDeclaration | ESTree.ImportExpression

interface Walk {
  readonly sourceCode: SourceCode
  readonly uses: Use[]
  readonly seen: Map<Node, Set<Kind>>
}

/** @param imports All of the file's. @returns In no particular order, each once. */
export function findUses(sourceCode: SourceCode, imports: readonly Import[]): readonly Use[] {
  const walk: Walk = { sourceCode, uses: [], seen: new Map() }
  for (const node of imports) {
    const source = node.source.type === 'Literal' ? PACKAGES[String(node.source.value)] : undefined
    if (source === undefined) continue
    const [kind, place] = source
    if (node.type === 'ImportDeclaration') followImport(walk, node, kind, place)
    else if (toParent(toOuter(node))?.type === 'AwaitExpression') follow(walk, toParent(toOuter(node)), kind, place)
  }
  return walk.uses
}

function followImport(walk: Walk, node: ESTree.ImportDeclaration, kind: Kind, place: Place): void {
  for (const specifier of node.specifiers) {
    const found = specifier.type === 'ImportSpecifier' ? KINDS[kind].members?.[toImportedName(specifier)] : kind
    if (found === undefined || specifier.type === 'ImportDefaultSpecifier') continue
    followVariable(walk, walk.sourceCode.getDeclaredVariables(specifier)[0], found, place)
  }
}

function toImportedName({ imported }: ESTree.ImportSpecifier): string {
  return imported.type === 'Identifier' ? imported.name : String(imported.value)
}

function followVariable(walk: Walk, variable: Scope.Variable | null | undefined, kind: Kind, place: Place): void {
  if (variable === null || variable === undefined) return
  for (const read of toReads(variable)) follow(walk, read, kind, place)
}

function follow(walk: Walk, node: Node | null, kind: Kind, place: Place): void {
  const kinds = node === null ? null : (walk.seen.get(node) ?? new Set<Kind>())
  if (node === null || kinds === null || kinds.has(kind)) return
  walk.seen.set(node, kinds.add(kind))
  walk.uses.push({ kind, place, node })
  const outer = toOuter(node)
  const parent = toParent(outer)
  if (parent === null) return
  const { members, awaited } = KINDS[kind]
  if (parent.type === 'MemberExpression' && parent.object === outer) {
    const name = toMemberName(parent) ?? ''
    const member = name === 'then' && awaited !== undefined ? 'continuation' : members?.[name]
    if (member !== undefined) follow(walk, parent, member, place)
  } else if (parent.type === 'CallExpression' && parent.callee === outer) followCall(walk, parent, kind, place)
  else if (parent.type === 'AwaitExpression' && awaited !== undefined) follow(walk, parent, awaited, place)
  else if (parent.type === 'VariableDeclarator') followPattern(walk, parent.id, kind, place)
  else if (parent.type === 'AssignmentExpression' && parent.right === outer)
    followPattern(walk, parent.left, kind, place)
  if (kind === 'refusal' || kind === 'helped') followHelper(walk, node, place)
}

function followCall(walk: Walk, call: ESTree.SimpleCallExpression, kind: Kind, place: Place): void {
  const { called, callback } = KINDS[kind]
  if (callback !== undefined) {
    const given = findFunction(walk.sourceCode, call.arguments[0])
    const isOptions =
      callback.isOptionsWhenAlone === true && call.arguments.length < 2 && (given?.params.length ?? 0) < 2
    const parameter = given?.params[callback.parameter]
    if (parameter !== undefined && !isOptions) followPattern(walk, parameter, callback.kind, callback.place ?? place)
  }
  if (called !== undefined) follow(walk, call, called, place)
}

function followPattern(walk: Walk, pattern: Pattern, kind: Kind, place: Place): void {
  if (pattern.type === 'Identifier') followVariable(walk, findVariable(walk.sourceCode, pattern), kind, place)
  else if (pattern.type === 'AssignmentPattern') followPattern(walk, pattern.left, kind, place)
  else if (pattern.type === 'ObjectPattern') {
    for (const property of pattern.properties) {
      const member = property.type === 'Property' ? KINDS[kind].members?.[toMemberName(property) ?? ''] : undefined
      if (member !== undefined && property.type === 'Property') followPattern(walk, property.value, member, place)
    }
  }
}

/** Whoever calls a function that awaits or returns the answer of `protect()` has to await it as well. */
function followHelper(walk: Walk, node: Node, place: Place): void {
  const found = toFunction(node)
  const end = toParent(toFlow(node))
  const isHandedOn =
    end?.type === 'AwaitExpression' || end?.type === 'ReturnStatement' || (isFunction(end) && end === found)
  if (found === null || !isHandedOn) return
  followVariable(walk, toFunctionVariable(walk.sourceCode, found), 'helper', place)
}
