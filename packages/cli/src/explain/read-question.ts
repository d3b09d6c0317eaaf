/** Arguments of `postern explain` → the request that is asked about. Waits for a file or standard input. */
import { createUsageError } from '../frame/cli-error.ts'
import type { Host } from '../frame/host.ts'
import { readGiven } from './choose-keys.ts'
import { parseCurl, toHeader } from './request/parse-curl.ts'
import { parseHar } from './request/parse-har.ts'
import { toRecordedRequest, type Headers, type RecordedRequest } from './request/recorded-request.ts'

/** What was given on the command line. */
export interface QuestionOptions {
  readonly method?: string
  readonly header?: readonly string[]
  readonly cookie?: readonly string[]
  readonly bearer?: string
  readonly as?: 'page' | 'fetch'
  readonly curl?: string
  readonly har?: string
  readonly entry?: string
}

/** What a browser sends when somebody opens a page. */
const PAGE: Headers = [
  ['accept', 'text/html,application/xhtml+xml,*/*;q=0.8'],
  ['sec-fetch-dest', 'document'],
  ['sec-fetch-mode', 'navigate'],
  ['sec-fetch-site', 'none'],
]
const FETCH: Headers = [
  ['accept', '*/*'],
  ['sec-fetch-dest', 'empty'],
]

/**
 * Reads the request, from the first of these that is there: a file, an argument, standard input.
 *
 * @param argument A URL or a `curl` command; `-` means standard input.
 */
export async function readQuestion(
  argument: string | undefined,
  options: QuestionOptions,
  host: Host,
): Promise<RecordedRequest> {
  const { curl, har, entry = null } = options
  const given = [argument, curl, har].filter((text) => text !== undefined)
  if (given.length > 1)
    throw createUsageError('More than one request was given.', 'Give a URL, a curl command, --curl or --har.')
  if (har !== undefined) return withOptions(parseHar(await readGiven(host.folder, har, '--har'), entry), options)
  if (curl !== undefined) return withOptions(parseCurl(await readGiven(host.folder, curl, '--curl')), options)
  if (argument === undefined && host.isInputTerminal) {
    throw createUsageError(
      'No request was given.',
      'Give a URL, a curl command in quotes, --curl or --har, or pipe one of them in.',
    )
  }
  const text = argument === undefined || argument === '-' ? await host.readInput() : argument
  if (text.trimStart().startsWith('{')) return withOptions(parseHar(text, entry), options)
  if (/^\s*\S*curl(?:\.exe)?\s/.test(text)) return withOptions(parseCurl(text), options)
  return describe(text.trim(), options)
}

/** A request of which only the address is known. */
function describe(url: string, options: QuestionOptions): RecordedRequest {
  const { method = 'GET', bearer, as } = options
  const isPage = as === undefined ? bearer === undefined && /^(?:get|head)$/i.test(method) : as === 'page'
  const request = toRecordedRequest({ method, url, headers: [], sentAtMs: null })
  const complete = withOptions(request, options)
  const names = new Set(complete.headers.map(([name]) => name.toLowerCase()))
  const usual = (isPage ? PAGE : FETCH).filter(([name]) => !names.has(name))
  return { ...complete, headers: [...usual, ...complete.headers] }
}

/** What stands on the command line goes before what was recorded. */
function withOptions(
  request: RecordedRequest,
  { method = request.method, header = [], cookie = [], bearer }: QuestionOptions,
): RecordedRequest {
  const added: Headers = [
    ...header.flatMap((line) => toHeader(line)),
    ...cookie.map((pair) => ['cookie', pair] as const),
    ...(bearer === undefined ? [] : [['authorization', `Bearer ${bearer}`] as const]),
  ]
  // Cookies add up; of other headers the given one is meant.
  const names = new Set(added.map(([name]) => name.toLowerCase()).filter((name) => name !== 'cookie'))
  const kept = request.headers.filter(([name]) => !names.has(name.toLowerCase()))
  return toRecordedRequest({ method, url: request.url.href, headers: [...kept, ...added], sentAtMs: request.sentAtMs })
}
