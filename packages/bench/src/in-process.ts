/** Bench. What one Node process can tell: decisions, matchers, garbage, sizes of bundles. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { measureDecisions } from './decisions.ts'
import { joinFindings, type Findings, type Scene } from './findings.ts'
import { toGoal } from './goals.ts'
import { measureMatcher, OURS, PEER } from './matcher.ts'
import type { Figure } from './measure.ts'
import { print, say, toBestRatio, toCell, toRatio } from './report.ts'
import { measureSizes } from './sizes.ts'

/** Prints what each scene takes. Waits. */
export async function measureInProcess(): Promise<Findings> {
  return joinFindings([await measureDecisions(), await measureMatchers(), measureGarbage(), await measureBundles()])
}

async function measureMatchers(): Promise<Findings> {
  say('Node: matchers')
  const few = await measureMatcher(10)
  const many = await measureMatcher(1_000)
  const scenes = [
    print('Matcher, far miss, 10 patterns (200 matches a run)', few, OURS),
    print('Matcher, far miss, 1000 patterns (200 matches a run)', many, OURS),
  ]
  const goals = [
    toGoal('matcher at 1,000 patterns: peer ÷ ours', toRatio(many, PEER, OURS), toBestRatio(many, PEER, OURS)),
    toGoal('matcher: 1,000 patterns ÷ 10', toCpuUs(many) / toCpuUs(few)),
  ]
  return { scenes, goals }
}

function measureGarbage(): Findings {
  say('Node: garbage, in a process of its own')
  const flags = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256']
  const argv = [...flags, join(import.meta.dirname, 'garbage.ts'), ...process.argv.slice(2)]
  const { stdout } = spawnSync(process.execPath, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  const scene = JSON.parse(stdout) as Scene
  console.log(`\n${scene.title}`)
  for (const { name, median } of scene.figures) console.log(`  ${toCell(name)} ${median.toFixed(1).padStart(9)} KiB`)
  const find = (wanted: string): number => scene.figures.find(({ name }) => name === wanted)?.median ?? Number.NaN
  const goals = [
    toGoal('garbage, new token, KiB', find('new token, @postern/core')),
    toGoal('garbage, seen token, KiB', find('seen token, @postern/core')),
  ]
  return { scenes: [scene], goals }
}

async function measureBundles(): Promise<Findings> {
  say('bundles')
  const sizes = await measureSizes()
  console.log('\nBundle, brotli')
  for (const [name, kib] of sizes) console.log(`  ${toCell(name)} ${kib.toFixed(1).padStart(9)} KiB`)
  const find = (name: string): number => sizes.get(name) ?? Number.NaN
  const figures = [...sizes].map(([name, kib]) => ({ name, median: kib, best: null }))
  const goals = [
    toGoal('bundle of @postern/core with a matcher, KiB', find('@postern/core with a matcher')),
    toGoal('bundle of @postern/hono, KiB', find('@postern/hono')),
    toGoal('bundle of @postern/next middleware, KiB', find('@postern/next middleware')),
  ]
  return { scenes: [{ title: 'Bundle, brotli', unit: 'KiB', figures }], goals }
}

function toCpuUs(figures: readonly Figure[]): number {
  return figures.find(({ name }) => name === OURS)?.cpuUs ?? Number.NaN
}
