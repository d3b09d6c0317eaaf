/** What stands behind `npm run simulate --` → what is to be done. Does not wait. */
import { parseArgs } from 'node:util'
import { FLEETS } from './scenario.ts'

export interface Arguments {
  /** Fleets that are simulated, by how many isolates they have. */
  readonly sizes: readonly number[]
  /** A whole number. */
  readonly seed: number
  /** The figures are kept, and printed into the documentation. */
  readonly isWritten: boolean
}

const ALL = FLEETS.map(({ size }) => size)
/** That of the documentation. */
export const DEFAULT_SEED = 14

export const USAGE = `npm run simulate -- [--sizes ${ALL.join(',')}] [--seed ${DEFAULT_SEED}] [--write]\n--write takes all sizes and the seed ${DEFAULT_SEED}.`

/** @returns Null for what means nothing. */
export function readArguments(texts: readonly string[]): Arguments | null {
  try {
    const { values } = parseArgs({
      args: [...texts],
      options: { sizes: { type: 'string' }, seed: { type: 'string' }, write: { type: 'boolean', default: false } },
    })
    const sizes = values.sizes?.split(',').map(Number) ?? ALL
    const seed = Number(values.seed ?? DEFAULT_SEED)
    const isWhole = values.sizes === undefined && seed === DEFAULT_SEED
    if (!sizes.every((size) => ALL.includes(size)) || !Number.isSafeInteger(seed) || (values.write && !isWhole))
      return null
    return { sizes, seed, isWritten: values.write }
  } catch {
    return null
  }
}
