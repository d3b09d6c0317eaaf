/**
 * Bench. Decisions in workerd. Its clock stands still while a request is handled, so nothing in there can time itself. Many decisions are
 * made in one HTTP call, and what is counted is the CPU time of the workerd process around that call, all threads, as Linux keeps it in
 * `/proc`; other programs on the machine do not show in it. Where there is no such file, the wall time of the call stands in for it.
 *
 * The requests are made in a call before, outside the timing.
 */
import { bundle } from '../bundle.ts'
import { keys } from '../contestants.ts'
import type { Findings, Scene as ShownScene } from '../findings.ts'
import { toGoal, type Goal, type GoalName } from '../goals.ts'
import { toFigure, type Figure } from '../measure.ts'
import { mintToken, toSignedInRequest, toSignedOutRequest } from '../mint.ts'
import type { Outcome } from '../outcomes.ts'
import { print, say, toBestRatio, toRatio } from '../report.ts'
import type { Run, Visit } from './create-worker.ts'
import { readCpuUs, writeScript, type Workerd } from './start-workerd.ts'

const BACKEND = '@clerk/backend'
const CORE = '@postern/core'
const DECIDE_NOW = '@postern/core, decideNow'

/** Requests that are made at a time. */
const KEPT = 256
const ROUNDS = 15
/** Rounds that are run and not counted. */
const WARM_UP_ROUNDS = 3

/** One kind of visit, and how often each side decides the kept requests in a round: enough to be far above what the call itself takes. */
interface Scene {
  readonly title: string
  readonly outcome: Outcome
  readonly goal: GoalName
  /** Whether the requests of a round must be others than those before. */
  readonly isNew: boolean
  readonly make: (serial: number) => Promise<Request>
  readonly times: Readonly<Record<string, number>>
}

/** Prints what each scene takes. Waits. */
export async function measureWorkerd(): Promise<Findings> {
  say('workerd: bundling')
  const source = `import { createWorker } from './workerd/create-worker.ts'; export default createWorker(${JSON.stringify(keys)})`
  const script = await writeScript(await bundle(source))
  const workerd = await script.start()
  try {
    const seen = await mintToken(2e9)
    const [scenes, goals]: [ShownScene[], Goal[]] = [[], []]
    for (const scene of toScenes(seen)) {
      const figures = await measureScene(workerd, scene)
      const clock = (await readCpuUs(workerd.pid)) === null ? ' (wall time, not CPU)' : ''
      scenes.push(print(`workerd, ${scene.title}${clock}`, figures, CORE))
      goals.push(toGoal(scene.goal, toRatio(figures, BACKEND, CORE), toBestRatio(figures, BACKEND, CORE)))
    }
    return { scenes, goals }
  } finally {
    await workerd.stop()
    script.remove()
  }
}

function toScenes(seen: string): readonly Scene[] {
  return [
    {
      title: 'new token, 64 in flight',
      outcome: 'signed-in',
      goal: 'workerd, new token: peer ÷ ours',
      isNew: true,
      make: async (serial) => toSignedInRequest(await mintToken(2e9 + 1 + serial)),
      times: { [BACKEND]: 1, [CORE]: 1 },
    },
    {
      title: 'seen token',
      outcome: 'signed-in',
      goal: 'workerd, seen token: peer ÷ ours',
      isNew: false,
      make: async () => toSignedInRequest(seen),
      times: { [BACKEND]: 1, [CORE]: 60, [DECIDE_NOW]: 60 },
    },
    {
      title: 'signed out',
      outcome: 'signed-out',
      goal: 'workerd, signed out: peer ÷ ours',
      isNew: false,
      make: async () => toSignedOutRequest(),
      times: { [BACKEND]: 8, [CORE]: 240, [DECIDE_NOW]: 240 },
    },
  ]
}

async function measureScene(
  workerd: Workerd,
  { title, times, make, isNew, outcome }: Scene,
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
    // Who is first changes with each round.
    const turn = (round + WARM_UP_ROUNDS) % sides.length
    for (const side of [...sides.slice(turn), ...sides.slice(0, turn)]) {
      const count = times[side] ?? 1
      const run: Run = { side, times: count, inFlight: 64 }
      const { us, answer } = await clock(workerd, () => post(workerd, 'run', run))
      if (answer !== outcome) throw new Error(`${side} in workerd answers ${String(answer)}, not ${outcome}.`)
      if (round >= 0) samples.get(side)?.push(us / KEPT / count)
    }
  }
  return sides.map((name) => toFigure(name, samples.get(name) ?? []))
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
