/** The colours of all pages, for light and for dark: those of the example application `apps/next`, and what its pages have no need of. */

/** One colour: in the light, in the dark. */
export type Colour = readonly [light: string, dark: string]

type SharedName = 'ink' | 'soft' | 'paper' | 'card' | 'line' | 'accent' | 'on-accent'
type OwnName = 'edge' | 'hover' | 'good' | 'bad'

/** Named as in the style sheet of `apps/next`. A test holds both against each other. */
export const sharedColours: Readonly<Record<SharedName, Colour>> = {
  ink: ['#1d2433', '#e8ebf2'],
  soft: ['#566075', '#a5aec2'],
  paper: ['#f6f7fa', '#12151c'],
  card: ['#ffffff', '#1b202b'],
  line: ['#d9dee8', '#313949'],
  accent: ['#2f4bd8', '#9db0ff'],
  'on-accent': ['#ffffff', '#10142a'],
}

/** Of the emulator's pages only. */
export const ownColours: Readonly<Record<OwnName, Colour>> = {
  /** Borders of fields, which must be seen where nothing else shows the field. */
  edge: ['#7c869c', '#78839b'],
  hover: ['#eceffb', '#252c3c'],
  good: ['#1c6b3c', '#7fd6a0'],
  bad: ['#b3261e', '#ffb4ab'],
}

/** What `:root` declares. */
export function toDeclarations(): string {
  const all: readonly (readonly [string, Colour])[] = Object.entries({ ...sharedColours, ...ownColours })
  return all.map(([name, [light, dark]]) => `--${name}: light-dark(${light}, ${dark});`).join(' ')
}
