/**
 * Asks an application for every URL that people and programs write → those that were refused although they may be asked. Waits for the answers.
 */
import { POLICY_HEADER } from '../../fixtures/next-proof/lists.ts'
import { askRaw, type RawResponse } from '../next/raw-request.ts'
import { askAll } from './ask-all.ts'
import { readMarks, type Policy } from './judge-answer.ts'
import { LEGITIMATE_SUFFIXES } from './legitimate-urls.ts'
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
  readonly refusals: readonly Refusal[]
}

const PAGE = { accept: 'text/html', 'sec-fetch-dest': 'document' }

/** Public pages answer everybody; hidden ones lead a visitor to the sign-in page, and answer a person. */
export async function proveOpen(app: ProofApplication, policy: Policy): Promise<Open> {
  const below = (prefixes: Readonly<Record<string, string>>, who: 'ada' | 'visitor', isLed: boolean) =>
    Object.entries(prefixes).flatMap(([prefix, route]) =>
      LEGITIMATE_SUFFIXES.map((suffix) => ({ target: app.site.basePath + prefix + suffix, route, who, isLed })),
    )
  const { hiddenPrefixes, openPrefixes } = app
  const questions = [
    ...below(hiddenPrefixes, 'ada', false),
    ...below(Object.fromEntries(Object.entries(hiddenPrefixes).slice(0, 2)), 'visitor', true),
    ...below(openPrefixes, 'visitor', false),
  ]
  const cookies = { ada: await app.headersOf('ada'), visitor: await app.headersOf('visitor') }
  const answers = await askAll(questions, async (question): Promise<readonly Refusal[]> => {
    const headers = { ...app.headers, ...PAGE, ...cookies[question.who], [POLICY_HEADER]: policy.name }
    const { status, location, routes } = await follow(app.origin, question.target, headers)
    const isRight = question.isLed
      ? status === 307 && location.includes('/sign-in?') && routes.length === 0
      : status === 200 && routes.includes(question.route)
    return isRight ? [] : [{ policy: policy.name, target: question.target, who: question.who, status, location }]
  })
  return { asked: questions.length, refusals: answers.flat() }
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
