import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { suffixRules } from '../../src/credentials/read-credentials.ts'
import { arrivalRules, bearerRules, proofRules } from '../../src/handshake/arrival-rules.ts'
import { gateRules, activationRules, renewalRules, verdictRules } from '../../src/handshake/verdict-rules.ts'
import { causeRules, forgivenessRules, redemptionRules, yieldRules } from '../../src/handshake/redemption-rules.ts'
import { exceptionRules, lossRules, machineTokenRules, refusalRules } from '../../src/protection/refusal-rules.ts'
import { renewalProofRules } from '../../src/provider/renew-session.ts'
import { accessRules, answerRules } from '../../src/protection/access-rules.ts'
import { encryptionKeyFaults } from '../../src/values/encryption-key-faults.ts'
import { originFaults } from '../../src/values/origin-faults.ts'
import { patternFaults } from '../../src/values/pattern-faults.ts'
import { urlFaults } from '../../src/values/url-faults.ts'
import {
  handshakeClaimRules,
  m2mClaimRules,
  oauthClaimRules,
  restoredClaimRules,
  sessionClaimRules,
} from '../../src/verification/claim-rules.ts'
import { m2mHeaderRules, oauthHeaderRules, sessionHeaderRules } from '../../src/verification/header-rules.ts'
import { REASONS, REFRESH_REASONS } from '../../src/wire/reasons.ts'
import { findViolations, ROOMS, type WireWords } from './architecture/find-violations.ts'
import { lexModule } from './architecture/lex-module.ts'

const root = fileURLToPath(new URL('../../src', import.meta.url))
const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
const sources = Object.fromEntries(paths.map((path) => [path, readFileSync(`${root}/${path}`, 'utf8')]))

/** Every text that the wire room gives a name. */
const wireModules: readonly Readonly<Record<string, unknown>>[] = await Promise.all(
  paths
    .flatMap((path) => /^wire\/([a-z0-9-]+)\.ts$/.exec(path)?.[1] ?? [])
    .map((name) => import(`../../src/wire/${name}.ts`)),
)
const wireTexts = wireModules
  .flatMap((exported) => Object.values(exported))
  .flatMap((value): readonly unknown[] => (Array.isArray(value) ? value : [value]))
  .filter((value): value is string => typeof value === 'string')
const reasons: readonly string[] = [...REASONS, ...REFRESH_REASONS]
const words: WireWords = {
  // A word of one piece, `cookie` or `origin`, is as often a word of ours, and token types are words that developers write.
  names: new Set(
    wireTexts.filter(
      (text) => /^[\w/.-]*[a-z][-_/][\w/.-]+$/i.test(text) && !/_(?:token|key)$/.test(text) && !reasons.includes(text),
    ),
  ),
  reasons: new Set(reasons),
}

