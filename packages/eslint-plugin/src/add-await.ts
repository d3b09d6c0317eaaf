/**
 * Where an `await` is missing → the edit that adds it, where the code around it allows one.
 */
import type { Rule, SourceCode } from 'eslint'
import type * as ESTree from 'estree'
import { isFunction, toOuter, toParent, type FunctionNode, type Node } from './syntax.ts'

/** An edit of the file, as ESLint asks for it. */
export type Edit = (fixer: Rule.RuleFixer) => Rule.Fix[]

/** What stands in the way of `await`. */
export interface AwaitPlace {
  /** The function that would have to be `async` first; null where nothing has to change. */
  readonly makeAsync: ESTree.FunctionDeclaration | ESTree.FunctionExpression | ESTree.ArrowFunctionExpression | null
}

/** @returns Null where there can be no `await`: in default values of parameters, in class fields, in generators and methods that are not async. */
export function toAwaitPlace(node: Node): AwaitPlace | null {
  for (let child = node, at = toParent(node); at !== null; child = at, at = toParent(at)) {
    if (at.type === 'PropertyDefinition' || at.type === 'StaticBlock') return null
    if (!isFunction(at)) continue
    if (child !== at.body) return null
    if (at.async === true) return { makeAsync: null }
    return at.generator === true || isMethod(at) ? null : { makeAsync: at }
  }
  return { makeAsync: null }
}

function isMethod(node: FunctionNode): boolean {
  const parent = toParent(node)
  return (
    parent?.type === 'MethodDefinition' || (parent?.type === 'Property' && (parent.method || parent.kind !== 'init'))
  )
}

/** @param node The promise. */
export function toAwaitEdit(sourceCode: SourceCode, node: Node, { makeAsync }: AwaitPlace): Edit {
  return (fixer) => {
    const outer = toOuter(node)
    const isObject = isInFront(outer)
    const edits = [fixer.insertTextBefore(outer, isObject ? '(await ' : 'await ')]
    if (isObject) edits.push(fixer.insertTextAfter(outer, ')'))
    if (makeAsync !== null)
      edits.push(fixer.insertTextBefore(sourceCode.getFirstToken(makeAsync) ?? makeAsync, 'async '))
    return edits
  }
}

/** Whether what follows binds closer than `await`. */
function isInFront(outer: Node): boolean {
  const parent = toParent(outer)
  if (parent?.type === 'MemberExpression') return parent.object === outer
  return parent?.type === 'CallExpression' && parent.callee === outer
}
