/**
 * Rule `await-protect`: somebody waits for every answer of `auth.protect()`.
 */
import type { Rule, SourceCode } from 'eslint'
import { toAwaitEdit, toAwaitPlace } from '../add-await.ts'
import { createRule } from '../create-rule.ts'
import type { Use } from '../find-uses.ts'
import { readFates, type Reading } from '../read-fate.ts'
import { toOuter, toParent } from '../syntax.ts'

/** Reports a call whose refusal nobody hears. */
export const awaitProtect: Rule.RuleModule = createRule({
  description: 'Require somebody to wait for the answer of auth.protect()',
  isFixable: true,
  messages: {
    page: '`auth.protect()` is not awaited, so it protects nothing: Next sends the page before the question is answered. Write `await auth.protect()`.',
    rule: '`auth.protect()` is not awaited. The refusal still counts, but the code behind it runs before anybody is refused. Write `await auth.protect()`.',
    helper:
      'This function asks `auth.protect()` and is not awaited, so the code behind it runs before anybody is refused. Write `await` in front of it.',
    await: 'Add `await`.',
    async: 'Add `await`, and make the function `async`.',
  },
  check: (uses, sourceCode) =>
    uses
      // A variable that holds one is read where it was made.
      .filter(({ kind, node }) => (kind === 'refusal' || kind === 'helped') && node.type === 'CallExpression')
      .flatMap((use) =>
        readFates(sourceCode, use.node)
          .filter(({ fate }) => fate !== 'kept')
          .map((reading) => toReport(sourceCode, use, reading)),
      ),
})

function toReport(sourceCode: SourceCode, { kind, place, node }: Use, { fate, at }: Reading): Rule.ReportDescriptor {
  const asked = place === 'server' ? 'page' : 'rule'
  const report = { node: at, messageId: kind === 'helped' ? 'helper' : asked }
  const awaitPlace = toAwaitPlace(at)
  if (awaitPlace === null || !isStatementOrMistake(at, fate)) return report
  const edit = toAwaitEdit(sourceCode, at, awaitPlace)
  if (awaitPlace.makeAsync === null && at === node) return { ...report, fix: edit }
  return { ...report, suggest: [{ messageId: awaitPlace.makeAsync === null ? 'await' : 'async', fix: edit }] }
}

/** An `await` in front of `void x`, of `x.then(…)` or of a variable that nobody reads would leave the mistake where it is. */
function isStatementOrMistake(at: Reading['at'], fate: Reading['fate']): boolean {
  const type = toParent(toOuter(at))?.type
  return (
    fate === 'mistaken' ||
    type === 'ExpressionStatement' ||
    type === 'LogicalExpression' ||
    type === 'ConditionalExpression'
  )
}
