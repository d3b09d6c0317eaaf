/**
 * Prints what the emulator answers, as a page. The list of methods that a run of the vendor's server client left
 * (`packages/conformance/results/backend-methods.json`), the emulator's own routes and its answers → Markdown. A test fails when the page says
 * something else. Waits.
 */
import { readFileSync } from 'node:fs'
import { createEmulator, type Emulator } from '@postern/emulator'
import type { ProbedMethod } from '../../../packages/conformance/src/emulated/probed-method.ts'
import { SCRIPT_REQUESTS } from './script-requests.ts'
import { toFrontMatter } from './to-front-matter.ts'

const NOW_MS = 1_790_000_000_000

interface Line {
  readonly area: 'browser' | 'server' | 'page' | 'console'
  readonly methods: string
  readonly path: string
}

/** What the script misses where it is answered; each ends the sentence "without …". By request. */
const PARTLY: Readonly<Record<string, string>> = {
  'POST /v1/client/verify': 'a captcha: there is none to solve',
}

const AREAS = [
  ['browser', 'Browsers ask', 'The Frontend API.'],
  ['server', 'Servers ask', 'The Backend API, and the OAuth server, which clients in browsers ask too.'],
  ['page', 'People see', 'Pages of the account portal.'],
  ['console', 'The console', 'For people at `/__emu`, and for programs that cause trouble or look around.'],
] as const

const readMethods = (): readonly ProbedMethod[] => {
  const file = new URL('../../../packages/conformance/results/backend-methods.json', import.meta.url)
  // A program of this repository writes it, and a test holds it to what that program says now.
  return JSON.parse(readFileSync(file, 'utf8')) as readonly ProbedMethod[]
}

const readLines = async (emulator: Emulator): Promise<readonly Line[]> => {
  const answer = await emulator.fetch(`${emulator.url}/__emu/routes`)
  return ((await answer.json()) as { readonly routes: readonly Line[] }).routes
}

const toTable = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const toAnswer = (answer: string, without: string): string =>
  without === '' ? answer : `${answer}, without ${without}`

const count = (answers: readonly string[], word: string): number => answers.filter((answer) => answer === word).length

const summarize = (answers: readonly string[]): string =>
  `${count(answers, 'served')} served, ${count(answers, 'partly')} partly, ${count(answers, '501')} answered with 501.`

const toMethods = (methods: readonly ProbedMethod[]): string => {
  const rows = methods.map(({ name, request, answer, without }) => [
    `\`${name}\``,
    `\`${request}\``,
    toAnswer(answer, without),
  ])
  return toTable(['Method', 'Request', 'Answer'], rows)
}

/** Asks as the script does, signed in as somebody who administers an organization. Whatever is refused for its content is served. */
const askScript = async (request: string): Promise<string> => {
  const [method = '', pattern = ''] = request.split(' ')
  const emulator = createEmulator({ clock: NOW_MS })
  const { emulatorCookie, token, sessionId } = await emulator.mint.session({ user: 'user_ada', org: 'org_acme' })
  const path = pattern
    .replace('/sessions/:id', `/sessions/${sessionId}`)
    .replace('/organizations/:id', '/organizations/org_acme')
    .replaceAll(/:\w+/g, 'nothing')
  const isKey = pattern.startsWith('/api_keys')
  const answer = await emulator.fetch(`${emulator.url}${path}?_clerk_js_version=6`, {
    method,
    headers: isKey ? { authorization: `Bearer ${token}` } : { cookie: emulatorCookie },
  })
  if (answer.status === 501 || answer.status === 405) return '501'
  return PARTLY[request] === undefined ? 'served' : 'partly'
}

const toScript = async (): Promise<readonly (readonly [request: string, answer: string])[]> => {
  const asked: (readonly [string, string])[] = []
  for (const request of SCRIPT_REQUESTS) asked.push([request, await askScript(request)])
  return asked
}

const toEndpoints = (lines: readonly Line[]): readonly string[] =>
  AREAS.flatMap(([area, title, text]) => {
    const rows = lines.filter((line) => line.area === area).map(({ methods, path }) => [`\`${path}\``, methods])
    return [`### ${title}`, text, toTable(['Path', 'Methods'], rows)]
  })

const WORDS = toFrontMatter({
  title: 'What the emulator answers',
  description:
    'Each method of the server client, each request of the browser script and each endpoint, and how the emulator answers it.',
  questions: [
    'not_emulated 501',
    'does the emulator have users.updateUser',
    'list of emulated endpoints',
    'which backend methods work offline',
  ],
})

/** The whole page. */
export const toEmulatedPage = async (): Promise<string> => {
  const emulator = createEmulator({ clock: NOW_MS })
  const methods = readMethods()
  const script = await toScript()
  const rows = script.map(([request, answer]) => [`\`${request}\``, toAnswer(answer, PARTLY[request] ?? '')])
  return (
    [
      WORDS + '# What the emulator answers',
      '<!-- Printed from a run by `pnpm --filter @postern/conformance run emulated`. Do not edit. -->',
      'Each method of the published server client, each request of the published browser script, and each endpoint. What is not here is answered' +
        ' with 501 and the code `not_emulated`, which the page that asked may read. A running emulator lists its endpoints itself: `GET /__emu/routes`.' +
        ' How to use it stands in its [README](../../packages/emulator/README.md), what may be relied on in [emulator.md](emulator.md).',
      'After a change of the emulator, `pnpm --filter @postern/conformance run emulated` builds it, calls every method against it, and prints this page anew.',
      '## Methods of the server client',
      `\`@clerk/backend\` 3.25.0 has ${methods.length} methods. ${summarize(methods.map(({ answer }) => answer))}` +
        ' Each was called once, with plausible arguments, against a fresh emulator.',
      toMethods(methods),
      '## Requests of the browser script',
      `\`@clerk/clerk-js\` 6.40.0 can make ${script.length} requests of the Frontend API. ${summarize(script.map(([, answer]) => answer))}` +
        ' Each was asked once, signed in; one that is refused for what it says counts as served.',
      toTable(['Request', 'Answer'], rows),
      '## Endpoints',
      'All of them, from the tables that run. `:id` and its like stand for one segment.',
      ...toEndpoints(await readLines(emulator)),
    ].join('\n\n') + '\n'
  )
}
