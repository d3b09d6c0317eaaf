/** Bench. Points of a curve → how it grows. Pure. */

/** One size, and what it took. */
export interface Point {
  readonly size: number
  /** Over the rounds. */
  readonly median: number
  /** Of the best round, which is what the curve is fitted to: noise only ever adds. */
  readonly best: number
}

export type Shape = 'flat' | 'less than linear' | 'linear' | 'worse than linear'

export interface Fit {
  readonly shape: Shape
  /** With what power of the size it grows, over all sizes: 0 is flat, 1 linear. */
  readonly exponent: number
  /** The same over the upper half of the sizes, where what is there for every size no longer hides it. */
  readonly tailExponent: number
  /** What one more costs, in the unit of the curve. */
  readonly perUnit: number
}

/** Flat: ten times as many cost less than a quarter more. */
export const FLAT_BELOW = 0.1
/** The upper half is at least so many points: a slope through two of them is mostly noise. */
const TAIL = 3
/** Less than linear: ten times as many cost less than five times as much. What is there for every size can hide a part that is linear. */
export const LINEAR_FROM = 0.7
/** Worse than linear: ten times as many cost more than sixteen times as much. A cost that is linear never comes near it. */
export const LINEAR_UP_TO = 1.2

/** @param points At least three, of different sizes above 0. */
export function fit(points: readonly Point[]): Fit {
  const exponent = toExponent(points)
  const tailExponent = toExponent(points.slice(-Math.max(TAIL, Math.ceil(points.length / 2))))
  const shape = toShape(exponent, tailExponent)
  return { shape, exponent, tailExponent, perUnit: toPerUnit(points) }
}

function toShape(exponent: number, tailExponent: number): Shape {
  if (exponent < FLAT_BELOW && tailExponent < FLAT_BELOW) return 'flat'
  if (tailExponent < LINEAR_FROM) return 'less than linear'
  // What is no number is none of them.
  return tailExponent <= LINEAR_UP_TO ? 'linear' : 'worse than linear'
}

/** The slope of the straight line through the logarithms of both, by least squares. */
function toExponent(points: readonly Point[]): number {
  return toSlope(points.map(({ size, best }) => ({ x: Math.log(size), y: Math.log(best), weight: 1 })))
}

/** The slope of the straight line through the points. Each counts by its share, or the largest would be all that counts. */
function toPerUnit(points: readonly Point[]): number {
  return toSlope(points.map(({ size, best }) => ({ x: size, y: best, weight: best ** -2 })))
}

function toSlope(points: readonly { readonly x: number; readonly y: number; readonly weight: number }[]): number {
  const sum = (pick: (point: (typeof points)[number]) => number): number =>
    points.reduce((total, point) => total + point.weight * pick(point), 0)
  const weight = sum(() => 1)
  const [x, y] = [sum((point) => point.x) / weight, sum((point) => point.y) / weight]
  return sum((point) => (point.x - x) * (point.y - y)) / sum((point) => (point.x - x) ** 2)
}
