/** Bench. The words after `npm run bench --` → what is to be measured. Pure. */
import { parseArgs } from 'node:util'

/** What stands beside the peers, in the order in which it runs. */
export const PARTS = ['node', 'workerd', 'cold-start', 'cold-start-node', 'hono', 'next-in-process', 'next'] as const
export type Part = (typeof PARTS)[number]
/** Builds applications, and so is run on demand. */
const SLOW = 'next'
/** What may grow. */
export const GROWTHS = [
  'patterns',
  'organizations',
  'keys',
  'cookies',
  'tokens',
  'issuers',
  'tenants',
  'concurrency',
] as const
export type Growth = (typeof GROWTHS)[number]

export interface Arguments {
  readonly parts: readonly Part[]
  /** What is to be seen growing, and nothing else is measured; `memory` by itself; null where the peers are. */
  readonly growths: readonly Growth[] | 'memory' | null
  /** Folder of another checkout to put beside ours; null where none was named. */
  readonly against: string | null
  /** How often. */
  readonly runs: number
  /** Whether every goal is to be measured. */
  readonly isAll: boolean
  /** Whether the figures are kept for the documentation. */
  readonly isWritten: boolean
  /** Whether this is one part of several, which sends its findings to who started it. */
  readonly isApart: boolean
}

export const USAGE = [
  `Options: --all, or --only with some of ${PARTS.join(', ')}; --runs 2; --against with the folder of a built checkout.`,
  `--growth, alone or with some of ${GROWTHS.join(', ')}; --growth memory, which takes minutes.`,
  '--write keeps the figures of --all, of a whole --growth, or of --growth memory, for the documentation.',
].join('\n')

const OPTIONS = {
  all: { type: 'boolean', default: false },
  only: { type: 'string' },
  against: { type: 'string' },
  runs: { type: 'string', default: '1' },
  growth: { type: 'string' },
  write: { type: 'boolean', default: false },
  apart: { type: 'boolean', default: false },
} as const

/** @returns Null when they make no sense. */
export function readArguments(argv: readonly string[]): Arguments | null {
  try {
    const { values } = parseArgs({ args: argv.flatMap(fillGrowth), options: OPTIONS })
    const parts =
      values.only === undefined ? PARTS.filter((name) => values.all || name !== SLOW) : choose(PARTS, values.only)
    const growths = readGrowths(values.growth)
    const runs = Number(values.runs)
    const isAll = values.all && values.only === undefined
    const isWhole = growths === null ? isAll : growths === GROWTHS || growths === 'memory'
    if (parts === null || growths === undefined || !Number.isInteger(runs) || runs < 1) return null
    return values.write && !isWhole
      ? null
      : { parts, growths, against: values.against ?? null, runs, isAll, isWritten: values.write, isApart: values.apart }
  } catch {
    return null
  }
}

const EVERYTHING = 'everything'

/** @returns Null when nothing was asked, undefined when something was that nobody knows. */
function readGrowths(text: string | undefined): Arguments['growths'] | undefined {
  if (text === undefined) return null
  if (text === EVERYTHING) return GROWTHS
  return text === 'memory' ? text : (choose(GROWTHS, text) ?? undefined)
}

/** `--growth` may stand alone, which no option with a value may. */
function fillGrowth(word: string, index: number, all: readonly string[]): readonly string[] {
  const next = all[index + 1]
  return word === '--growth' && (next === undefined || next.startsWith('--')) ? [word, EVERYTHING] : [word]
}

function choose<T extends string>(known: readonly T[], text: string): readonly T[] | null {
  const asked = text.split(',')
  return asked.every((name) => known.some((one) => one === name)) ? known.filter((name) => asked.includes(name)) : null
}
