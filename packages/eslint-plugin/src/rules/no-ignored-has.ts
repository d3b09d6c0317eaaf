/**
 * Rule `no-ignored-has`: somebody reads every answer of `has()`.
 */
import type { Rule, SourceCode } from 'eslint'
import { createRule } from '../create-rule.ts'
import { isDropped } from '../read-fate.ts'
import { findVariable, toOuter, toParent, type Node } from '../syntax.ts'

/** Reports a question that nobody hears the answer to. */
export const noIgnoredHas: Rule.RuleModule = createRule({
  description: 'Disallow a has() whose answer nobody reads',
  messages: {
    ignored:
      '`has()` answers with true or false and refuses nobody, and nothing reads this answer. Read it, or write `await auth.protect(…)`.',
  },
  check: (uses, sourceCode) =>
    uses
      .filter(({ kind, node }) => kind === 'answer' && node.type === 'CallExpression')
      .filter(({ node }) => isIgnored(sourceCode, toAnswer(node)))
      .map(({ node }) => ({ node, messageId: 'ignored' })),
})

/** `!has()` and `has() === true` are answers as well. */
function toAnswer(node: Node): Node {
  const parent = toParent(toOuter(node))
  return (parent?.type === 'UnaryExpression' && parent.operator !== 'void') || parent?.type === 'BinaryExpression'
    ? toAnswer(parent)
    : node
}

function isIgnored(sourceCode: SourceCode, answer: Node): boolean {
  const parent = toParent(toOuter(answer))
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return isDropped(answer)
  const declaration = toParent(parent)
  if (declaration !== null && toParent(declaration)?.type === 'ExportNamedDeclaration') return false
  return findVariable(sourceCode, parent.id)?.references.every((reference) => !reference.isRead()) ?? false
}
