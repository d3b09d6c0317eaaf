/** Results → the page of the documentation. Pure. */
import type { Case, Chapter } from './case.ts'
import type { Answer } from './describe-answer.ts'
import { judgeAnswer } from './judge-answer.ts'
import type { Results, RuntimeName } from './run-suite.ts'

/** How the suite's handler is served. */
const SERVED: Readonly<Record<RuntimeName, string>> = {
  Node: '`@hono/node-server`, the global objects left alone',
  'edge VM': '`@edge-runtime/vm`, one bundled script',
  workerd: 'the worker, bundled by wrangler',
  Deno: '`Deno.serve`',
  Bun: '`Bun.serve`',
}

/** What the site is told of the page. */
const WORDS = `---
title: The same answers on every runtime
description: Which answers are the same on Node, the edge VM, workerd, Deno and Bun, printed from a run.
questions:
  - does it work on Deno
  - does it work on Bun
  - edge runtime support
  - which runtimes are tested
---

`

/** @param suite Of every runtime and adapter. The answers that are printed are those of the first. */
export function toPage(suite: readonly Results[], chapters: readonly Chapter[]): string {
  const [first] = suite
  if (first === undefined) throw new Error('There are no results.')
  const cases = chapters.flatMap((chapter) => chapter.cases)
  return (
    [
      WORDS + '# The same answers on every runtime',
      '<!-- Printed from the results of packages/conformance/src/runtimes by `node packages/conformance/src/runtimes/generate-runtimes.ts`. Do not edit. -->',
      `${cases.length} requests, sent over HTTP to one handler on each runtime, against an identity provider on a port. The table below is the answer of every runtime: where one differed, this page could not be printed.`,
      toTable(['Runtime', 'Served by', '@postern/fetch', '@postern/hono'], toSummary(suite, cases)),
      'A number says how many answers were as expected and, header by header and byte by byte, those of all the other runtimes. `{app}` is the application, `{fapi}` the Frontend API of its instance, `…` is minted anew each time. Under "answer", what follows the status is why nobody is signed in (`x-clerk-auth-reason`). Behind Hono the answers are the same, except that it knows why a machine token is refused before anybody asks.',
      ...chapters.map((chapter) => toChapter(chapter, first)),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  )
}

function toSummary(suite: readonly Results[], cases: readonly Case[]): readonly (readonly string[])[] {
  const names = [...new Set(suite.map(({ runtime }) => runtime))]
  return names.map((name) => {
    const counts = (['fetch', 'hono'] as const).map((adapter) => {
      const all = suite.filter((results) => results.adapter === adapter)
      const own = all.find(({ runtime }) => runtime === name)
      return String(cases.filter((one) => own !== undefined && isAgreed(one, own, all)).length)
    })
    return [name, SERVED[name], ...counts]
  })
}

function isAgreed({ name, expected }: Case, own: Results, all: readonly Results[]): boolean {
  const answer = own.answers.get(name)
  if (answer === undefined) return false
  const { actual, wanted } = judgeAnswer(answer, expected, own.adapter)
  const text = JSON.stringify(answer)
  return (
    JSON.stringify(actual) === JSON.stringify(wanted) &&
    all.every(({ answers }) => JSON.stringify(answers.get(name)) === text)
  )
}

function toChapter({ title, cases }: Chapter, { answers }: Results): string {
  const rows = cases.map((one) => [one.name, toQuestion(one), toAnswer(one, answers.get(one.name))])
  return `## ${title}\n\n${toTable(['Case', 'Request', 'Answer'], rows)}`
}

function toQuestion({ method = 'GET', path = '/', visitor, way, site }: Case): string {
  const asked = typeof path === 'string' ? decode(path) : 'a URL with a minted proof'
  const parts = [
    way === undefined || way === 'program' ? null : `as ${way}`,
    typeof visitor === 'string' && visitor !== 'nobody' ? `by ${visitor}` : null,
    site === undefined ? null : `of "${site}"`,
  ]
  return [`\`${method} ${asked}\``, ...parts.filter((part) => part !== null)].join(', ')
}

/** Arguments are readable; escapes that a case is about stay as they are. */
function decode(path: string): string {
  return path.includes('?q=') ? decodeURIComponent(path) : path
}

function toAnswer({ expected }: Case, answer: Answer | undefined): string {
  if (answer === undefined) return '-'
  const reason = answer.headers['x-clerk-auth-reason']
  const { body } = expected
  const parts = [
    `${answer.status}${reason === undefined ? '' : ` ${reason}`}`,
    answer.location === null ? null : `to \`${answer.location}\``,
    answer.setCookies.length === 0
      ? null
      : `sets ${answer.setCookies.map((line) => `\`${line.split('=')[0]}\``).join(' ')}`,
    typeof body === 'object' ? `\`${JSON.stringify(body)}\`` : null,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
