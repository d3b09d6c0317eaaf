import { describe, expect, it } from 'vitest'
import { FIGURES } from './figures.ts'
import { readResults } from './results.ts'

/** Fewer isolates, or fewer calls, and chance says more than any formula. */
const MIN_SIZE = 1_000
const MIN_CALLS = 1
/** With a store it is when keys are due that most of them ask, and that may fall into the minute or not. */
const isLottery = (name: string, variant: string): boolean => name === 'deployment-key-calls' && variant !== 'none'
/** How far a formula may be off, as a part of what it says. Nothing here is more exact than a plan needs. */
const TOLERANCE = 0.3

const { rows } = readResults()
const cells = rows.flatMap(({ size, variant, figures }) =>
  FIGURES.map(({ name, isBound }) => {
    const [simulated = 0, calculated = null] = figures[name] ?? []
    const isTold = size >= MIN_SIZE && (calculated ?? 0) >= MIN_CALLS && !isLottery(name, variant)
    return { name: `${size} isolates, ${variant}: ${name}`, isTold, isBound, simulated, calculated }
  }),
)
const bounds = cells.filter(({ isBound, calculated }) => isBound && calculated !== null)
const expected = cells.filter(({ isBound, isTold }) => !isBound && isTold)

describe('toEstimate', () => {
  it('has bounds that no fleet goes beyond', () => {
    expect(bounds.length).toBeGreaterThan(50)
    expect(bounds.filter(({ simulated, calculated }) => simulated > (calculated ?? 0))).toEqual([])
  })

  it('says of large fleets about what the simulation says', () => {
    const isFar = (simulated: number, calculated: number): boolean => Math.abs(simulated / calculated - 1) > TOLERANCE
    expect(expected.length).toBeGreaterThan(40)
    expect(expected.filter(({ simulated, calculated }) => isFar(simulated, calculated ?? 0))).toEqual([])
  })
})
