/** Simulations → their figures, several at a time, each in a thread of its own: core keeps timers and cryptography to itself. Waits. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Simulation } from './simulate.ts'
import type { FleetFigures } from './tally.ts'

/** The largest fleets take a gigabyte each. */
const MOST_THREADS = 4
/** Most of what a simulation makes is gone in a moment: room for that saves half of the collecting. */
const resourceLimits = { maxYoungGenerationSizeMb: 192, maxOldGenerationSizeMb: 4_096 }

/**
 * @param onDone Told of each that ends.
 * @returns In the order of the simulations, whichever ended first.
 */
export async function simulateAll(
  simulations: readonly Simulation[],
  onDone: (simulation: Simulation, seconds: number) => void,
): Promise<readonly FleetFigures[]> {
  const found: FleetFigures[] = []
  // The largest first, so that no thread is left alone with it at the end.
  const waiting = [...simulations.entries()].toSorted(([, one], [, other]) => other.plan.size - one.plan.size)
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, simulation] = next
      const startedMs = performance.now()
      found[index] = await simulateApart(simulation)
      onDone(simulation, (performance.now() - startedMs) / 1_000)
    }
  }
  await Promise.all(Array.from({ length: Math.min(MOST_THREADS, availableParallelism()) }, work))
  return found
}

function simulateApart(simulation: Simulation): Promise<FleetFigures> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: simulation, resourceLimits })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`A simulation ended with code ${code} and without figures.`)))
  })
}
