/** Bench. What something takes as something else grows: measured size by size, and shown with its slope. */
import { measure, type Contestant, type Plan } from '../measure.ts'
import { fit, type Fit, type Point, type Shape } from './fit.ts'

export interface Curve extends Fit {
  /** What is done, as what grows. */
  readonly name: string
  /** Of the values: what each point took. */
  readonly unit: 'µs CPU' | 'KiB' | 'MiB'
  /** What there is more and more of. */
  readonly grows: string
  readonly points: readonly Point[]
  /** Whether it grows no worse than it may. */
  readonly isFine: boolean
  /** The worst that it may be. */
  readonly mayBe: Shape
}

/** From good to bad. */
const ORDER: readonly Shape[] = ['flat', 'less than linear', 'linear', 'worse than linear']

/** What a curve is called and may be. */
export type Title = Pick<Curve, 'name' | 'unit' | 'grows' | 'mayBe'>

/** Prints a curve and how it grows. */
export function toCurve(title: Title, points: readonly Point[]): Curve {
  const found = fit(points)
  const curve = { ...title, points, ...found, isFine: ORDER.indexOf(found.shape) <= ORDER.indexOf(title.mayBe) }
  const values = points.map(({ size, best, median }) => `${toSize(size)}: ${toShort(best)} (${toShort(median)})`)
  console.log(`\n${title.name}, ${title.unit} by ${title.grows}: best (median)\n  ${values.join('  ')}`)
  const shape = curve.isFine ? found.shape : `${found.shape.toUpperCase()}, AND MAY BE ${title.mayBe.toUpperCase()}`
  const slope = `${toShort(found.perUnit)} ${title.unit} for one more`
  console.log(
    `  ${shape}: exponent ${found.exponent.toFixed(3)}, upper half ${found.tailExponent.toFixed(3)}; ${slope}`,
  )
  return curve
}

/** Times one contestant for each size, all of them in turn. @param runsOf How often `run` does the thing. */
export async function measureSizes(
  title: Omit<Title, 'unit'>,
  contestants: ReadonlyMap<number, Contestant<unknown>>,
  plan: Plan,
  runsOf = 1,
): Promise<Curve> {
  const named = [...contestants].map(([size, contestant]) => ({ ...contestant, name: String(size) }))
  const figures = await measure(named, plan)
  const points = figures.map(({ name, cpuUs, bestUs }) => {
    return { size: Number(name), median: cpuUs / runsOf, best: bestUs / runsOf }
  })
  return toCurve({ ...title, unit: 'µs CPU' }, points)
}

/** A map from each size to what is made for it. */
export function forSizes<T>(sizes: readonly number[], make: (size: number) => T): ReadonlyMap<number, T> {
  return new Map(sizes.map((size) => [size, make(size)]))
}

function toSize(size: number): string {
  return size.toLocaleString('en-US')
}

function toShort(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
