/**
 * Bench. Side by side with the peers, as ratios of one run: absolute times of a shared machine mean nothing. Figures only: a goal that is
 * missed says so, and the run still ends with status 0.
 *
 * `npm run bench` measures everything but Next over HTTP, in about three minutes. `npm run bench -- --all` adds it; it is built three times:
 * about two minutes more. `npm run bench -- --only workerd,hono` measures the named parts.
 * `--runs 2` does it twice, and says which gates hold in both. Each part runs in a process of its own.
 * `--against FOLDER` puts another checkout of this workspace, built, beside ours in the decisions of `node`: before and after, in one run.
 * `npm run bench -- --growth` shows instead how a decision's cost grows with what it depends on; `--growth memory`, whether memory does.
 * `--write` keeps the figures, for the documentation; it goes with `--all` and with both of these.
 */
import { printCard } from './card.ts'
import { joinFindings, type Findings } from './findings.ts'
import { readArguments, USAGE, type Arguments, type Growth, type Part } from './read-arguments.ts'
import { printGoals, say } from './report.ts'
import { readOrigin, writeResults } from './results.ts'
import { runApart } from './run-apart.ts'

/** Loaded when asked for: what one needs may be missing for another. */
const LOADERS: Readonly<Record<Part, () => Promise<Findings>>> = {
  node: async () => (await import('./in-process.ts')).measureInProcess(),
  workerd: async () => (await import('./workerd/measure-workerd.ts')).measureWorkerd(),
  'cold-start': async () => (await import('./workerd/measure-cold-start.ts')).measureColdStart(),
  'cold-start-node': async () => (await import('./cold-start-node.ts')).measureColdStartNode(),
  hono: async () => (await import('./http/measure-hono.ts')).measureHono(),
  'next-in-process': async () => (await import('./next-in-process.ts')).measureNextInProcess(),
  next: async () => (await import('./http/measure-next.ts')).measureNext(),
}

// A signal ends the process without a word to the servers that it started; this way they hear of it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const given = readArguments(process.argv.slice(2))
if (given === null) {
  console.error(USAGE)
  process.exitCode = 2
} else if (given.isApart) {
  process.send?.(await measureParts(given))
  process.disconnect()
} else if (given.growths === null) await compare(given)
else await grow(given.growths, given.isWritten)

async function grow(names: readonly Growth[] | 'memory', isWritten: boolean): Promise<void> {
  const origin = readOrigin()
  printCard(origin.card)
  if (names === 'memory') {
    const memories = await (await import('./growth/memory.ts')).measureMemory()
    if (isWritten) writeResults({ memory: { ...origin, memories } })
  } else {
    const curves = await (await import('./growth/measure-growth.ts')).measureGrowth(names)
    if (isWritten) writeResults({ growth: { ...origin, curves } })
  }
}

async function compare({ parts, runs, against, isWritten, isAll }: Arguments): Promise<void> {
  const origin = readOrigin()
  printCard(origin.card)
  const found: Findings[] = []
  for (let run = 1; run <= runs; run++) {
    if (runs > 1) say(`run ${run} of ${runs}`)
    const apart: Findings[] = []
    for (const part of parts) apart.push(await runApart(part, against))
    found.push(joinFindings(apart))
  }
  printGoals(
    found.map(({ goals }) => goals),
    isAll,
  )
  if (!parts.includes('next') && parts.length > 1) say('Next over HTTP is not among them: npm run bench -- --all')
  if (isWritten) writeResults({ sideBySide: { ...origin, runs: found } })
}

async function measureParts({ parts }: Pick<Arguments, 'parts'>): Promise<Findings> {
  const found: Findings[] = []
  for (const part of parts) found.push(await LOADERS[part]())
  return joinFindings(found)
}
