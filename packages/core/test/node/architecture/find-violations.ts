/** Modules of `packages/core/src` by path → sentences about rules of the house that they break. */
import { posix } from 'node:path'
import { lexModule, type Lexed } from './lex-module.ts'

interface Room {
  /** How far right it lies. Imports come from rooms of a lower rank. */
  readonly rank: number
  /** It may wait for the outside world. */
  readonly waits?: boolean
  /** Rooms of the same rank that it may import from. */
  readonly beside?: readonly string[]
}

/**
 * The house, from left to right. `csp`, `seal` with `vendor`, `frontend-api-proxy` and `backend-client` are entries of their own, beside the
 * walk.
 */
const ROOMS: Readonly<Record<string, Room>> = {
  wire: { rank: 0 },
  foundation: { rank: 0, waits: true, beside: ['wire'] },
  // What can be said about a text without knowing what it is for: it names other rooms in errors and tables only.
  values: { rank: 0, beside: ['wire', 'foundation'] },
  routing: { rank: 1 },
  settings: { rank: 1, beside: ['routing'] },
  csp: { rank: 1 },
  // Sealing waits for the platform's cryptography; opening does not.
  seal: { rank: 1, waits: true },
  vendor: { rank: 2, waits: true },
  request: { rank: 2 },
  // Answers in place of the application, beside the walk; it reads a request as the walk does.
  'frontend-api-proxy': { rank: 2, waits: true, beside: ['request'] },
  claims: { rank: 2 },
  credentials: { rank: 3 },
  provider: { rank: 4, waits: true },
  verification: { rank: 5, waits: true },
  // The application's own calls: an entry of its own, beside the walk.
  'backend-client': { rank: 5, waits: true },
  session: { rank: 6 },
  handshake: { rank: 7 },
  protection: { rank: 7 },
  decision: { rank: 8 },
  tenancy: { rank: 9, waits: true },
  walk: { rank: 10, waits: true },
  guard: { rank: 11, waits: true },
  entry: { rank: 12, waits: true },
}
/** The one module whose state outlives a call. */
const MEMORY = 'foundation/process-memory.ts'
/** The one module that touches a clock, a console and the network's `fetch`. */
const PORTS = 'foundation/ports.ts'

/** What a room may import from elsewhere. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  verification: /^jose(?:$|\/)/,
  seal: /^@noble\/(?:ciphers|hashes)\//,
  vendor: /^@noble\/(?:ciphers|hashes)\//,
  entry: /^urlpattern-polyfill\/urlpattern$/,
}

function toRoomName(path: string): string {
  return path.slice(0, Math.max(path.indexOf('/'), 0))
}

function findImportFault(path: string, specifier: string): string | null {
  const from = toRoomName(path)
  if (!specifier.startsWith('.')) {
    return PACKAGES[from]?.test(specifier) === true ? null : `${path} imports the package ${specifier}`
  }
  const to = toRoomName(posix.join(posix.dirname(path), specifier))
  const here = ROOMS[from]
  const there = ROOMS[to]
  if (here === undefined || there === undefined) return `${path} imports ${specifier}, and one of the two is in no room`
  if (from === to || there.rank < here.rank) return null
  return here.rank === there.rank && here.beside?.includes(to) === true
    ? null
    : `${path} imports ${specifier}: ${to} does not lie left of ${from}`
}

const CLOCKS = /(?<![.\w])(?:Date|process|console|performance)\b(?!\s*\??:)/
/** A declaration of a module, not of a function in it, whose value can change: `let`, or a collection that is not read-only. */
const MODULE_STATE = [
  /^(?:export )?(?:let|var)\b/m,
  /^(?:export )?const \w+(?:: (?!Readonly)[^=\n]*)?\s*=\s*(?:new (?:Map|Set|WeakMap|WeakSet|Array)|createRecent)\b/m,
  // A name of a type may stand for a read-only one; what is spelled out cannot.
  /^(?:export )?const \w+(?:: (?:\w+\[\]|Record<.*))?\s*=\s*(?:\[\]|\{\})/m,
]
const WIRE_TEXT = /^(?:__|x-clerk|x-postern)/

function findCodeFaults(path: string, { code, strings }: Lexed): readonly string[] {
  const name = toRoomName(path)
  const room = ROOMS[name]
  if (room === undefined) return [`${path} is in no room`]
  const faults: string[] = []
  const clock = CLOCKS.exec(code)?.[0]
  if (path !== MEMORY && MODULE_STATE.some((state) => state.test(code))) faults.push(`${path} keeps state of a module`)
  if (path !== PORTS && clock !== undefined) faults.push(`${path} touches ${clock}`)
  if (room.rank >= 3 && room.rank <= 8 && /(?<![.\w])Request\b/.test(code)) faults.push(`${path} sees a Request`)
  if (room.waits !== true && /\bawait\b/.test(code)) faults.push(`${path} waits`)
  if (name !== 'wire') {
    for (const text of strings) if (WIRE_TEXT.test(text)) faults.push(`${path} spells the wire's ${text}`)
  }
  return faults
}

/** Files on a circle of imports, the first of them again at the end; null when there is none. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): readonly string[] | null => {
    const start = trail.indexOf(path)
    if (start !== -1) return [...trail.slice(start), path]
    if (done.has(path)) return null
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...trail, path])
      if (cycle !== null) return cycle
    }
    done.add(path)
    return null
  }
  for (const path of graph.keys()) {
    const cycle = visit(path, [])
    if (cycle !== null) return cycle
  }
  return null
}

/** Every broken rule. Paths are relative to `src`, with `/`. */
export function findViolations(sources: Readonly<Record<string, string>>): readonly string[] {
  const modules = Object.entries(sources).map(([path, source]) => [path, lexModule(source)] as const)
  const graph = new Map(
    modules.map(([path, { imports }]) => [
      path,
      imports.filter((to) => to.startsWith('.')).map((to) => posix.join(posix.dirname(path), to)),
    ]),
  )
  const cycle = findCycle(graph)
  return [
    ...modules.flatMap(([path, { imports }]) => imports.flatMap((to) => findImportFault(path, to) ?? [])),
    ...modules.flatMap(([path, lexed]) => findCodeFaults(path, lexed)),
    ...(cycle === null ? [] : [`a circle: ${cycle.join(' -> ')}`]),
  ]
}
