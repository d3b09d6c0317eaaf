/**
 * Prints the tables that decide, as a page. Rule tables and their source → Markdown.
 *
 * The page is made from the rows that run, never written by hand; a test fails when it is stale. `pnpm --filter @postern/docs run generate`
 * writes it again.
 */
import { readFileSync } from 'node:fs'
import { suffixRules } from '../../../packages/core/src/credentials/read-credentials.ts'
import { gateRules } from '../../../packages/core/src/handshake/gate.ts'
import { redemptionRules } from '../../../packages/core/src/handshake/redemption-rules.ts'
import { activationRules, arrivalRules, verdictRules } from '../../../packages/core/src/handshake/rules.ts'
import { refusalRules } from '../../../packages/core/src/protection/refusal-rules.ts'
import { accessRules, answerRules } from '../../../packages/core/src/protection/access-rules.ts'
import type { Rule } from '../../../packages/core/src/foundation/rule.ts'
import { readConditions } from './read-conditions.ts'

/** A row of any table. Which facts it asks does not matter for printing. */
type AnyRule = Rule<never, unknown>

/** What stands above a table. */
interface Section {
  readonly title: string
  readonly text: string
  readonly rules: readonly AnyRule[]
  /** Where it stands, below `packages/core/src`. */
  readonly file: string
}

const SECTIONS: readonly Section[] = [
  {
    title: 'Which cookies count?',
    text: 'Cookies come in two sets, plain and with a suffix made from the publishable key. Which set is believed when they disagree.',
    rules: suffixRules,
    file: 'credentials/read-credentials.ts',
  },
  {
    title: 'Does a handshake count?',
    text:
      'Asked for the result of a handshake before anything else; where none counts, the tables below go on as if there were none. `brings`: another' +
      ' person than the session that is there, or nobody. `isTripDue`: only the provider knows who is here, and' +
      ' was not asked just now. `session`: a session that is there without it, and `stands` before all tables' +
      ' or at least `verifies` ([026](decisions/026-a-handshake-brings-what-was-asked-for.md)).',
    rules: redemptionRules,
    file: 'handshake/redemption-rules.ts',
  },
  {
    title: 'Arrival',
    text: 'What the cookies alone say, before any signature is checked.',
    rules: arrivalRules,
    file: 'handshake/rules.ts',
  },
  {
    title: 'Verdict',
    text: 'What verification brought, and renewal if it was tried. `expired` travels with the reason why renewal failed.',
    rules: verdictRules,
    file: 'handshake/rules.ts',
  },
  {
    title: 'Activation',
    text: 'Asked only for a cookie session that verified without a trip and without renewal.',
    rules: activationRules,
    file: 'handshake/rules.ts',
  },
  {
    title: 'May the browser travel?',
    text:
      'Asked for every trip that a table above wants. `go` is a redirect; `stay` and `stay-looping` leave the visitor where they are, signed out for the' +
      ' same reason, or signed in where the session was good; `refuse` is a 503 that makes the browser ask again in earnest.',
    rules: gateRules,
    file: 'handshake/gate.ts',
  },
  {
    title: 'May they be here?',
    text: '`protect()`, on the auth object as the route accepts it.',
    rules: accessRules,
    file: 'protection/access-rules.ts',
  },
  {
    title: 'What are they told?',
    text: 'The answer that `protect()` gives.',
    rules: answerRules,
    file: 'protection/access-rules.ts',
  },
  {
    title: 'Is the refusal carried out?',
    text:
      'What a rule of the application refused, by `protect()` or a redirect. `isInFront`: the rule stands in front of an application, as in Next and in' +
      " Hono's middleware ([019](decisions/019-a-refusal-that-would-help-nobody.md)).",
    rules: refusalRules,
    file: 'protection/refusal-rules.ts',
  },
]

/** The condition in words that need no arrows. A pipe would end the cell. */
const toWords = (condition: string): string =>
  condition === 'always'
    ? 'otherwise'
    : condition
        .replace(/\s+/g, ' ')
        .replaceAll(' && ', ' and ')
        .replaceAll(' || ', ' or ')
        .replaceAll(' === ', ' is ')
        .replaceAll(' !== ', ' is not ')
        .replaceAll(/!(?=\w)/g, 'not ')
        .replaceAll('|', '\\|')
        .trim()

/** The outcome in words: `travel (reason, by way)` or the bare word. */
const toOutcome = (outcome: unknown): string => {
  if (typeof outcome === 'string') return outcome
  const { kind, reason, way } = outcome as { readonly kind: string; readonly reason?: string; readonly way?: string }
  const reasonText = reason === undefined ? '' : ` \`${reason}\``
  return `${kind}${reasonText}${way === undefined || way === 'handshake' ? '' : `, by way of the ${way}`}`
}

const toTable = ({ rules, file }: Section): string => {
  const conditions = readConditions(
    readFileSync(new URL(`../../../packages/core/src/${file}`, import.meta.url), 'utf8'),
  )
  const rows = rules.map(([name, , outcome], index) => {
    const condition = conditions.get(name)
    if (condition === undefined) throw new Error(`The row ${name} was not found in ${file}.`)
    return `| ${index + 1} | \`${name}\` | ${toWords(condition)} | ${toOutcome(outcome)} |`
  })
  return ['| # | Rule | When | Then |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** The whole page. */
export const toRulesPage = (): string =>
  [
    '# The rules, in order',
    '<!-- Printed from the tables in packages/core by `pnpm --filter @postern/docs run generate`. Do not edit. -->',
    "The first row of a table that applies wins. With `debug: true` a line per request names the row that won, with `debug: 'json'` the trace lists all of them.",
    'A row that says *travel* sends the browser away only if the [gate](#may-the-browser-travel) lets it.' +
      ' What each reason means stands in [errors.md](errors.md).',
    ...SECTIONS.flatMap((section) => [`## ${section.title}`, section.text, toTable(section)]),
  ].join('\n\n') + '\n'
