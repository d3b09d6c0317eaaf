/** Modules of `packages/core/src` by path → sentences about rules of the house that they break. */
import { posix } from 'node:path'
import { hasModuleState } from './has-module-state.ts'
import { lexModule, type Lexed } from './lex-module.ts'

export interface Room {
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
export const ROOMS: Readonly<Record<string, Room>> = {
  wire: { rank: 0 },
  foundation: { rank: 0, beside: ['wire'] },
  // What can be said about a text without knowing what it is for: it names other rooms in errors and tables only.
  values: { rank: 0, beside: ['wire', 'foundation'] },
  routing: { rank: 1 },
  settings: { rank: 1, beside: ['routing'] },
  csp: { rank: 1 },
  // Sealing waits for the platform's cryptography; opening does not.
  seal: { rank: 1, waits: true },
  vendor: { rank: 2 },
  request: { rank: 2 },
  claims: { rank: 2 },
  credentials: { rank: 3 },
  provider: { rank: 4, waits: true },
  verification: { rank: 5, waits: true },
  // The application's own calls: an entry of its own, beside the walk.
  'backend-client': { rank: 5 },
  session: { rank: 6 },
  handshake: { rank: 7 },
  protection: { rank: 7 },
  decision: { rank: 8 },
  // Answers in place of the application, beside the walk; it reads a request as the walk does.
  'frontend-api-proxy': { rank: 9 },
  tenancy: { rank: 9 },
  walk: { rank: 10 },
  guard: { rank: 11, waits: true },
  entry: { rank: 12 },
}
/** How waiting is done. Whoever uses these does not wait by that; whoever begins the work does. */
const WAITING_TOOLS: readonly string[] = ['foundation/soon.ts', 'foundation/flights.ts', 'foundation/ports.ts']
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

/** Files outside of `provider` that hand `fetch` on to it, and do not call it. `find-instance.ts` puts a port around the port. */
const HANDING_FETCH_ON: readonly string[] = [
  'tenancy/find-instance.ts',
  'verification/key-source.ts',
  'backend-client/create-backend-client.ts',
  'frontend-api-proxy/create-frontend-api-proxy.ts',
]

/** Rooms that begin work: those that may wait, and entries of their own, which hand a promise to the application. */
const BEGINNING: readonly string[] = [
  ...Object.keys(ROOMS).filter((name) => ROOMS[name]?.waits === true),
  'vendor',
  'backend-client',
  'frontend-api-proxy',
]

/** What reaches outside of a module, and where it may stand. An entry names a room, or one file. */
const OUTSIDE: readonly (readonly [what: string, found: RegExp, places: readonly string[]])[] = [
  ['touches Date', /(?<![.\w])Date\b(?!\s*\??:)/, [PORTS]],
  ['touches process', /(?<![.\w])process\b(?!\s*\??:)/, [PORTS]],
  ['touches console', /(?<![.\w])console\b(?!\s*\??:)/, [PORTS]],
  ['touches performance', /(?<![.\w])performance\b(?!\s*\??:)/, [PORTS]],
  ['touches globalThis', /(?<![.\w])globalThis\b/, [PORTS, 'seal/find-cryptography.ts', 'entry/urlpattern.ts']],
  ['touches globalThis', /(?<![.\w]|declare )(?:self|window|global)\b(?!\s*\??:)/, []],
  [
    'touches the runtime',
    /(?<![.\w])(?:(?:Deno|Bun|Temporal)\s*\.|(?:require|eval|Function)\s*\()|\bimport\.meta\b/,
    [],
  ],
  // A timer is a wait, whoever holds it.
  ['sets a timer', /\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/, ['foundation/flights.ts']],
  ['sets a timer', /\bAbortSignal\s*\.\s*timeout\b|\bscheduler\s*\./, []],
  ['calls fetch', /\bfetch\s*(?:\?\.\s*)?\(|\bfetch\s*\.\s*(?:call|apply|bind)\b/, ['provider', PORTS]],
  // Under another name it would be called unseen.
  [
    'takes fetch',
    /(?<!\btypeof )\bfetch\b(?!\s*(?:\??:|\())|\bconst \{[^{}]*\bfetch\s*:[^{}]*\}\s*=/,
    ['provider', PORTS, ...HANDING_FETCH_ON],
  ],
  // Who begins work has to wait for it, or nobody hears how it ends.
  ['begins work', /\bbegin\s*\(/, ['foundation', ...BEGINNING]],
  ['opens a connection', /\bnew (?:XMLHttpRequest|WebSocket|EventSource)\b/, []],
  // Chance is a port of its own: what must not be guessed comes from the platform's cryptography.
  ['asks chance', /(?<![.\w])Math\b(?!\s*\.\s*(?!random\b)\w)/, []],
  // Whoever writes the trace by hand names something that no page shows.
  [
    'writes the trace',
    /\btrace\s*\??\.\s*(?:push|unshift|pop|shift|splice|concat|length\s*=)|\btrace\[|\btrace\s*=\s*\[\s*\.\.\./,
    ['foundation/rule.ts'],
  ],
]
const WAITING =
  /\bawait\b|\.\s*(?:then|catch|finally)\s*(?:\?\.\s*)?[(<]|\{[^{}=]*\bthen\b[^{}]*\} = |\bnew Promise\b|\bPromise\s*\.\s*(?:all|allSettled|any|race|try|withResolvers)\b/
/** A member that is named by a text. A text is empty in the code; members of types are none. */
const BY_TEXT = /(?<!\b[A-Z]\w*)\[''\]/
/** A number with its unit in the name, however it is put together. */
const LIMIT =
  /\bconst ((?:MAX|MIN)_\w+|\w+_(?:MS|SEC|SECONDS|BYTES|CHARS|LIMIT|ATTEMPTS)|\w+(?:Ms|Sec|Bytes|Chars)(?=(?:: number)? = [\d_(][\d_ ()*+<-]*$))\b[^=\n]*=(?!=|\s*\/)/gm
/** A length that code compares with, or cuts at. */
const BARE_LIMIT = /\.length\s*[<>]=?\s*(\d[\d_]+)|\bslice\(0, (\d[\d_]+)\)/g
const WIRE_TEXT = /^(?:__|x-clerk|x-postern)/i
const WIRE_PATTERN = /^\^?(?:__[a-z]|x-clerk|x-postern)/i
/** Rooms that carry out what tables decided: what they spell of a reason was decided by themselves. */
const CORRIDOR = ['tenancy', 'walk', 'guard', 'entry']

/** What the wire calls things: a text of it, spelled elsewhere, can change without the other. */
export interface WireWords {
  /** Names of headers, cookies, parameters and paths. */
  readonly names: ReadonlySet<string>
  readonly reasons: ReadonlySet<string>
}

function isIn(path: string, places: readonly string[]): boolean {
  return places.includes(path) || places.includes(toRoomName(path))
}

function findTextFaults(path: string, { strings, patterns }: Lexed, words: WireWords): readonly string[] {
  const name = toRoomName(path)
  if (name === 'wire') return []
  const spelled = patterns.filter((pattern) => WIRE_PATTERN.test(pattern))
  const texts = strings.flatMap((text) => {
    const bare = text.toLowerCase().split(/[?#]/)[0] ?? ''
    if (WIRE_TEXT.test(text) || words.names.has(text) || words.names.has(bare))
      return [`${path} spells the wire's ${text}`]
    const isRule = CORRIDOR.includes(name) && words.reasons.has(text)
    return isRule ? [`${path} decides by itself: ${text} belongs into a row of a table`] : []
  })
  return [...texts, ...spelled.map((pattern) => `${path} spells the wire's ${pattern}`)]
}

function findCodeFaults(path: string, lexed: Lexed, words: WireWords): readonly string[] {
  const { code, strings } = lexed
  const name = toRoomName(path)
  const room = ROOMS[name]
  if (room === undefined) return [`${path} is in no room`]
  const faults: string[] = []
  if (path !== MEMORY && hasModuleState(code)) faults.push(`${path} keeps state of a module`)
  for (const [what, found, places] of OUTSIDE) {
    if (found.test(code) && !isIn(path, places)) faults.push(`${path} ${what}`)
  }
  if (room.rank >= 3 && room.rank <= 8 && /(?<![.\w])Request\b/.test(code)) faults.push(`${path} sees a Request`)
  const isNamedByText = (text: string): boolean => BY_TEXT.test(code) && strings.includes(text)
  if (isNamedByText('fetch') && !isIn(path, ['provider', PORTS])) faults.push(`${path} takes fetch`)
  const isWaiting = WAITING.test(code) || isNamedByText('then')
  if (room.waits !== true && !WAITING_TOOLS.includes(path) && isWaiting) faults.push(`${path} waits`)
  if (name !== 'wire') {
    if (/(?<![.\w'])'' \+ ''(?!')|(?:\.|\b)__\w/.test(code)) faults.push(`${path} puts a name of the wire together`)
    for (const [, length, cut] of code.matchAll(BARE_LIMIT)) {
      faults.push(`${path} sets a limit, which belongs into wire: ${length ?? cut}`)
    }
    for (const [, limit] of code.matchAll(LIMIT)) faults.push(`${path} sets a limit, which belongs into wire: ${limit}`)
  }
  return [...faults, ...findTextFaults(path, lexed, words)]
}

/** Entries re-export, and lists of words are named after what they list. */
const UNNAMED = /^(?:wire\/|entry\/(?:index|wire|handover|csp|frontend-api-proxy|backend-client|urlpattern)\.ts$)/

/** A file is named after what it exports: `peek-token.ts` exports `peekToken`, `session-verifier.ts` may export `SessionVerifier`. */
function findNameFault(path: string, { code }: Lexed): string | null {
  if (UNNAMED.test(path)) return null
  const name = posix.basename(path, '.ts').replaceAll('-', '').toLowerCase()
  const exported = [...code.matchAll(/^export (?:async )?(?:function\*?|const|class|interface|type)\s+(\w+)/gm)]
  const isNamed = exported.some(([, word = '']) => word.toLowerCase() === name)
  return isNamed ? null : `${path} exports nothing of its name`
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
export function findViolations(sources: Readonly<Record<string, string>>, words: WireWords): readonly string[] {
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
    ...modules.flatMap(([path, lexed]) => findCodeFaults(path, lexed, words)),
    ...modules.flatMap(([path, lexed]) => findNameFault(path, lexed) ?? []),
    ...(cycle === null ? [] : [`a circle: ${cycle.join(' -> ')}`]),
  ]
}
