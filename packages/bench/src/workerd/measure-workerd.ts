/**
 * Bench. Decisions in workerd. Its clock stands still while a request is handled, so nothing in there can time itself. Many decisions are
 * made in one HTTP call, and what is counted is the CPU time of the workerd process around that call, all threads, as Linux keeps it in
 * `/proc`; other programs on the machine do not show in it. Where there is no such file, the wall time of the call stands in for it.
 *
 * The requests are made in a call before, outside the timing.
 */
import { bundle } from '../bundle.ts'
import { keys } from '../contestants.ts'
import { type Figure, toMedian } from '../measure.ts'
import { mintToken, toSignedInRequest, toSignedOutRequest } from '../mint.ts'
import { print, say, toRatio, type Goal } from '../report.ts'
import type { Run, Visit } from './create-worker.ts'
import { readCpuUs, writeScript, type Workerd } from './start-workerd.ts'

const BACKEND = '@clerk/backend'
const CORE = '@postern/core'
const DECIDE_NOW = '@postern/core, decideNow'

/** Requests that are made at a time. */
const KEPT = 256
const ROUNDS = 11
/** Rounds that are run and not counted. */
const WARM_UP_ROUNDS = 3

/** One kind of visit, and how often each side decides the kept requests in a round: enough to be far above what the call itself takes. */
interface Scene {
  readonly title: string
  readonly hasSession: boolean
  /** Whether the requests of a round must be others than those before. */
  readonly isNew: boolean
  readonly make: (serial: number) => Promise<Request>
  readonly times: Readonly<Record<string, number>>
}

/** Prints what each scene takes. Waits. @returns The goals. */
export async function measureWorkerd(): Promise<readonly Goal[]> {
  say('workerd: bundling')
  const source = `import { createWorker } from './workerd/create-worker.ts'; export default createWorker(${JSON.stringify(keys)})`
  const script = await writeScript(await bundle(source))
  const workerd = await script.start()
  try {
    const seen = await mintToken(2e9)
    const ratios: number[] = []
    for (const scene of toScenes(seen)) {
      const figures = await measureScene(workerd, scene)
      print(
        `workerd, ${scene.title}${(await readCpuUs(workerd.pid)) === null ? ' (wall time, not CPU)' : ''}`,
        figures,
        CORE,
      )
      ratios.push(toRatio(figures, BACKEND, CORE))
    }
    const [fresh = Number.NaN, repeated = Number.NaN, out = Number.NaN] = ratios
    return [
      { name: 'workerd, new token: peer ÷ ours', value: fresh, gate: 9, target: 12, isAtMost: false },
      { name: 'workerd, seen token: peer ÷ ours', value: repeated, gate: 150, target: 300, isAtMost: false },
      { name: 'workerd, signed out: peer ÷ ours', value: out, gate: 40, target: 100, isAtMost: false },
    ]
  } finally {
    await workerd.stop()
    script.remove()
  }
}

function toScenes(seen: string): readonly Scene[] {
  return [
    {
      title: 'new token, 64 in flight',
      hasSession: true,
      isNew: true,
      make: async (serial) => toSignedInRequest(await mintToken(2e9 + 1 + serial)),
      times: { [BACKEND]: 1, [CORE]: 1 },
    },
    {
      title: 'seen token',
      hasSession: true,
      isNew: false,
      make: async () => toSignedInRequest(seen),
      times: { [BACKEND]: 1, [CORE]: 40, [DECIDE_NOW]: 40 },
    },
    {
      title: 'signed out',
      hasSession: false,
      isNew: false,
      make: async () => toSignedOutRequest(),
      times: { [BACKEND]: 8, [CORE]: 160, [DECIDE_NOW]: 160 },
    },
  ]
}

async function measureScene(
  workerd: Workerd,
  { title, times, make, isNew, hasSession }: Scene,
): Promise<readonly Figure[]> {
  const sides = Object.keys(times)
  const samples = new Map<string, number[]>(sides.map((side) => [side, []]))
  let serial = 0
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    say(`workerd, ${title}: round ${round + WARM_UP_ROUNDS + 1} of ${ROUNDS + WARM_UP_ROUNDS}`)
    if (isNew || serial === 0) {
      const visits: Visit[] = []
      while (visits.length < KEPT) visits.push(toVisit(await make(serial++)))
      await post(workerd, 'prepare', visits)
    }
    for (const side of sides) {
      const count = times[side] ?? 1
      const run: Run = { side, times: count, inFlight: 64 }
      const { us, answer } = await clock(workerd, () => post(workerd, 'run', run))
      if (answer !== hasSession) throw new Error(`${side} in workerd is wrong about who is signed in.`)
      if (round >= 0) samples.get(side)?.push(us / KEPT / count)
    }
  }
  return sides.map((name) => ({ name, cpuUs: toMedian(samples.get(name) ?? []) }))
}

/** CPU time of the process around one call; wall time where the system does not say. */
async function clock(workerd: Workerd, call: () => Promise<unknown>): Promise<{ us: number; answer: unknown }> {
  const [startMs, before] = [performance.now(), await readCpuUs(workerd.pid)]
  const answer = await call()
  const [endMs, after] = [performance.now(), await readCpuUs(workerd.pid)]
  return { us: before === null || after === null ? (endMs - startMs) * 1_000 : after - before, answer }
}

async function post(workerd: Workerd, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${workerd.port}/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`workerd answers ${response.status} to ${path}: ${await response.text()}`)
  return response.json()
}

function toVisit(request: Request): Visit {
  return [request.url, [...request.headers]]
}
