/**
 * Changesets, and the changelogs of packages that were released → `look-up/changelog.md`. Pure.
 *
 * A change is told once, where the first of its packages stands; the others link there. The largest steps come first.
 */

/** A file of `.changeset`. */
export interface Changeset {
  /** Without `.md`; what the change is called. */
  readonly name: string
  readonly text: string
}

/** The `CHANGELOG.md` of a package. */
export interface Released {
  readonly package: string
  readonly text: string
}

const STEPS = ['major', 'minor', 'patch'] as const
type Step = (typeof STEPS)[number]

interface Change {
  readonly name: string
  readonly text: string
  readonly steps: ReadonlyMap<string, Step>
}

const LABELS: Readonly<Record<Step, string>> = { major: 'Breaking. ', minor: '', patch: '' }

const isStep = (text: string): text is Step => STEPS.some((step) => step === text)

const toChange = ({ name, text }: Changeset): Change => {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(text) ?? []
  const steps = [...head.matchAll(/^['"]([^'"]+)['"]: *(\w+)$/gm)].flatMap(([, of = '', step = '']) =>
    isStep(step) ? [[of, step] as const] : [],
  )
  return { name, text: body.trim(), steps: new Map(steps) }
}

const toTitle = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`

const findStep = (change: Change, of: string): Step => change.steps.get(of) ?? 'patch'

const toPart = (of: string, changes: readonly Change[]): readonly string[] => {
  const here = changes
    .filter(({ steps }) => steps.has(of))
    .toSorted((left, right) => STEPS.indexOf(findStep(left, of)) - STEPS.indexOf(findStep(right, of)))
  const isTold = ({ steps }: Change): boolean => [...steps.keys()][0] === of
  const told = here
    .filter(isTold)
    .flatMap((change) => [`#### ${toTitle(change.name)}`, LABELS[findStep(change, of)] + change.text])
  const links = here
    .filter((change) => !isTold(change))
    .map((change) => `${LABELS[findStep(change, of)]}[${toTitle(change.name)}](#${change.name})`)
  const more = links.length === 0 ? [] : [`Told with another package: ${links.join(', ')}.`]
  return here.length === 0 ? [] : [`### ${of}`, ...told, ...more]
}

/** Its headings two levels deeper: the first is the package, below it the versions. */
const toReleased = ({ package: of, text }: Released): readonly string[] => [
  `## ${of}`,
  text
    .replace(/^# .*\n+/, '')
    .replaceAll(/^##/gm, '###')
    .trim(),
]

/** @param packages In the order of the page. */
export const toChangelogPage = (
  changesets: readonly Changeset[],
  released: readonly Released[],
  packages: readonly string[],
): string => {
  const changes = changesets.map(toChange).toSorted((left, right) => left.name.localeCompare(right.name))
  const parts = packages.flatMap((of) => toPart(of, changes))
  return [
    '---\ntitle: Changelog\ndescription: What changed in each package, largest steps first, and what is not released yet.',
    'questions:\n  - what is new\n  - release notes\n  - breaking changes\noutline: [2, 3]\n---\n',
    '# Changelog\n',
    'Printed from the changesets of the repository, and from the changelogs of releases.\n',
    '## Unreleased\n',
    ...(parts.length === 0 ? ['Nothing.'] : [parts.join('\n\n')]),
    ...(released.length === 0 ? [] : ['', released.flatMap(toReleased).join('\n\n')]),
  ]
    .join('\n')
    .concat('\n')
}
