/**
 * Bench. Side by side with the peers, as ratios of one run: absolute times of a shared machine mean nothing. Figures only: a goal that is
 * missed says so, and the run still ends with status 0.
 *
 * `npm run bench` measures everything but Next, in about two minutes. `npm run bench -- --all` adds Next, which is built three times: about a
 * minute more. `npm run bench -- --only workerd,hono` measures the named parts: node, workerd, cold-start, hono, next-in-process, next.
 * `--against FOLDER` puts another checkout of this workspace, built, beside ours in the decisions of `node`: before and after, in one run.
 */
import { parseArgs } from 'node:util'
import { printGoals, say, type Goal } from './report.ts'

/** In the order in which they run. Loaded when asked for: what one needs may be missing for another. */
const PARTS: Readonly<Record<string, () => Promise<readonly Goal[]>>> = {
  node: async () => (await import('./in-process.ts')).measureInProcess(),
  workerd: async () => (await import('./workerd/measure-workerd.ts')).measureWorkerd(),
  'cold-start': async () => (await import('./workerd/measure-cold-start.ts')).measureColdStart(),
  hono: async () => (await import('./http/measure-hono.ts')).measureHono(),
  'next-in-process': async () => (await import('./next-in-process.ts')).measureNextInProcess(),
  next: async () => (await import('./http/measure-next.ts')).measureNext(),
}
/** Builds applications, and so is run on demand. */
const SLOW = 'next'

// A signal ends the process without a word to the servers that it started; this way they hear of it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const names = chooseParts()
if (names === null) {
  console.error(
    `Options: --all, or --only with some of ${Object.keys(PARTS).join(', ')}; --against with the folder of a built checkout.`,
  )
  process.exitCode = 2
} else {
  const goals: Goal[] = []
  for (const name of names) goals.push(...((await PARTS[name]?.()) ?? []))
  printGoals(goals)
  if (!names.includes(SLOW) && names.length > 1) say('Next is not among them: npm run bench -- --all')
}

/** @returns Null when the arguments name no part. */
function chooseParts(): readonly string[] | null {
  try {
    const { values } = parseArgs({
      options: { all: { type: 'boolean', default: false }, only: { type: 'string' }, against: { type: 'string' } },
    })
    const known = Object.keys(PARTS)
    if (values.only === undefined) return known.filter((name) => values.all || name !== SLOW)
    const asked = values.only.split(',')
    return asked.every((name) => known.includes(name)) ? known.filter((name) => asked.includes(name)) : null
  } catch {
    return null
  }
}
