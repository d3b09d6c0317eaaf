/** Bench. Whether memory is flat, however many different things strangers send. Takes minutes, and so is run on demand. */
import { say } from '../report.ts'
import { runInChild } from './in-child.ts'
import type { Mark } from './memory-child.ts'

/** Of one thing that there is more and more of. */
export interface Memory {
  readonly name: string
  /** After each step. */
  readonly ours: readonly Mark[]
  /** The same requests, read without us. What grows here is the platform's. */
  readonly control: readonly Mark[]
  /** From the first mark to the last, between which all that the name says came by. */
  readonly heapGrowthMib: number
  readonly residentGrowthMib: number
  readonly controlGrowthMib: number
  readonly isFlat: boolean
}

/** Of resident memory, between the first mark and the last. Twenty-one bytes for each of a million are more. */
export const MAX_GROWTH_MIB = 20

const MILLION = 1_000_000
const SUBJECTS = [
  ['tokens', 'distinct tokens', MILLION],
  ['kids of letters', 'unknown key ids, of letters', MILLION],
  ['kids of kid_123', 'unknown key ids, as kid_123', MILLION],
  ['kids of digits', 'unknown key ids, of digits', MILLION],
  ['kids of long', 'unknown key ids, of 190 characters', MILLION],
  ['tenants', 'tenants', 100_000],
] as const
const STEPS = 10
/** Of the steps, as many more before the first mark: until what is bounded is full, and V8 has made room for what it throws away. */
const WARM_UP_STEPS = 3

/** Waits. */
export async function measureMemory(): Promise<readonly Memory[]> {
  const found: Memory[] = []
  for (const [script, name, total] of SUBJECTS) {
    const stops = Array.from({ length: STEPS + 1 }, (_, step) => String(((step + WARM_UP_STEPS) * total) / STEPS))
    const run = (way: 'ours' | 'control'): Promise<readonly Mark[]> => {
      say(`memory: ${total.toLocaleString('en-US')} ${name}, ${way}`)
      return runInChild<readonly Mark[]>('memory-child.ts', [script, way, ...stops])
    }
    const memory = toMemory(`${total.toLocaleString('en-US')} ${name}`, await run('ours'), await run('control'))
    print(memory)
    found.push(memory)
  }
  return found
}

/** What two runs say. Pure. */
export function toMemory(name: string, ours: readonly Mark[], control: readonly Mark[]): Memory {
  const toGrowth = (marks: readonly Mark[], pick: (mark: Mark) => number): number =>
    marks.length === 0 ? Number.NaN : pick(marks.at(-1) as Mark) - pick(marks[0] as Mark)
  const heapGrowthMib = toGrowth(ours, ({ heapMib }) => heapMib)
  const residentGrowthMib = toGrowth(ours, ({ residentMib }) => residentMib)
  const controlGrowthMib = toGrowth(control, ({ residentMib }) => residentMib)
  return {
    name,
    ours,
    control,
    heapGrowthMib,
    residentGrowthMib,
    controlGrowthMib,
    isFlat: heapGrowthMib < MAX_GROWTH_MIB && residentGrowthMib < MAX_GROWTH_MIB,
  }
}

function print({ name, ours, control, heapGrowthMib, residentGrowthMib, controlGrowthMib, isFlat }: Memory): void {
  console.log(`\n${name}, MiB after each tenth: heap (resident)`)
  for (const [who, marks] of [
    ['ours', ours],
    ['control', control],
  ] as const) {
    const values = marks.map(({ heapMib, residentMib }) => `${heapMib.toFixed(1)} (${residentMib.toFixed(0)})`)
    console.log(`  ${who.padEnd(8)} ${values.join('  ')}`)
  }
  const growth = `heap ${heapGrowthMib.toFixed(1)}, resident ${residentGrowthMib.toFixed(1)}, control ${controlGrowthMib.toFixed(1)} MiB`
  console.log(`  ${isFlat ? 'flat' : 'GROWS'}, from the first mark to the last: ${growth}; may be ${MAX_GROWTH_MIB}`)
}
