/** A parsed file → calls of `auth` in it that answer differently now, or that nobody waits for. Pure. */
import type { ESTree } from 'rolldown/utils'
import type { Bindings } from './find-bindings.ts'
import type { Report } from './finding.ts'
import { readMember } from './read-names.ts'
import { walkNodes, type Node } from './walk-nodes.ts'

export interface CallTerms {
  readonly bindings: Bindings
  /** Calls of `clerkMiddleware`: the first parameter of their policy is an `auth` too. */
  readonly middlewares: readonly ESTree.CallExpression[]
  /** Whether the file makes a middleware. */
  readonly isMiddleware: boolean
}

export function findCallFaults(program: ESTree.Program, terms: CallTerms, report: Report): void {
  const names = findAuthNames(terms)
  if (names.size === 0) return
  walkNodes(program, (node, ancestors) => {
    if (node.type !== 'MemberExpression') return
    const { object } = node
    const member = readMember(node)
    if (isCallOf(object, names)) {
      // `.then` and `.catch` are a promise's own.
      if (member !== null && !['then', 'catch', 'finally'].includes(member))
        report('version-5', node, `auth().${member}`)
      return
    }
    if (member !== 'protect' || object.type !== 'Identifier' || !names.has(object.name)) return
    judgeProtect(ancestors, terms, report, object.name)
  })
}

function findAuthNames({ bindings, middlewares }: CallTerms): ReadonlySet<string> {
  const imported = [...bindings].flatMap(([local, name]) => (name === 'auth' ? [local] : []))
  const given = middlewares.flatMap(({ arguments: [policy] }) => {
    if (policy?.type !== 'ArrowFunctionExpression' && policy?.type !== 'FunctionExpression') return []
    const [auth] = policy.params
    return auth?.type === 'Identifier' ? [auth.name] : []
  })
  return new Set([...imported, ...given])
}

const isCallOf = (node: Node, names: ReadonlySet<string>): boolean =>
  node.type === 'CallExpression' && node.callee.type === 'Identifier' && names.has(node.callee.name)

/** @param ancestors Of `auth.protect`, the nearest last. */
function judgeProtect(ancestors: readonly Node[], terms: CallTerms, report: Report, name: string): void {
  const call = ancestors.at(-1)
  if (call?.type !== 'CallExpression') return
  const subject = `${name}.protect()`
  const user = ancestors.at(-2)
  if (user?.type === 'ExpressionStatement')
    report(terms.isMiddleware ? 'not-awaited-middleware' : 'not-awaited', call, subject)
  if (isRaced(ancestors)) report('raced', call, subject)
  if (isCaught(ancestors)) report('swallowed', call, subject)
  const [condition] = call.arguments
  if (condition?.type !== 'ObjectExpression') return
  for (const property of condition.properties)
    if (property.type === 'Property' && property.value.type === 'Identifier' && property.value.name === 'undefined')
      report('undefined-role', property, subject)
}

function isRaced(ancestors: readonly Node[]): boolean {
  return ancestors.some(
    (node) =>
      node.type === 'CallExpression' &&
      node.callee.type === 'MemberExpression' &&
      node.callee.object.type === 'Identifier' &&
      node.callee.object.name === 'Promise' &&
      ['race', 'any'].includes(readMember(node.callee) ?? ''),
  )
}

/** Inside of a `try` of the same function whose `catch` throws nothing. `unstable_rethrow()` of Next throws as well. */
function isCaught(ancestors: readonly Node[]): boolean {
  const from = ancestors.findLastIndex(({ type }) => /Function/.test(type))
  return ancestors.slice(from + 1).some((node, at, own) => {
    if (node.type !== 'TryStatement' || node.handler === null || own[at + 1] !== node.block) return false
    let isThrown = false
    walkNodes(node.handler, (inner) => {
      if (inner.type === 'ThrowStatement') isThrown = true
      if (inner.type === 'Identifier' && inner.name.endsWith('rethrow')) isThrown = true
    })
    return !isThrown
  })
}
