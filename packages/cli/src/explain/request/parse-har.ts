/**
 * A HAR file → one of its requests, with the time at which it was sent. Pure. Everything else of the file is dropped.
 *
 * @see http://www.softwareishard.com/blog/har-12-spec
 */
import { createUsageError } from '../../frame/cli-error.ts'
import { toRecordedRequest, type RecordedRequest } from './recorded-request.ts'

type Json = Readonly<Record<string, unknown>>

/** How many entries an error lists. */
const LISTED = 20

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const toRecord = (value: unknown): Json => (isRecord(value) ? value : {})
const toText = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * Reads one entry.
 *
 * @param wanted Its number, the first being 1, or a part of its path. Null: the only one.
 * @throws CliError `ERR_CLI_USAGE`: no HAR file; or no entry, or several, where one is wanted. Paths are listed, without their queries.
 */
export function parseHar(text: string, wanted: string | null): RecordedRequest {
  const entries = readEntries(text)
  const [entry, ...others] = choose(entries, wanted)
  if (entry === undefined || others.length > 0) throw createChoiceError(entries)
  const request = toRecord(entry['request'])
  const list = Array.isArray(request['headers']) ? request['headers'].map(toRecord) : []
  const headers = list.map(({ name, value }): readonly [string, string] => [toText(name), toText(value)])
  const sentAtMs = Date.parse(toText(entry['startedDateTime']))
  return toRecordedRequest({
    method: toText(request['method']),
    url: toText(request['url']),
    headers: withCookies(headers, request['cookies']),
    sentAtMs: Number.isNaN(sentAtMs) ? null : sentAtMs,
  })
}

/** Firefox and others list cookies beside headers; where the header is there it says the same. */
function withCookies(
  headers: readonly (readonly [string, string])[],
  cookies: unknown,
): readonly (readonly [string, string])[] {
  if (!Array.isArray(cookies) || cookies.length === 0 || headers.some(([name]) => name.toLowerCase() === 'cookie'))
    return headers
  const pairs = cookies.map(toRecord).map(({ name, value }) => `${toText(name)}=${toText(value)}`)
  return [...headers, ['cookie', pairs.join('; ')]]
}

function readEntries(text: string): readonly Json[] {
  let har: unknown = null
  try {
    har = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    // Intended: what is no JSON is no HAR file either. The parser's message would quote it.
  }
  const root = toRecord(har)
  // One entry alone, as a person cuts it out.
  if (isRecord(root['request'])) return [root]
  const entries = toRecord(root['log'])['entries']
  if (!Array.isArray(entries)) {
    throw createUsageError('This is no HAR file.', 'In the network tab of the browser, choose "Save all as HAR".')
  }
  return entries.map(toRecord)
}

function choose(entries: readonly Json[], wanted: string | null): readonly Json[] {
  if (wanted === null) return entries
  if (/^\d+$/.test(wanted)) return entries.slice(Number(wanted) - 1, Number(wanted)).filter(() => Number(wanted) > 0)
  return entries.filter((entry) => toPath(entry).includes(wanted))
}

function toPath(entry: Json): string {
  const url = toText(toRecord(entry['request'])['url'])
  return URL.canParse(url) ? new URL(url).pathname : ''
}

function createChoiceError(entries: readonly Json[]): Error {
  const lines = entries
    .slice(0, LISTED)
    .map((entry, index) => `${index + 1} ${toText(toRecord(entry['request'])['method'])} ${toPath(entry)}`)
  const rest = entries.length > LISTED ? [`and ${entries.length - LISTED} more`] : []
  return createUsageError(
    `The file has ${entries.length} entries, and it is not clear which one is meant: ${[...lines, ...rest].join(', ')}.`,
    'Name it with --entry: its number, or a part of its path that no other has.',
  )
}
