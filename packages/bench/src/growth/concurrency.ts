/** Bench. More and more new tokens at the same time. */
import { say } from '../report.ts'
import { toBest, toMedian } from '../statistics.ts'
import type { Crowd } from './concurrency-child.ts'
import { toCurve, type Curve } from './curve.ts'
import type { Point } from './fit.ts'
import { runInChild } from './in-child.ts'

const SIZES = [1, 10, 100, 1_000, 10_000] as const
/** Fewer are lost in what a process gives up by the way. */
const WEIGHED_FROM = 100

/** Waits. */
export async function growConcurrency(): Promise<readonly Curve[]> {
  const times: Point[] = []
  const held: Point[] = []
  for (const size of SIZES) {
    say(`growth: ${size} new tokens at the same time`)
    const { cpuUs, heldKib, verifications } = await runInChild<Crowd>('concurrency-child.ts', [String(size)])
    if (verifications !== size) throw new Error(`${verifications} signatures were checked for ${size} tokens.`)
    times.push({ size, median: toMedian(cpuUs), best: toBest(cpuUs) })
    if (size >= WEIGHED_FROM) held.push({ size, median: heldKib, best: heldKib })
  }
  const grows = 'new tokens at the same time'
  // One alone waits for other threads, and pays for waking them.
  return [
    toCurve({ name: 'New token', unit: 'µs CPU', grows, mayBe: 'flat' }, times),
    toCurve({ name: 'Memory while they are in the air', unit: 'KiB', grows, mayBe: 'linear' }, held),
  ]
}
