/**
 * Bench. Cold start: how long workerd takes from its start to its first decision, more than it takes with a worker that decides nothing.
 *
 * Each sample is a workerd process of its own. CPU time of the process is what the goal compares, because it says the same on a busy machine;
 * the wall time stands beside it. The visitor is signed in: reading the key and checking a signature belong to the start.
 */
import { bundle } from '../bundle.ts'
import { keys } from '../contestants.ts'
import { openConnection, toWire } from '../http/connection.ts'
import type { Findings, Scene } from '../findings.ts'
import { toGoal } from '../goals.ts'
import { mintToken, toSignedInRequest } from '../mint.ts'
import { say, toCell } from '../report.ts'
import { toBest, toMedian } from '../statistics.ts'
import { readCpuUs, writeScript, type Script } from './start-workerd.ts'

const EMPTY = 'empty worker'
const BACKEND = '@clerk/backend'
const CORE = '@postern/core'

const SAMPLES = 21

interface Start {
  readonly wallMs: number
  /** Null where the system does not say. */
  readonly cpuMs: number | null
}

/** Prints what a start takes. Waits. */
export async function measureColdStart(): Promise<Findings> {
  say('cold start: bundling')
  const scripts = new Map<string, Script>()
  for (const [name, source] of toSources(JSON.stringify(keys)))
    scripts.set(name, await writeScript(await bundle(source)))
  const samples = new Map<string, Start[]>([...scripts.keys()].map((name) => [name, []]))
  try {
    for (let index = -1; index < SAMPLES; index++) {
      if (index % 5 === 0) say(`cold start: sample ${index + 1} of ${SAMPLES}`)
      for (const [name, script] of scripts) {
        const start = await startOnce(script, name !== EMPTY)
        // The first ones read the files from disk.
        if (index >= 0) samples.get(name)?.push(start)
      }
    }
  } finally {
    for (const script of scripts.values()) script.remove()
  }
  return toFindings(samples)
}

function toSources(text: string): readonly (readonly [name: string, source: string])[] {
  return [
    [EMPTY, `export default { fetch: () => new Response('nobody') }`],
    [
      BACKEND,
      `import { createClerkClient } from '@clerk/backend'
      const clerk = createClerkClient(${text})
      export default { fetch: async (request) => {
        const state = await clerk.authenticateRequest(request, { acceptsToken: 'any', ...${text} })
        return new Response(state.toAuth()?.userId)
      } }`,
    ],
    [
      CORE,
      `import { createAuth } from '@postern/core'
      const auth = createAuth(${text})
      export default { fetch: async (request) => {
        const decision = await auth.decide(request)
        return new Response(decision.kind === 'pass' ? decision.auth.userId : decision.kind)
      } }`,
    ],
  ]
}

async function startOnce(script: Script, isDecided: boolean): Promise<Start> {
  const wire = toWire(toSignedInRequest(await mintToken(3e9)))
  const startMs = performance.now()
  const workerd = await script.start()
  const connection = await openConnection(workerd.port, wire)
  const answer = await connection.ask()
  const wallMs = performance.now() - startMs
  const cpuUs = await readCpuUs(workerd.pid)
  connection.close()
  await workerd.stop()
  if (answer.includes('\r\n\r\nuser_') !== isDecided)
    throw new Error(`A worker is wrong about who is signed in: ${answer}`)
  return { wallMs, cpuMs: cpuUs === null ? null : cpuUs / 1_000 }
}

function toFindings(samples: ReadonlyMap<string, readonly Start[]>): Findings {
  const hasCpu = [...samples.values()].every((starts) => starts.every(({ cpuMs }) => cpuMs !== null))
  const pick = (name: string, isCpu: boolean): readonly number[] =>
    (samples.get(name) ?? []).map(({ cpuMs, wallMs }) => (isCpu ? (cpuMs ?? Number.NaN) : wallMs))
  console.log('\nCold start in workerd, to the first decision (in brackets: over the empty worker)')
  for (const name of samples.keys()) {
    const [cpu, wall] = [true, false].map((isCpu) => {
      const [median, best] = [toMedian, toBest].map((to) => [to(pick(name, isCpu)), to(pick(EMPTY, isCpu))] as const)
      const [own, base] = median ?? [Number.NaN, Number.NaN]
      return `${own.toFixed(1).padStart(7)} ms (+${(own - base).toFixed(1)}), best ${best?.[0].toFixed(1) ?? ''}`.padEnd(
        32,
      )
    })
    console.log(`  ${toCell(name)} CPU ${cpu} wall ${wall}`)
  }
  const toRatio = (to: (values: readonly number[]) => number): number => {
    const [empty, theirs, mine] = [EMPTY, BACKEND, CORE].map((name) => to(pick(name, hasCpu)))
    return ((theirs ?? Number.NaN) - (empty ?? Number.NaN)) / ((mine ?? Number.NaN) - (empty ?? Number.NaN))
  }
  const scene: Scene = {
    title: `Cold start in workerd, to the first decision${hasCpu ? '' : ' (wall time, not CPU)'}`,
    unit: 'ms CPU',
    figures: [...samples.keys()].map((name) => {
      const values = pick(name, hasCpu)
      return { name, median: toMedian(values), best: toBest(values) }
    }),
  }
  return {
    scenes: [scene],
    goals: [toGoal('workerd, cold start over empty: peer ÷ ours', toRatio(toMedian), toRatio(toBest))],
  }
}
