/**
 * Rule `no-swallowed-protect`: what `auth.protect()` throws is not caught for good.
 */
import type { Rule } from 'eslint'
import type * as ESTree from 'estree'
import { createRule } from '../create-rule.ts'
import type { Place } from '../kinds.ts'
import { isRethrown } from '../is-rethrown.ts'
import { toAwaited } from '../read-fate.ts'
import { isFunction, toParent, type Node } from '../syntax.ts'

/** Reports a `try` around `await auth.protect()` whose `catch` keeps the refusal. */
export const noSwallowedProtect: Rule.RuleModule = createRule({
  description: 'Disallow a try around auth.protect() that does not throw the refusal again',
  messages: {
    page: 'Next stops a page by the error that `auth.protect()` throws, and this `catch` keeps it: the code goes on for people who may not be here. Begin it with `unstable_rethrow(error)` of `next/navigation`, or write `await auth.protect()` before the `try`.',
    rule: 'The error that `auth.protect()` throws is the refusal, and this `catch` keeps it. Throw what you do not know again, or write `await auth.protect()` before the `try`.',
  },
  check: (uses, sourceCode) =>
    uses
      .filter(({ kind }) => kind === 'refusal' || kind === 'helped')
      .filter(
        ({ node, place }) =>
          toAwaited(node) !== null &&
          toHandlers(node).some((handler) => !isRethrown(sourceCode, handler) && !isAnswered(handler, place)),
      )
      .map(({ node, place }) => ({ node, messageId: place === 'server' ? 'page' : 'rule' })),
})

/** Every `catch` that an error of this expression can reach in the same function. */
function toHandlers(node: Node): readonly ESTree.CatchClause[] {
  const handlers: ESTree.CatchClause[] = []
  for (let child = node, at = toParent(node); at !== null && !isFunction(at); child = at, at = toParent(at)) {
    if (at.type === 'TryStatement' && at.block === child && at.handler) handlers.push(at.handler)
  }
  return handlers
}

/** A route of Hono's may answer a refusal in its own words. */
function isAnswered({ body }: ESTree.CatchClause, place: Place): boolean {
  return (
    place === 'route' &&
    body.body.some((statement) => statement.type === 'ReturnStatement' && Boolean(statement.argument))
  )
}
