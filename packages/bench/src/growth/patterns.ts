/** Bench. A policy of more and more patterns: what it takes to build, and to ask. */
import { createRouteMatcher } from '@postern/core'
import { toContestant, type Contestant, type Plan } from '../measure.ts'
import { origin } from '../mint.ts'
import { forSizes, measureSizes, type Curve } from './curve.ts'

const SIZES = [1, 10, 100, 1_000, 10_000] as const
/** Paths of one run. */
const PATHS = 256
const plan: Plan = { rounds: 15, batch: 8, inFlight: 1 }

/** Waits. */
export async function growPatterns(): Promise<readonly Curve[]> {
  return [
    await measureBuild(),
    await measureAsk('Asking for a path that is like none of them', () => '/somewhere/else/entirely', {
      isNear: false,
      isHit: false,
    }),
    await measureAsk('Asking for a path that is nearly one of them', (index) => `/${toArea(index)}/sectio`, {
      isNear: true,
      isHit: false,
    }),
    await measureAsk('Asking for a path that is one of them', (index) => `/${toArea(index)}/section/42`, {
      isNear: true,
      isHit: true,
    }),
  ]
}

function toPatterns(count: number, salt = ''): readonly string[] {
  return Array.from({ length: count }, (_, index) => `/${toArea(index)}${salt}/section(.*)`)
}

/** All of one length, for a longer path takes longer. */
function toArea(index: number): string {
  return `area${index.toString().padStart(4, '0')}`
}

/** Other patterns each time, since the process remembers what it compiled. */
function measureBuild(): Promise<Curve> {
  const request = new Request(`${origin}/somewhere/else/entirely`)
  const prepare = (count: number) => (index: number) => toPatterns(count, `x${index}`)
  const run = (patterns: readonly string[]): boolean => createRouteMatcher(patterns)(request)
  const contestants = forSizes(SIZES, (count) => toContestant('', prepare(count), run, expect(false)))
  const title = { name: 'Building a matcher, to its first answer', grows: 'patterns', mayBe: 'linear' } as const
  return measureSizes(title, contestants, { rounds: 9, batch: 3, inFlight: 1 })
}

/** Other requests each time; paths all over the list. */
function measureAsk(
  name: string,
  toPath: (index: number) => string,
  { isNear, isHit }: { readonly isNear: boolean; readonly isHit: boolean },
): Promise<Curve> {
  const make = (count: number): Contestant<unknown> => {
    const match = createRouteMatcher(toPatterns(count))
    const prepare = (): readonly Request[] =>
      Array.from({ length: PATHS }, (_, index) => {
        return new Request(origin + toPath(Math.floor((index / PATHS) * count)))
      })
    const run = (requests: readonly Request[]): boolean => {
      let hits = 0
      for (const request of requests) if (match(request)) hits++
      return hits === (isHit ? PATHS : 0) ? isHit : !isHit
    }
    return toContestant('', prepare, run, expect(isHit))
  }
  // More states lie further away; a path that is left early meets few of them.
  const mayBe = isNear ? 'less than linear' : 'flat'
  return measureSizes({ name, grows: 'patterns', mayBe }, forSizes(SIZES, make), plan, PATHS)
}

function expect(wanted: boolean): { readonly isRight: (answer: unknown) => boolean } {
  return { isRight: (answer) => answer === wanted }
}
