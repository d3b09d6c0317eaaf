/** The column `body` of the route table: reads what a request carries, up to a bound, and refuses what no endpoint takes. */
import { Refusal } from '../refusal.ts'
import { isTooDeep, MAX_JSON_DEPTH } from '../state/is-too-deep.ts'
import { isObject } from '../state/shape.ts'
import type { Call } from './call.ts'
import { readBytes } from './read-bytes.ts'
import { readFile, type UploadedFile } from './read-file.ts'

type Json = Readonly<Record<string, unknown>>

/** Most records that one request makes: the emulator answers nobody else while it makes them. */
export const MAX_BULK = 100

/** Every kind of body, and what an endpoint gets of it. */
export interface Bodies {
  /** The endpoint reads none: whatever was sent stays unread. */
  readonly none: null
  /** The fields of a form or of JSON; for a GET those of the query. */
  readonly fields: URLSearchParams
  /** A JSON object. Whatever else was sent counts as an empty one: the endpoint says which of its fields is missing. */
  readonly json: Json
  /** A JSON object, and nothing else is taken. */
  readonly object: Json
  /** A JSON list of at most 100 objects, and nothing else is taken. */
  readonly list: readonly Json[]
  /** What the console's forms and programs send: a form, or a JSON object; null for a body that is neither. */
  readonly either: URLSearchParams | Json | null
  /** A picture: the field `file` of a multipart form, a `data:` URL, or its bytes alone. Null: there is none. */
  readonly file: UploadedFile | null
}

/** Names of the kinds. */
export type BodyKind = keyof Bodies

/** Reads a body of each kind. @throws Refusal as `readBody`, and 400 for an `object` or a `list` that is none, and for JSON that is nested too deep. */
export const bodies: { readonly [B in BodyKind]: (call: Call) => Promise<Bodies[B]> } = {
  none: async () => null,
  fields: async ({ request, url }) =>
    request.method === 'GET' || request.method === 'HEAD' ? url.searchParams : readFields(request),
  json: async ({ request }) => (await readJson(request)) ?? {},
  object: async ({ request }) => {
    const body = await readJson(request)
    if (body === null) throw new Refusal(400, 'request_body_invalid', 'The body is no JSON object.')
    return body
  },
  list: async ({ request }) => {
    const list = parseJson(await readBody(request))
    if (!Array.isArray(list) || !list.every(isObject))
      throw new Refusal(400, 'request_body_invalid', 'The body is no JSON list of objects.')
    if (list.length > MAX_BULK)
      throw new Refusal(400, 'request_body_invalid', `The list has more than ${MAX_BULK} records.`)
    return list
  },
  either: ({ request }) =>
    request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true
      ? readFields(request)
      : readJson(request),
  file: readFile,
}

async function readFields(request: Request): Promise<URLSearchParams> {
  const body = await readBody(request)
  if (request.headers.get('content-type')?.includes('application/json') !== true) return new URLSearchParams(body)
  return new URLSearchParams(Object.entries(parseObject(body) ?? {}).map(([name, value]) => [name, toField(value)]))
}

/** As the script writes it into a form: what is no text as JSON, and nothing for null. */
function toField(value: unknown): string {
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)
}

async function readJson(request: Request): Promise<Json | null> {
  const body = await readBody(request)
  return body === '' ? {} : parseObject(body)
}

function parseObject(text: string): Json | null {
  const value = parseJson(text)
  return isObject(value) ? value : null
}

/** @returns Null for what is no JSON. @throws Refusal 400 for what is nested too deep. */
function parseJson(text: string): unknown {
  const value = tryParse(text)
  if (isTooDeep(value))
    throw new Refusal(400, 'request_body_invalid', `The body is nested deeper than ${MAX_JSON_DEPTH} levels.`)
  return value
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * The body as UTF-8; empty when there is none.
 *
 * @throws Refusal 413 as `readBytes`; 415 for a multipart form, which no endpoint takes for fields.
 */
async function readBody(request: Request): Promise<string> {
  if (/^\s*multipart\//i.test(request.headers.get('content-type') ?? ''))
    throw new Refusal(
      415,
      'unsupported_content_type',
      'A multipart form is not read here. Send application/x-www-form-urlencoded or application/json.',
    )
  return new TextDecoder().decode(await readBytes(request))
}
