/** The colours of the pages: those of the example application, and readable. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type Colour, ownColours, sharedColours } from '../src/pages/palette.ts'

const styles = await readFile(new URL('../../../apps/next/app/styles.css', import.meta.url), 'utf8')
const colours: Readonly<Record<string, Colour>> = { ...sharedColours, ...ownColours }

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (one: string, other: string): number => {
  const lights = [luminance(one), luminance(other)]
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)
}
const colourOf = (name: string): Colour => colours[name] ?? ['#000000', '#000000']

describe('the palette', () => {
  it('is that of apps/next', () => {
    const declared = [...styles.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)]
    expect(Object.fromEntries(declared.map(([, name, light, dark]) => [name, [light, dark]]))).toEqual(sharedColours)
  })

  const text = ['ink', 'soft', 'accent', 'good', 'bad'].flatMap((ink) =>
    ['paper', 'card', 'hover'].map((ground) => [ink, ground, 4.5] as const),
  )
  it.each([
    ...text,
    ['on-accent', 'accent', 4.5] as const,
    ['edge', 'paper', 3] as const,
    ['edge', 'card', 3] as const,
  ])('shows %s on %s with a contrast of %d, in light and dark (WCAG 2.2, AA)', (ink, ground, least) => {
    const ratios = [0, 1].map((at) => contrast(colourOf(ink)[at] ?? '', colourOf(ground)[at] ?? ''))
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(least)
  })
})
