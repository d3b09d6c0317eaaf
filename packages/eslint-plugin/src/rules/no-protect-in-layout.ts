/**
 * Rule `no-protect-in-layout`: no layout of Next's App Router stands in for its pages.
 */
import type { Rule } from 'eslint'
import { createRule } from '../create-rule.ts'

const LAYOUT = /(?:^|[\\/])app[\\/](?:.*[\\/])?layout\.[cm]?[jt]sx?$/

/** Reports `protect()` in a layout. */
export const noProtectInLayout: Rule.RuleModule = createRule({
  description: 'Disallow auth.protect() in a layout of the App Router',
  messages: {
    layout:
      'A layout does not protect its pages: Next renders both side by side, and does not ask the layout again when a link leads from one page to another. Write `await auth.protect()` in each page.',
  },
  check: (uses, _sourceCode, filename) =>
    LAYOUT.test(filename)
      ? uses
          .filter(({ kind, place, node }) => kind === 'refusal' && place === 'server' && node.type === 'CallExpression')
          .map(({ node }) => ({ node, messageId: 'layout' }))
      : [],
})
