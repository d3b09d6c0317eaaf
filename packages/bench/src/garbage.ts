/**
 * Bench. Memory that one request takes and gives back. Started by `run.ts` in a process of its own, whose young generation holds a whole
 * round, so that nothing is collected while it counts. Prints a scene as JSON.
 */
import { before, ours, peer } from './contestants.ts'
import type { Scene } from './findings.ts'
import { mintToken, toSignedInRequest, toSignedOutRequest } from './mint.ts'
import { toBest, toMedian } from './statistics.ts'

const ROUND = 100
const ROUNDS = 9
/** As many as it takes until all of it is compiled: an optimised function makes less garbage. */
const WARM_UP_ROUNDS = 40
let serial = 0
const seen = await mintToken(serial++)
await ours.decide(toSignedInRequest(seen))

const news = async (): Promise<Request> => toSignedInRequest(await mintToken(serial++))
const rows = [
  ['new token, @clerk/backend', news, peer],
  ['new token, @postern/core', news, (request: Request) => ours.decide(request)],
  ['seen token, @clerk/backend', () => toSignedInRequest(seen), peer],
  ['seen token, @postern/core', () => toSignedInRequest(seen), (request: Request) => ours.decide(request)],
  ['signed out, @postern/core', toSignedOutRequest, (request: Request) => ours.decide(request)],
  ...(before === null
    ? []
    : ([
        ['new token, before', news, (request: Request) => before?.decide(request)],
        ['seen token, before', () => toSignedInRequest(seen), (request: Request) => before?.decide(request)],
        ['signed out, before', toSignedOutRequest, (request: Request) => before?.decide(request)],
      ] as const)),
] as const

const figures: Scene['figures'][number][] = []
for (const [name, prepare, run] of rows) {
  const kib: number[] = []
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const requests: Request[] = []
    for (let index = 0; index < ROUND; index++) requests.push(await prepare())
    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    for (const request of requests) await run(request)
    if (round >= 0) kib.push((process.memoryUsage().heapUsed - before) / ROUND / 1024)
  }
  figures.push({ name, median: toMedian(kib), best: toBest(kib) })
}
const scene: Scene = { title: 'Garbage per request', unit: 'KiB', figures }
console.log(JSON.stringify(scene))
