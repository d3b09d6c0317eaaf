/** A thread that runs one simulation: what it is given at its beginning → one message with the figures. */
import { parentPort, workerData } from 'node:worker_threads'
import { simulate, type Simulation } from './simulate.ts'

// Nobody but `pool.ts` starts this file.
parentPort?.postMessage(await simulate(workerData as Simulation))
