/**
 * `createRouteMatcher` of the vendor's package for Next and ours: every path of the corpus, asked of every list of patterns.
 *
 * @see protocol.md 15.10; rulings.md 2
 */
import { createRouteMatcher } from '@postern/next/server'
import { NextRequest } from 'next/server.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadVendorNext } from '../../vendor/vendor-next.ts'
import { compareKind, holdStill, letGo } from '../compare-kind.ts'
import { listStale } from '../difference.ts'
import { allowedMatcherDifferences, type MatcherAnswer, type MatcherCase } from './allowed-matcher-differences.ts'
import { PATHS, PATTERNS } from './corpus.ts'

const vendor = loadVendorNext({})
type Matcher = ((request: NextRequest) => boolean) | null

/** One matcher for each list of patterns; null where the patterns are refused. */
function compileAll(create: (patterns: never) => (request: NextRequest) => boolean): ReadonlyMap<string, Matcher> {
  const compile = (patterns: unknown): Matcher => {
    try {
      return create(patterns as never)
    } catch {
      return null
    }
  }
  return new Map(Object.entries(PATTERNS).map(([name, patterns]) => [name, compile(patterns)]))
}

function ask(matchers: ReadonlyMap<string, Matcher>, { name, path }: MatcherCase): MatcherAnswer {
  const matcher = matchers.get(name) ?? null
  if (matcher === null) return { answer: 'no such pattern' }
  try {
    return { answer: matcher(new NextRequest(`http://localhost:3000${path}`)) ? 'yes' : 'no' }
  } catch (error) {
    const { status, statusCode }: { status?: unknown; statusCode?: unknown } = Object(error)
    return { answer: `threw ${String(status ?? statusCode)}` }
  }
}

describe('createRouteMatcher', () => {
  beforeAll(holdStill)
  afterAll(letGo)

  it(`answers alike, ${PATHS.length} paths of ${Object.keys(PATTERNS).length} lists of patterns`, async () => {
    const [theirs, mine] = [compileAll(vendor.createRouteMatcher), compileAll(createRouteMatcher)]
    const run = await compareKind<MatcherCase, MatcherAnswer>({
      cases: Object.keys(PATTERNS).flatMap((name) => PATHS.map((path) => ({ name, path }))),
      askVendor: (given) => ask(theirs, given),
      askOurs: (given) => ask(mine, given),
      differences: allowedMatcherDifferences,
      describe: ({ name, path }) => [
        name,
        PATTERNS[name] instanceof RegExp ? String(PATTERNS[name]) : PATTERNS[name],
        path,
      ],
    })
    expect(run.unexplained).toEqual([])
    expect(run.compared).toBeGreaterThan(8000)
    expect(listStale(allowedMatcherDifferences, run.met)).toEqual([])
  })
})
