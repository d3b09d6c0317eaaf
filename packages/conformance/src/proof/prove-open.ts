/**
 * Asks an application for every URL that people and programs write → those that were refused although they may be asked. Waits for the answers.
 */
import { ID_HEADER, POLICY_HEADER } from '../../fixtures/next-proof/lists.ts'
import { askRaw, type RawResponse } from '../next/raw-request.ts'
import { askAll } from './ask-all.ts'
import { readMarks, type Policy } from './judge-answer.ts'
import { LEGITIMATE_SUFFIXES } from './legitimate-urls.ts'
import type { ProofPages } from './proof-pages.ts'
import type { ProofApplication } from './prove-closed.ts'

/** One URL that was not answered as it must be. */
export interface Refusal {
  readonly policy: string
  readonly target: string
  readonly who: string
  readonly status: number
  readonly location: string
}

export interface Open {
  readonly asked: number
  /** Requests of which the application said that its code ran: without any, `ran` of a closed proof would mean nothing. */
  readonly ran: number
  readonly refusals: readonly Refusal[]
}

let lastId = 0

const PAGE = { accept: 'text/html', 'sec-fetch-dest': 'document' }

/**
 * Public pages answer everybody; hidden ones lead a visitor to the sign-in page, and answer a person.
 *
 * @param isThorough Below every prefix, and not only below one of each.
 */
export async function proveOpen(app: ProofApplication, policy: Policy, isThorough: boolean): Promise<Open> {
  const questions = toQuestions(app, isThorough)
  const cookies = { ada: await app.headersOf('ada'), visitor: await app.headersOf('visitor') }
  const ids: string[] = []
  const answers = await askAll(questions, async (question): Promise<readonly Refusal[]> => {
    const id = `o${(lastId += 1)}.`
    ids.push(id)
    const own = { [POLICY_HEADER]: policy.name, [ID_HEADER]: id }
    const headers = { ...app.headers, ...PAGE, ...cookies[question.who], ...own }
    const { status, location, routes } = await follow(app.origin, question.target, headers)
    const isRight =
      question.route === null
        ? status === 307 && location.includes('/sign-in?') && routes.length === 0
        : status === 200 && routes.includes(question.route)
    return isRight ? [] : [{ policy: policy.name, target: question.target, who: question.who, status, location }]
  })
  const runs = app.readRuns()
  const ran = ids.filter((id) => runs.has(id)).length
  return { asked: questions.length, ran, refusals: answers.flat() }
}

export interface Question {
  readonly target: string
  /** The page that must answer; null: the sign-in page. */
  readonly route: string | null
  readonly who: 'ada' | 'visitor'
}

/** What people and programs write. */
export function toQuestions(
  { site, hiddenPrefixes, openPrefixes }: ProofPages,
  isThorough: boolean,
): readonly Question[] {
  const hidden = Object.entries(hiddenPrefixes)
  const open = Object.entries(openPrefixes)
  const asPerson = hidden.map(([prefix, route]) => ({ prefix, route, who: 'ada' as const }))
  const asNobody = [
    ...hidden.slice(0, 2).map(([prefix]) => ({ prefix, route: null, who: 'visitor' as const })),
    ...open.map(([prefix, route]) => ({ prefix, route, who: 'visitor' as const })),
  ]
  const asked = isThorough ? [...asPerson, ...asNobody] : [...asPerson.slice(0, 1), ...asNobody.slice(1, 3)]
  return asked.flatMap(({ prefix, ...rest }) =>
    LEGITIMATE_SUFFIXES.map((suffix) => ({ ...rest, target: site.basePath + prefix + suffix })),
  )
}

interface Followed {
  readonly status: number
  readonly location: string
  readonly routes: readonly string[]
}

/** The answer, after the one redirect by which Next adds or removes a trailing slash. */
async function follow(origin: string, target: string, headers: Record<string, string>): Promise<Followed> {
  const first = await askRaw(origin, { target, headers })
  const moved = first.status === 308 ? toTarget(first) : null
  const response = moved === null ? first : await askRaw(origin, { target: moved, headers })
  const routes = readMarks(response.text).map(({ route }) => route)
  return { status: response.status, location: readLocation(response), routes }
}

function readLocation({ headers }: RawResponse): string {
  return String(headers['location'] ?? '')
}

function toTarget(response: RawResponse): string {
  return readLocation(response).replace(/^https?:\/\/[^/]+/, '')
}
