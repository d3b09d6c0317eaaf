/**
 * Asks an application for everything that a policy hides, as nobody, in every spelling → what was shown, what ran, what broke. Waits for the
 * answers.
 */
import { ID_HEADER, POLICY_HEADER } from '../../fixtures/next-proof/lists.ts'
import { askRaw, type RawRequest } from '../next/raw-request.ts'
import { askAll } from './ask-all.ts'
import { askRawBytes } from './ask-raw-bytes.ts'
import { isHidden, isNowhere, readMarks, type Policy } from './judge-answer.ts'
import type { ProofPages } from './proof-pages.ts'
import { toCatchAllRequests, toProofRequests, toRawBytes } from './proof-requests.ts'

/** The sample application, running. */
export interface ProofApplication extends ProofPages {
  readonly origin: string
  /** Headers of a browser that is known and signed out, or of a person who may see everything. */
  readonly headersOf: (who: 'ada' | 'visitor') => Promise<Readonly<Record<string, string>>>
  /** What the application's code said when it ran, by the id of the request. */
  readonly readRuns: () => ReadonlyMap<string, string>
  /** Added to every request: which of several applications is meant. */
  readonly headers?: Readonly<Record<string, string>>
  /** Hidden pages that answer every method by themselves, so also the preflight of a browser, which carries no proof and is let on. */
  readonly preflightPages: readonly string[]
}

/** One request that was answered as it must not be. */
export interface Fault {
  readonly policy: string
  readonly asked: string
  readonly status: number
  /** Pages that were shown, or whose code ran. */
  readonly shown: readonly string[]
  readonly ran: readonly string[]
  /** What lets a cache keep the refusal; empty: nothing does. */
  readonly cached: string
}

export interface Closed {
  readonly asked: number
  readonly refused: number
  readonly faults: readonly Fault[]
}

/** Paths that are asked for in raw bytes too. */
export const SPOKEN_PATHS = 2

let lastId = 0

/** @param isThorough With headers, methods and raw bytes too. */
export async function proveClosed(app: ProofApplication, policy: Policy, isThorough: boolean): Promise<Closed> {
  const heard = await askAll(toClosedRequests(app, policy, isThorough), (request) => hear(app, policy, request))
  const spoken = isThorough ? await askAll(toLines(app, policy), (line) => hearBytes(app, line)) : []
  const runs = app.readRuns()
  const answers = [...heard, ...spoken]
  const faults = answers.flatMap((answer) => findFaults(app, policy, answer, runs.get(answer.id) ?? ''))
  return { asked: answers.length, refused: answers.filter(({ status }) => status >= 300).length, faults }
}

/** What a policy hides, asked for without a proof. */
export function toClosedRequests(app: ProofPages, policy: Policy, isThorough: boolean): readonly RawRequest[] {
  const paths = isThorough ? app.hiddenPaths : app.hiddenPaths.slice(0, 3)
  const requests = paths.flatMap((path) => toProofRequests(path, app.site, isThorough))
  return policy.kind === 'public' ? [...requests, ...toCatchAllRequests(app.site)] : requests
}

function findFaults(app: ProofApplication, policy: Policy, heard: Heard, ranText: string): readonly Fault[] {
  const { asked, status, text, mayFail, isPreflight } = heard
  const hidden = (said: string): readonly string[] =>
    readMarks(said)
      .filter((mark) => isHidden(policy, mark) || isNowhere(mark, asked))
      .filter(({ route }) => !isPreflight || !app.preflightPages.includes(route))
      .map(({ route, path }) => `${route} ${path}`)
  // A preflight is let on as nobody, and an application may answer it: of that answer only headers are sent.
  const [shown, ran] = [hidden(text), isPreflight ? [] : hidden(ranText)]
  // A list of public paths refuses whatever is not found; beside a list of protected ones Next's own not-found page may be kept.
  const cached = policy.kind === 'public' && heard.isDecided && status === 404 ? readKept(heard.cacheControl) : ''
  const isFault = shown.length > 0 || ran.length > 0 || cached !== '' || (status >= 500 && !mayFail)
  return isFault ? [{ policy: policy.name, asked, status, shown, ran, cached }] : []
}

function readKept(cacheControl: string): string {
  return /no-store/.test(cacheControl) ? '' : `Cache-Control: ${cacheControl}`
}

interface Heard {
  readonly id: string
  readonly asked: string
  readonly status: number
  readonly text: string
  /** The server beneath may give up by itself: over what is no image, or over a method that it does not know. */
  readonly mayFail: boolean
  readonly isPreflight: boolean
  /** Whether the middleware ran. */
  readonly isDecided: boolean
  readonly cacheControl: string
}

async function hear(app: ProofApplication, policy: Policy, request: RawRequest): Promise<Heard> {
  const { method = 'GET', target, headers = {} } = request
  const id = `r${(lastId += 1)}.`
  const own = { ...app.headers, ...headers, [POLICY_HEADER]: policy.name, [ID_HEADER]: id }
  const { status, text, headers: answered } = await askRaw(app.origin, { ...request, headers: own })
  const asked = [method, target, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join(' | ')
  const isPreflight = method === 'OPTIONS' && 'access-control-request-method' in headers
  const mayFail = target.includes('/_next/image') || status === 501
  const isDecided = 'x-clerk-auth-status' in answered
  const cacheControl = String(answered['cache-control'] ?? '')
  return { id, asked, status, text, mayFail, isPreflight, isDecided, cacheControl }
}

/** Raw requests, each with its id. */
function toLines(app: ProofApplication, policy: Policy): readonly (readonly [id: string, bytes: string])[] {
  const own = { ...app.headers, [POLICY_HEADER]: policy.name }
  const lines = Object.entries(own).map(([name, value]) => `${name}: ${value}\r\n`)
  return app.hiddenPaths.slice(0, SPOKEN_PATHS).flatMap((path) => {
    const id = `r${(lastId += 1)}.`
    const headers = [...lines, `${ID_HEADER}: ${id}\r\n`].join('')
    const { host } = new URL(app.origin)
    return toRawBytes(app.site.basePath + path, host, headers).map((bytes) => [id, bytes] as const)
  })
}

async function hearBytes(app: ProofApplication, [id, bytes]: readonly [string, string]): Promise<Heard> {
  const text = await askRawBytes(app.origin, bytes)
  const statuses = [...text.matchAll(/^HTTP\/1\.[01] (\d+)/gm)].map(([, status]) => Number(status))
  return {
    id,
    asked: JSON.stringify(bytes.split('\r\n')[0]),
    status: Math.max(0, ...statuses),
    text,
    mayFail: bytes.startsWith('OPTIONS *'),
    isPreflight: false,
    isDecided: false,
    cacheControl: '',
  }
}