describe('packages/core/src', () => {
  it('keeps the rules of the house', () => {
    expect(paths.length).toBeGreaterThan(100)
    expect(words.names.size).toBeGreaterThan(50)
    expect(findViolations(sources, words)).toEqual([])
  })

  it('has no file longer than 200 lines', () => {
    expect(paths.filter((path) => (sources[path] ?? '').split('\n').length > 201)).toEqual([])
  })

  it('gives every row of every table a name of its own', () => {
    const decisions = [
      suffixRules,
      proofRules,
      bearerRules,
      arrivalRules,
      verdictRules,
      renewalRules,
      activationRules,
      gateRules,
      redemptionRules,
      yieldRules,
      forgivenessRules,
      causeRules,
      accessRules,
      answerRules,
      refusalRules,
      renewalProofRules,
      lossRules,
      exceptionRules,
      machineTokenRules,
    ]
    const tokens = [
      sessionHeaderRules,
      m2mHeaderRules,
      oauthHeaderRules,
      sessionClaimRules,
      restoredClaimRules,
      m2mClaimRules,
      oauthClaimRules,
      handshakeClaimRules,
    ]
    const tables = [...decisions, ...tokens, patternFaults, originFaults, urlFaults, encryptionKeyFaults]
    // A row is a value: two classes of tokens may have the same one.
    const rows = new Set(tables.flatMap((rules): readonly (readonly [string, ...unknown[]])[] => rules))
    const names = Array.from(rows, ([name]) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    expect(names.filter((name) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(name))).toEqual([])
  })

  it('marks claims as verified where they are verified, and nowhere else', () => {
    const marking = paths.filter((path) => /\bas Verified\b/.test(lexModule(sources[path] ?? '').code))
    expect(marking.filter((path) => !path.startsWith('verification/'))).toEqual([])
    expect(marking.length).toBeGreaterThan(0)
  })

  it('proves the order of every table', () => {
    const tables = paths.flatMap((path) =>
      [...lexModule(sources[path] ?? '').code.matchAll(/^export const (\w+): (?:readonly Rule<|\w+Rules\b)/gm)].flatMap(
        ([, name = '']) => name,
      ),
    )
    const proofs = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts'))
      .map((path) => readFileSync(`${root}/${path}`, 'utf8'))
    const isProven = (name: string): boolean => {
      const proof = new RegExp(`(?:describeTable\\(\\s*'[^']*',|findUnguardedSwaps\\()\\s*${name}\\b`)
      return proofs.some((text) => proof.test(text))
    }
    expect(tables.length).toBeGreaterThan(25)
    expect(tables.filter((name) => !isProven(name))).toEqual([])
  })

  it('names every table here that it has', () => {
    const withTables = paths.filter((path) =>
      /^export const \w+: (?:readonly Rule<|\w+Rules\b)/m.test(lexModule(sources[path] ?? '').code),
    )
    expect(withTables.toSorted()).toEqual([
      'credentials/read-credentials.ts',
      'handshake/arrival-rules.ts',
      'handshake/redemption-rules.ts',
      'handshake/verdict-rules.ts',
      'protection/access-rules.ts',
      'protection/refusal-rules.ts',
      'provider/renew-session.ts',
      'values/encryption-key-faults.ts',
      'values/origin-faults.ts',
      'values/pattern-faults.ts',
      'values/url-faults.ts',
      'verification/claim-rules.ts',
      'verification/header-rules.ts',
    ])
  })
})

describe('CONTRIBUTING.md', () => {
  const page = readFileSync(fileURLToPath(new URL('../../../../CONTRIBUTING.md', import.meta.url)), 'utf8')
  const rows = [...page.matchAll(/^\| (\d+) `([a-z-]+)\/` +\| (yes|no) +\| (.+?) *\|$/gm)]

  it('has every room in its table, with its rank and whether it may wait', () => {
    const told = rows.map(([, rank, room, waits]) => `${room} ${rank} ${waits}`)
    const built = Object.entries(ROOMS).map(
      ([room, { rank, waits }]) => `${room} ${rank} ${waits === true ? 'yes' : 'no'}`,
    )
    expect(told.toSorted()).toEqual(built.toSorted())
  })

  it('names every folder, and nothing else', () => {
    const folders = new Set(paths.map((path) => path.slice(0, path.indexOf('/'))))
    expect(new Set(rows.map(([, , room]) => room))).toEqual(folders)
  })

  it('lets no more than four rooms wait', () => {
    expect(rows.filter(([, , , waits]) => waits === 'yes').map(([, , room]) => room)).toEqual([
      'seal',
      'provider',
      'verification',
      'guard',
    ])
  })

  it('names every verb that an exported function begins with', () => {
    const verbs = new Set(
      [...(/^- Verbs: [^]*?\n- /m.exec(page)?.[0].matchAll(/`([a-z]+)`/g) ?? [])].map(([, verb]) => verb),
    )
    const used = paths
      .filter((path) => !path.startsWith('foundation/'))
      .flatMap((path) =>
        [...lexModule(sources[path] ?? '').code.matchAll(/^export (?:async )?function ([a-z]+)/gm)].map(
          ([, verb]) => `${verb} in ${path}`,
        ),
      )
    expect(verbs.size).toBeGreaterThan(20)
    expect(used.filter((line) => !verbs.has(line.split(' ')[0]) && !/^(?:reverification|account) /.test(line))).toEqual(
      [],
    )
  })
})

describe('findViolations', () => {
  const planted: WireWords = { names: new Set(['sec-fetch-dest', '/v1/jwks']), reasons: new Set(['token-expired']) }
  const find = (path: string, source: string, rest: Readonly<Record<string, string>> = {}): readonly string[] =>
    findViolations({ [path]: source, ...rest }, planted).filter((line) => !line.endsWith('exports nothing of its name'))

  it.each([
    ['credentials/a.ts', "import { b } from '../session/b.ts'", 'session does not lie left of credentials'],
    ['credentials/a.ts', "import type { B } from '../session/b.ts'", 'session does not lie left of credentials'],
    ['credentials/a.ts', "export { b } from '../session/b.ts'", 'session does not lie left of credentials'],
    ['credentials/a.ts', "export type * from '../session/b.ts'", 'session does not lie left of credentials'],
    ['credentials/a.ts', "const b = import('../session/b.ts')", 'session does not lie left of credentials'],
    ['credentials/a.ts', "import '../session/b.ts'", 'session does not lie left of credentials'],
    ['provider/a.ts', "import { b } from '../verification/b.ts'", 'verification does not lie left of provider'],
    ['handshake/a.ts', "import { b } from '../protection/b.ts'", 'protection does not lie left of handshake'],
    ['routing/a.ts', "import { b } from '../settings/b.ts'", 'settings does not lie left of routing'],
    ['wire/a.ts', "import { b } from '../foundation/ports.ts'", 'foundation does not lie left of wire'],
    ['decision/a.ts', "import { b } from '../guard/create-auth.ts'", 'guard does not lie left of decision'],
    ['attic/a.ts', '', 'is in no room'],
    ['provider/a.ts', "import { jwtVerify } from 'jose'", 'imports the package jose'],
    ['guard/create-auth.ts', "import { jwtVerify } from 'jose'", 'imports the package jose'],
    ['verification/a.ts', "import { b } from 'lodash'", 'imports the package lodash'],
    ['session/a.ts', 'function read(request: Request) {}', 'sees a Request'],
    ['session/a.ts', 'const now = Date.now()', 'touches Date'],
    ['guard/create-auth.ts', 'if (process.env.X) {}', 'touches process'],
    ['guard/create-auth.ts', 'const text = `${console.log(1)}`', 'touches console'],
    ['handshake/a.ts', 'const a = await b', 'waits'],
    ['handshake/a.ts', 'const a = "__session"', "spells the wire's __session"],
    ['guard/create-auth.ts', 'const a = `__session_${suffix}`', "spells the wire's __session_"],
    ['decision/a.ts', "const a = 'x-clerk-auth-status'", "spells the wire's x-clerk-auth-status"],
    ['session/a.ts', 'const known = new Map<string, number>()', 'keeps state of a module'],
    ['routing/a.ts', 'export const seen: WeakSet<object> = new WeakSet()', 'keeps state of a module'],
    ['guard/create-auth.ts', 'const kept =\n  createRecent<string>()', 'keeps state of a module'],
    ['guard/create-auth.ts', 'let count = 0', 'keeps state of a module'],
    ['foundation/ports.ts', 'const told: string[] = []', 'keeps state of a module'],
    ['decision/a.ts', "const a = 'x-postern-auth'", "spells the wire's x-postern-auth"],
    ['tenancy/a.ts', 'const a = fetch(url)', 'calls fetch'],
    ['verification/a.ts', 'const a = await ports.fetch(url)', 'calls fetch'],
    ['session/a.ts', 'const a = globalThis.fetch', 'touches globalThis'],
    ['walk/a.ts', 'setTimeout(done, 1)', 'sets a timer'],
    ['provider/a.ts', 'queueMicrotask(done)', 'sets a timer'],
    ['seal/a.ts', 'const iv = Math.random()', 'asks chance'],
    ['walk/a.ts', 'const a = work.then(use)', 'waits'],
    ['session/a.ts', 'const a = work\n  .then(use)', 'waits'],
    ['settings/a.ts', 'const a = new Promise(run)', 'waits'],
    ['guard/a.ts', "visit.trace.push('swallowed')", 'writes the trace'],
    ['walk/a.ts', "trace?.push('swallowed')", 'writes the trace'],
    ['provider/a.ts', 'export const CALL_WAIT_MS = 5_000', 'sets a limit, which belongs into wire: CALL_WAIT_MS'],
    ['routing/a.ts', 'const MAX_STATES: number = 64', 'sets a limit, which belongs into wire: MAX_STATES'],
    ['request/a.ts', "const a = 'sec-fetch-dest'", "spells the wire's sec-fetch-dest"],
    ['provider/a.ts', 'const a = `/v1/jwks`', "spells the wire's /v1/jwks"],
    ['walk/a.ts', 'const send = fetch; send(url)', 'takes fetch'],
    ['walk/a.ts', 'const send = ports.fetch.bind(ports)', 'takes fetch'],
    ['walk/a.ts', 'const { fetch: send } = ports; send(url)', 'takes fetch'],
    ['walk/a.ts', "ports['fetch'](url)", 'takes fetch'],
    ['walk/a.ts', 'ports?.fetch?.(url)', 'calls fetch'],
    ['walk/a.ts', 'ports.fetch.call(null, url)', 'calls fetch'],
    ['walk/a.ts', 'const socket = new WebSocket(url)', 'opens a connection'],
    ['provider/a.ts', 'self.fetch(url)', 'touches globalThis'],
    ['provider/a.ts', "globalThis['fetch'](url)", 'touches globalThis'],
    ['settings/a.ts', "const a = Deno.env.get('A')", 'touches the runtime'],
    ['settings/a.ts', 'const a = import.meta.env', 'touches the runtime'],
    ['provider/a.ts', 'const later = setTimeout; later(done, 1)', 'sets a timer'],
    ['provider/a.ts', 'setImmediate(done)', 'sets a timer'],
    ['provider/a.ts', 'const a = AbortSignal.timeout(1)', 'sets a timer'],
    ['seal/a.ts', "const a = Math['random']()", 'asks chance'],
    ['seal/a.ts', 'const { random } = Math', 'asks chance'],
    ['walk/a.ts', 'const a = begin(soon)', 'begins work'],
    ['decision/a.ts', 'void later.begin()', 'begins work'],
    ['walk/a.ts', 'const a = work?.then?.(use)', 'waits'],
    ['walk/a.ts', "const a = work['then'](use)", 'waits'],
    ['walk/a.ts', 'const a = work.then<string>(use)', 'waits'],
    ['walk/a.ts', 'const { then } = work', 'waits'],
    ['walk/a.ts', 'const a = work\n  .catch(use)', 'waits'],
    ['walk/a.ts', 'const a = Promise.race([work, late])', 'waits'],
    ['walk/a.ts', 'export const count = (() => {\n  let n = 0\n  return () => n++\n})()', 'keeps state of a module'],
    ['walk/a.ts', 'class Seen {\n  static count = 0\n}', 'keeps state of a module'],
    ['walk/a.ts', 'const kept = { seen: new Map() }', 'keeps state of a module'],
    ['walk/a.ts', 'const kept: Readonly<Kept> = {\n  seen: new Map(),\n}', 'keeps state of a module'],
    ['walk/a.ts', 'const kept = createProviderMemory()', 'keeps state of a module'],
    ['walk/a.ts', 'const read = once(() => 1)', 'keeps state of a module'],
    ['walk/a.ts', 'const count = { n: 0 }\nfunction next() {\n  count.n += 1\n}', 'keeps state of a module'],
    ['walk/a.ts', "const list: Names = ['a']\nfunction add() {\n  list.push('b')\n}", 'keeps state of a module'],
    ['walk/a.ts', 'function next() {}\nnext.count = 0', 'keeps state of a module'],
    ['walk/a.ts', 'visit.trace.splice(0, 1)', 'writes the trace'],
    ['walk/a.ts', "visit.trace['push'](name)", 'writes the trace'],
    ['walk/a.ts', "trace = [...trace, 'swallowed']", 'writes the trace'],
    ['walk/a.ts', 'const WAIT_MS = (2 * 60) * 1000', 'sets a limit, which belongs into wire: WAIT_MS'],
    ['walk/a.ts', "const MAX_A: Count = Number('5')", 'sets a limit, which belongs into wire: MAX_A'],
    ['walk/a.ts', 'function read() {\n  const waitMs = 5 * 1000\n}', 'sets a limit, which belongs into wire: waitMs'],
    ['walk/a.ts', 'if (text.length > 4_096) return null', 'sets a limit, which belongs into wire: 4_096'],
    ['walk/a.ts', 'const shown = text.slice(0, 200)', 'sets a limit, which belongs into wire: 200'],
    ['walk/a.ts', "const a = 'Sec-Fetch-Dest'", "spells the wire's Sec-Fetch-Dest"],
    ['walk/a.ts', "const a = '/v1/jwks?a=1'", "spells the wire's /v1/jwks?a=1"],
    ['walk/a.ts', 'const a = /^__session/', "spells the wire's ^__session"],
    ['walk/a.ts', "const a = 'sec-' + 'fetch-dest'", 'puts a name of the wire together'],
    ['walk/a.ts', 'const a = cookies.__session', 'puts a name of the wire together'],
    [
      'walk/a.ts',
      "if (isOver) return toSignedOut('token-expired')",
      'decides by itself: token-expired belongs into a row',
    ],
    ['guard/a.ts', "const a = reason === 'token-expired'", 'decides by itself: token-expired belongs into a row'],
  ])('finds what is wrong with %s: %s', (path, source, sentence) => {
    expect(find(path, source).join('\n')).toContain(sentence)
  })

  it.each([
    ['session/a.ts', "import { b } from '../wire/b.ts'"],
    ['settings/a.ts', "import { b } from '../routing/b.ts'"],
    ['verification/a.ts', "import { jwtVerify } from 'jose'; const a = await b"],
    ['session/a.ts', '// Date.now(), await, Request\n/* console */ const a = "await Date Request"'],
    ['session/a.ts', 'const a = /Date|await|"__session/; const b = c / 2 / d'],
    ['session/a.ts', 'const a: RequestFacts = b.process; const c = { Date: 1 }'],
    ['wire/a.ts', "export const SESSION = '__session'"],
    ['foundation/ports.ts', 'const now = () => Date.now()'],
    ['foundation/process-memory.ts', 'const kept = new WeakMap<object, object>()'],
    ['session/a.ts', "const NAMES: ReadonlySet<string> = new Set(['a'])"],
    ['session/a.ts', 'function read() {\n  const seen = new Set<string>()\n  let count = 0\n}'],
    ['session/a.ts', 'const create = (): Map<string, string> => new Map()'],
    ['guard/create-auth.ts', 'function decide(request: Request) {}'],
    ['provider/a.ts', 'const a = await ports.fetch(url)'],
    ['foundation/flights.ts', 'const timer = setTimeout(end, limitMs)'],
    ['foundation/rule.ts', 'trace?.push(row[0])'],
    ['wire/limits.ts', 'export const MAX_TOKEN_BYTES = 16_384'],
    ['routing/a.ts', 'const ASCII_END = 128; const then = rules.length'],
    ['verification/a.ts', "const a = failure.reason === 'token-expired'"],
    ['walk/a.ts', '// await work.then(use): not here\n/* setTimeout, fetch(url), Math.random() */'],
    ['walk/a.ts', 'const a = Math.max(1, 2); const b: { readonly fetch: typeof fetch } = c'],
    ['backend-client/a.ts', "type Sender = Ports['fetch']; const none = Promise.resolve(null)"],
    [
      'walk/a.ts',
      'const NONE = { n: 0 }\nfunction read() {\n  const isSame = NONE.n === 0\n  return { ...NONE, n: 1 }\n}',
    ],
    ['walk/a.ts', 'const create = (): Kept => ({ seen: new Map() })'],
    ['walk/a.ts', 'const isLong = text.length > MAX_CHARS; const first = list.slice(0, 1); const MAX_AGE = /a/'],
    ['seal/a.ts', 'const iv = crypto.getRandomValues(new Uint8Array(12))'],
  ])('finds nothing wrong with %s: %s', (path, source) => {
    expect(find(path, source)).toEqual([])
  })

  it.each([
    ['session/read-name.ts', 'function readName() {}\nexport function readNames() {}'],
    ['walk/visit.ts', 'export const trip = 1'],
    ['claims/verified.ts', "export { verified } from './a.ts'"],
  ])('finds that %s exports nothing of its name', (path, source) => {
    expect(findViolations({ [path]: source }, planted)).toEqual([`${path} exports nothing of its name`])
  })

  it.each([
    ['session/read-name.ts', 'export async function readName() {}'],
    ['claims/session-claims.ts', 'export interface SessionClaims {}'],
    ['values/url-faults.ts', 'export const urlFaults: readonly Rule[] = []'],
    ['wire/headers.ts', 'export const SEAL = 1'],
    ['entry/index.ts', "export { a } from '../a.ts'"],
  ])('finds %s well named', (path, source) => {
    expect(findViolations({ [path]: source }, planted).filter((line) => line.endsWith('its name'))).toEqual([])
  })

  it('finds a circle, also one of types', () => {
    const violations = find('session/a.ts', "import type { B } from './b.ts'", {
      'session/b.ts': "import { c } from './c.ts'",
      'session/c.ts': "import type { A } from './a.ts'",
    })
    expect(violations).toEqual(['a circle: session/a.ts -> session/b.ts -> session/c.ts -> session/a.ts'])
  })
})
