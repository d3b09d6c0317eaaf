/**
 * Seal room. What travels inside a seal, how its JSON is read back, and the mark of what came out of one. Pure.
 *
 * @see rulings.md 3
 */
import { isObject, isRecord } from '../foundation/is-record.ts'
import { EVERYBODY, keptBy } from '../foundation/process-memory.ts'

/** Plain JSON. Functions and class instances have no place in a header. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json }

/** Who reads the answer, as the middleware saw it. Server code sees what Next left of the headers, and must not guess. */
export interface SealedReader {
  /** A person should see a page, not a bare status. */
  readonly isPage: boolean
  /** A server action. */
  readonly isServerAction: boolean
  /** Made before anybody asked. */
  readonly isPrefetch: boolean
  /** A page that Next's router fetches in a script. */
  readonly isRouterFetch: boolean
}

/** Joins what server code tells the log of a request to what the middleware told. */
export interface SealedMark {
  /** Short, no secret, the same for everything that is told of one request. */
  readonly traceId: string
  /** All details as data, besides the line for people. */
  readonly isJson: boolean
}

/** What the middleware knows and the server code needs. */
export interface HandoverContents {
  /** Whether somebody is signed in by session. */
  readonly status: 'signed-in' | 'signed-out'
  /** Why the request is signed out; null when it is signed in. */
  readonly reason: string | null
  /** The public URL of the request. */
  readonly clerkUrl: string
  /** Options that were resolved for this request and cannot be known from the environment (keys of a tenant among them), or null. */
  readonly options: JsonObject | null
  /** Serialised auth object of the request's machine token, empty where it does not hold; null without one. */
  readonly machineAuth: JsonObject | null
  /** Whether a machine token, had the request carried one, would have been verified by the middleware. False: server code asks itself. */
  readonly isMachineAsked: boolean
  /** Who reads the answer. */
  readonly reader: SealedReader
  /** Null: nobody wants to read what is decided about the request. */
  readonly mark: SealedMark | null
  /** Names of the rules that decided. */
  readonly trace: readonly string[]
}

/** A hand-over with what binds it to its request. */
export interface SealedPayload {
  readonly contents: HandoverContents
  /** The token itself where it does not travel beside the seal, else null. */
  readonly token: string | null
  readonly method: string
  readonly path: string
}

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string'
// Only called on what JSON.parse returned, so everything inside is JSON.
const isJsonObjectOrNull = (value: unknown): value is JsonObject | null => value === null || isRecord(value)
const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** The payload in a text, or null if it has any other shape. */
export function parseSealedPayload(text: string): SealedPayload | null {
  const value = parseJson(text)
  if (!isRecord(value) || !isTextOrNull(value.token)) return null
  const contents = toContents(value.contents)
  if (contents === null || typeof value.method !== 'string' || typeof value.path !== 'string') return null
  return { contents, token: value.token, method: value.method, path: value.path }
}

/** The JSON value of a text, or null. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function toContents(value: unknown): HandoverContents | null {
  if (!isRecord(value)) return null
  const { status, reason, clerkUrl, options, machineAuth, isMachineAsked, trace } = value
  const reader = toReader(value.reader)
  const mark = toMark(value.mark)
  if (status !== 'signed-in' && status !== 'signed-out') return null
  if (!isTextOrNull(reason) || typeof clerkUrl !== 'string' || !isTextList(trace)) return null
  if (!isJsonObjectOrNull(options) || !isJsonObjectOrNull(machineAuth)) return null
  if (typeof isMachineAsked !== 'boolean' || reader === null || mark === undefined) return null
  return { status, reason, clerkUrl, options, machineAuth, isMachineAsked, reader, mark, trace }
}

/** Undefined for anything but a mark and null. */
function toMark(value: unknown): SealedMark | null | undefined {
  if (value === null) return null
  if (!isRecord(value)) return undefined
  const { traceId, isJson } = value
  return typeof traceId === 'string' && typeof isJson === 'boolean' ? { traceId, isJson } : undefined
}

function toReader(value: unknown): SealedReader | null {
  if (!isRecord(value)) return null
  const { isPage, isServerAction, isPrefetch, isRouterFetch } = value
  if (typeof isPage !== 'boolean' || typeof isServerAction !== 'boolean') return null
  if (typeof isPrefetch !== 'boolean' || typeof isRouterFetch !== 'boolean') return null
  return { isPage, isServerAction, isPrefetch, isRouterFetch }
}

declare const opened: unique symbol

/** What a seal said. */
export interface HandoverInside {
  /** What the middleware handed over. */
  readonly contents: HandoverContents
  /** The token that the middleware accepted, or null. */
  readonly token: string | null
  /** The publishable key of the instance that it was sealed for. */
  readonly publishableKey: string
  /** False when the seal is older than 60 s: then nothing in here is believed by itself. */
  readonly isFresh: boolean
}

/**
 * What came out of a seal that opened. Whoever has one is believed without a signature, so only `openHandover` makes it, and nobody can make
 * it by hand: neither in a type nor when the code runs. It is known by itself and not by its shape, so a copy of it is a stranger. It is
 * frozen, together with everything that a person is made of.
 */
export interface OpenedHandover extends HandoverInside {
  /** A mark that only `openHandover` sets. */
  readonly [opened]: true
}

const createOpenings = (): WeakSet<object> => new WeakSet()

/** Marks what came out of a seal. For `openHandover` alone; no entry exports it. */
export function toOpenedHandover(inside: HandoverInside): OpenedHandover {
  freeze(inside.contents.machineAuth)
  Object.freeze(inside.contents)
  keptBy(EVERYBODY, createOpenings).add(Object.freeze(inside))
  // The brand: this is the one place that gives it.
  return inside as OpenedHandover
}

/** Whether a value is one that `openHandover` returned: the same object, not one that is equal to it. */
export function isOpenedHandover(value: unknown): value is OpenedHandover {
  return isObject(value) && keptBy(EVERYBODY, createOpenings).has(value)
}

function freeze(value: unknown): void {
  if (!isObject(value)) return
  Object.values(value).forEach(freeze)
  Object.freeze(value)
}
