/**
 * Bench. Cold start in Node: how long a process takes from the import to its first decision, and in which phases.
 *
 * Each sample is a process of its own. Each side is measured as it is installed, one file after the other, and as one minified file, which is
 * how functions are deployed. The visitor is signed in: reading the key and checking a signature belong to the start.
 *
 * Before the clock starts the process has made its request and imported another package, as any server has: `Request`, which costs Node more
 * than all that is measured, and the compiling of Node's own loader are nobody's here. Web Crypto is not warmed; whoever checks a signature
 * first pays for it.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { bundle } from './bundle.ts'
import { keys } from './contestants.ts'
import type { Findings, Scene } from './findings.ts'
import { toGoal } from './goals.ts'
import { mintToken, toSignedInRequest } from './mint.ts'
import { say, toCell } from './report.ts'
import { toBest, toMedian } from './statistics.ts'

const BACKEND = '@clerk/backend'
const CORE = '@postern/core'
const SAMPLES = 25

/** What each side makes of its module and the keys: a function from a request to a promise of who is there. */
const CREATE = {
  [BACKEND]: `(it, keys) => {
    const client = it.createClerkClient(keys)
    return async (request) => (await client.authenticateRequest(request, { acceptsToken: 'any', ...keys })).toAuth()?.userId
  }`,
  [CORE]: `(it, keys) => {
    const auth = it.createAuth(keys)
    return async (request) => (await auth.decide(request)).auth?.userId
  }`,
} as const
type Side = keyof typeof CREATE
const SIDES = [BACKEND, CORE] as const

const PHASES = ['import', 'create', 'first decision'] as const
/** CPU milliseconds of each phase, and the wall time of all of them. */
interface Start {
  readonly cpuMs: readonly number[]
  readonly wallMs: number
}

/** Prints what a start takes. Waits. */
export async function measureColdStartNode(): Promise<Findings> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-bench-'))
  try {
    const scripts = await writeScripts(folder)
    const samples = new Map<string, Start[]>([...scripts.keys()].map((name) => [name, []]))
    for (let index = -1; index < SAMPLES; index++) {
      if (index % 5 === 0) say(`cold start in Node: sample ${index + 1} of ${SAMPLES}`)
      for (const [name, script] of scripts) {
        const start = await startOnce(script)
        // The first ones read the files from disk.
        if (index >= 0) samples.get(name)?.push(start)
      }
    }
    return toFindings(samples)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @returns The scripts to start, by the name of what they measure. */
async function writeScripts(folder: string): Promise<ReadonlyMap<string, string>> {
  const scripts = new Map<string, string>()
  for (const [index, side] of SIDES.entries()) {
    const file = join(folder, `${index}.mjs`)
    await writeFile(file, await bundle(`export * from '${side}'`))
    const addresses = { installed: import.meta.resolve(side), 'one file': pathToFileURL(file).href }
    for (const [shape, address] of Object.entries(addresses)) {
      const script = join(folder, `${index}-${shape.replace(' ', '-')}.mjs`)
      await writeFile(script, toScript(side, address))
      scripts.set(toName(side, shape), script)
    }
  }
  return scripts
}

const toName = (side: Side, shape: string): string => `${side}, ${shape}`

/** JavaScript, because what takes the types out of TypeScript would go on compiling beside what is measured. */
function toScript(side: Side, address: string): string {
  return `
    const { url, headers } = JSON.parse(process.argv[2])
    const request = new Request(url, { headers })
    request.headers.get('cookie')
    await import(${JSON.stringify(import.meta.resolve('hono/cookie'))})
    const create = ${CREATE[side]}
    const cpuMs = []
    const startMs = performance.now()
    let before = process.cpuUsage()
    const mark = () => {
      const { user, system } = process.cpuUsage(before)
      cpuMs.push((user + system) / 1000)
      before = process.cpuUsage()
    }
    const it = await import(${JSON.stringify(address)})
    mark()
    const decide = create(it, ${JSON.stringify(keys)})
    mark()
    const userId = await decide(request)
    mark()
    const wallMs = performance.now() - startMs
    console.log(JSON.stringify({ cpuMs, wallMs, userId }))
  `
}

async function startOnce(script: string): Promise<Start> {
  const request = toSignedInRequest(await mintToken(4e9))
  const visit = JSON.stringify({ url: request.url, headers: [...request.headers] })
  const { stdout } = await promisify(execFile)(process.execPath, [script, visit])
  const { userId, ...start } = JSON.parse(stdout) as Start & { readonly userId?: string }
  if (userId?.startsWith('user_') !== true) throw new Error('A process is wrong about who is signed in.')
  return start
}

function toFindings(samples: ReadonlyMap<string, readonly Start[]>): Findings {
  const toAll = (name: string): readonly number[] =>
    (samples.get(name) ?? []).map(({ cpuMs }) => cpuMs.reduce((sum, one) => sum + one, 0))
  console.log('\nCold start in Node, from the import to the first decision (medians)')
  for (const [name, starts] of samples) {
    const phases = PHASES.map(
      (phase, at) => `${phase} ${toMedian(starts.map(({ cpuMs }) => cpuMs[at] ?? Number.NaN)).toFixed(1)}`,
    )
    const [median, best, wall] = [toMedian(toAll(name)), toBest(toAll(name)), toMedian(starts.map((one) => one.wallMs))]
    console.log(
      `  ${toCell(name)} CPU ${median.toFixed(1).padStart(7)} ms, best ${best.toFixed(1)}, wall ${wall.toFixed(1)}  (${phases.join(', ')})`,
    )
  }
  const scene: Scene = {
    title: 'Cold start in Node, from the import to the first decision',
    unit: 'ms CPU',
    figures: [...samples.keys()].map((name) => ({ name, median: toMedian(toAll(name)), best: toBest(toAll(name)) })),
  }
  const judged = toAll(toName(CORE, 'installed'))
  return {
    scenes: [scene],
    goals: [toGoal('Node, cold start to the first decision, ms', toMedian(judged), toBest(judged))],
  }
}
