/**
 * Prints the tables that decide, as a page. Rule tables, their source and words for their facts → Markdown.
 *
 * The page is made from the rows that run, never written by hand; a test fails when it is stale. `pnpm --filter @postern/docs run generate`
 * writes it again.
 */
import { readFileSync } from 'node:fs'
import { readConditions } from './read-conditions.ts'
import { SECTIONS } from './rule-sections.ts'
import type { Section } from './section.ts'
import { toWords } from './to-words.ts'
import { toFrontMatter } from './to-front-matter.ts'

/** The outcome in words: `travel (reason, by way)`, the reason alone, or the bare word. */
const toOutcome = (outcome: unknown): string => {
  if (typeof outcome === 'string') return outcome
  if (outcome === null) return 'nothing'
  const {
    kind,
    failure,
    reason = failure,
    way,
  } = outcome as Readonly<Record<'kind' | 'failure' | 'reason' | 'way', string | undefined>>
  const parts = [...(kind === undefined ? [] : [kind]), ...(reason === undefined ? [] : [`\`${reason}\``])]
  return `${parts.join(' ')}${way === undefined || way === 'handshake' ? '' : `, by way of the ${way}`}`
}

/** @throws Error When a condition uses a fact without words, or words are left that no condition uses. */
const toTable = ({ title, rules, file, words }: Section): string => {
  const conditions = readConditions(
    readFileSync(new URL(`../../../packages/core/src/${file}`, import.meta.url), 'utf8'),
  )
  const used = new Set<string>()
  const rows = rules.map(([name, , outcome], index) => {
    const condition = conditions.get(name)
    if (condition === undefined) throw new Error(`The row ${name} was not found in ${file}.`)
    return `| ${index + 1} | \`${name}\` | ${toWords(condition, words, used)} | ${toOutcome(outcome)} |`
  })
  const left = Object.keys(words).filter((part) => !used.has(part))
  if (left.length > 0) throw new Error(`"${title}" has words that no row needs: ${left.join(', ')}.`)
  return ['| # | Rule | When | Then |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

const WORDS = toFrontMatter({
  title: 'The rules, in order',
  description:
    'Every rule that decides whether a request is let through, sent away or refused, in the order in which they are asked.',
  questions: [
    'which rule refused my request',
    'when does a browser travel to the provider',
    'order of the checks',
    'name of a rule in the trace',
  ],
})

/** The whole page. */
export const toRulesPage = (): string =>
  [
    WORDS + '# The rules, in order',
    '<!-- Printed from the tables in packages/core by `pnpm --filter @postern/docs run generate`. Do not edit. -->',
    "The first row of a table that applies wins; what semicolons separate must all hold. With `debug: true` a line per request names the row that won, with `debug: 'json'` the trace lists all of them, and holds nothing else.",
    'A row that says *travel* sends the browser away only if the [gate](#may-the-browser-travel) lets it.' +
      ' What each reason means stands in [errors.md](errors.md).',
    ...SECTIONS.flatMap((section) => [`## ${section.title}`, section.text, toTable(section)]),
  ].join('\n\n') + '\n'
