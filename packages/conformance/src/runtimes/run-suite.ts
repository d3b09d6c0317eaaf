/** Every runtime, every case: the tables of results. */
import { type Adapter, runCases } from './run-cases.ts'
import { allCases } from './cases/table.ts'
import type { Answer } from './describe-answer.ts'
import type { StartRuntime } from './runners/runtime.ts'
import { startEdgeVm } from './runners/start-edge-vm.ts'
import { startBun, startDeno, startNode } from './runners/start-process.ts'
import { startWorkerd } from './runners/start-worker.ts'
import { createSites } from './sites.ts'
import { startWorld } from './world.ts'

export const RUNTIMES = {
  Node: startNode,
  'edge VM': startEdgeVm,
  workerd: startWorkerd,
  Deno: startDeno,
  Bun: startBun,
} as const satisfies Readonly<Record<string, StartRuntime>>
export type RuntimeName = keyof typeof RUNTIMES

/** The answers of one runtime behind one adapter, by the name of their case. */
export interface Results {
  readonly runtime: RuntimeName
  readonly adapter: Adapter
  readonly answers: ReadonlyMap<string, Answer>
}

/** Starts everything, asks everything, stops everything. */
export async function runSuite(): Promise<readonly Results[]> {
  const world = await startWorld()
  const sites = createSites(world)
  const { publishableKey, secretKey } = world.dev
  const environment = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey }
  async function askRuntime([runtime, start]: readonly [string, StartRuntime]): Promise<readonly Results[]> {
    const { port, stop } = await start(sites, environment)
    try {
      const results: Results[] = []
      for (const adapter of ['fetch', 'hono'] as const) {
        // The names of an object's own members.
        results.push({
          runtime: runtime as RuntimeName,
          adapter,
          answers: await runCases(port, allCases, adapter, world),
        })
      }
      return results
    } finally {
      await stop()
    }
  }
  try {
    const outcomes = await Promise.allSettled(Object.entries(RUNTIMES).map(askRuntime))
    return outcomes.flatMap((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason
      return outcome.value
    })
  } finally {
    await world.stop()
  }
}
