/**
 * Rule `await-auth`: what `auth()` answers is awaited before it is read.
 */
import type { Rule, SourceCode } from 'eslint'
import type * as ESTree from 'estree'
import { toAwaitEdit, toAwaitPlace, type AwaitPlace, type Edit } from '../add-await.ts'
import { createRule } from '../create-rule.ts'
import { readFates } from '../read-fate.ts'
import { toInner, toMemberName, toOuter, toParent, type Node } from '../syntax.ts'

/** Reports a promise of `auth()` that is taken for its answer. */
export const awaitAuth: Rule.RuleModule = createRule({
  description: 'Require await before the answer of auth() is read',
  isFixable: true,
  messages: {
    field: '`auth()` answers with a promise, which has no `{{name}}`. Write `const { {{name}} } = await auth()`.',
    fields: '`auth()` answers with a promise, and is taken apart before anybody waited. Write `await auth()`.',
    truth:
      '`auth()` answers with a promise, which is never empty and equals nothing. Write `await auth()`, and ask for `isAuthenticated`.',
    protect: '`protect` belongs to `auth` itself, and `auth()` answers with a promise. Write `await auth.protect()`.',
    await: 'Add `await`.',
    async: 'Add `await`, and make the function `async`.',
  },
  check: (uses, sourceCode) =>
    uses
      .filter(({ kind, node }) => kind === 'who' && node.type === 'CallExpression')
      .flatMap(({ node }) => readFates(sourceCode, node))
      .filter(({ fate }) => fate === 'mistaken')
      .map(({ at }) => toReport(sourceCode, at)),
})

function toReport(sourceCode: SourceCode, at: Node): Rule.ReportDescriptor {
  const found = readMistake(at)
  const report = { node: at, messageId: found.messageId, data: { name: found.name } }
  // Whether somebody is here is another question than whether there is a session object: only a person knows which was meant.
  if (found.messageId === 'truth') return report
  const place = toAwaitPlace(at)
  if (place === null) return report
  const edit =
    found.protect === null ? toAwaitEdit(sourceCode, at, place) : toProtectEdit(sourceCode, at, found.protect, place)
  if (edit === null) return report
  if (place.makeAsync === null) return { ...report, fix: edit }
  return { ...report, suggest: [{ messageId: 'async', fix: edit }] }
}

interface Mistake {
  readonly messageId: 'field' | 'fields' | 'truth' | 'protect'
  readonly name: string
  /** The call of `protect`, for `auth().protect()`. */
  readonly protect: ESTree.SimpleCallExpression | null
}

function readMistake(at: Node): Mistake {
  const parent = toParent(toOuter(at))
  if (parent?.type === 'MemberExpression') {
    const name = toMemberName(parent) ?? ''
    const call = toParent(toOuter(parent))
    const isProtect = name === 'protect' && call?.type === 'CallExpression' && toInner(call.callee) === parent
    return isProtect ? { messageId: 'protect', name, protect: call } : { messageId: 'field', name, protect: null }
  }
  const isFields =
    parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression' || parent?.type === 'SpreadElement'
  return { messageId: isFields ? 'fields' : 'truth', name: '', protect: null }
}

/** `auth().protect(…)` → `await auth.protect(…)`. Null where `auth()` stands in a variable, or was asked something. */
function toProtectEdit(
  sourceCode: SourceCode,
  at: Node,
  protect: ESTree.SimpleCallExpression,
  place: AwaitPlace,
): Edit | null {
  if (at.type !== 'CallExpression' || at.arguments.length > 0) return null
  const isAwaited = toParent(toOuter(protect))?.type === 'AwaitExpression'
  return (fixer) => [
    ...(isAwaited ? [] : toAwaitEdit(sourceCode, protect, place)(fixer)),
    fixer.replaceText(at, sourceCode.getText(at.callee)),
  ]
}
