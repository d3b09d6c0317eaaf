/**
 * Prints the tables that decide, as a page. Rule tables → Markdown. Pure.
 *
 * The page is made from the rows that run, never written by hand; a test fails when it is stale. `pnpm --filter @postern/docs run generate`
 * writes it again.
 */
import { activationRules, arrivalRules, verdictRules } from '../../../packages/core/src/handshake/rules.ts'
import { accessRules, answerRules } from '../../../packages/core/src/protection/rules.ts'
import { always, type Rule } from '../../../packages/core/src/rule.ts'

/** A row of any table. Which facts it asks does not matter for printing. */
type AnyRule = Rule<never, unknown>

/** What stands above a table. */
interface Section {
  readonly title: string
  readonly text: string
  readonly rules: readonly AnyRule[]
}

const SECTIONS: readonly Section[] = [
  {
    title: 'Arrival',
    text: 'What the cookies alone say, before any signature is checked.',
    rules: arrivalRules,
  },
  {
    title: 'Verdict',
    text: 'What verification brought, and renewal if it was tried. `expired` travels with the reason why renewal failed.',
    rules: verdictRules,
  },
  {
    title: 'Activation',
    text: 'Asked only for a cookie session that verified without a trip and without renewal.',
    rules: activationRules,
  },
  {
    title: 'May they be here?',
    text: '`protect()`, on the auth object as the route accepts it.',
    rules: accessRules,
  },
  {
    title: 'What are they told?',
    text: 'The answer that `protect()` gives.',
    rules: answerRules,
  },
]

/** The condition as it stands in the source, without the arrow and the name of the facts. */
const toCondition = (when: (facts: never) => boolean): string => {
  if (when === always) return 'otherwise'
  const [, name = '', body = ''] = /^\(?(\w+)\)?\s*=>\s*([\s\S]*)$/.exec(String(when).trim()) ?? []
  return body
    .replaceAll(`${name}.`, '')
    .replace(/\s+/g, ' ')
    .replaceAll('"', "'")
    .replaceAll(' && ', ' and ')
    .replaceAll(' || ', ' or ')
    .replaceAll(' === ', ' is ')
    .replaceAll(/!(?=\w)/g, 'not ')
    .trim()
}

/** The outcome in words: `travel (reason, by way)` or the bare word. */
const toOutcome = (outcome: unknown): string => {
  if (typeof outcome === 'string') return outcome
  const { kind, reason, way } = outcome as { readonly kind: string; readonly reason?: string; readonly way?: string }
  const reasonText = reason === undefined ? '' : ` \`${reason}\``
  return `${kind}${reasonText}${way === undefined || way === 'handshake' ? '' : `, by way of the ${way}`}`
}

const toTable = (rules: readonly AnyRule[]): string =>
  [
    '| # | Rule | When | Then |',
    '| --- | --- | --- | --- |',
    ...rules.map(
      ([name, when, outcome], index) => `| ${index + 1} | \`${name}\` | ${toCondition(when)} | ${toOutcome(outcome)} |`,
    ),
  ].join('\n')

/** The whole page. */
export const toRulesPage = (): string =>
  [
    '# The rules, in order',
    '<!-- Printed from the tables in packages/core by `pnpm --filter @postern/docs run generate`. Do not edit. -->',
    'The first row of a table that applies wins. With `debug: true` the trace of a request lists the names that won.',
    'A row that says *travel* sends the browser away only if the gate lets it: a GET request for a document, and fewer than three trips in a row.' +
      ' Otherwise the visitor is signed out, with the same reason. What each reason means stands in [errors.md](errors.md).',
    ...SECTIONS.flatMap(({ title, text, rules }) => [`## ${title}`, text, toTable(rules)]),
  ].join('\n\n') + '\n'
