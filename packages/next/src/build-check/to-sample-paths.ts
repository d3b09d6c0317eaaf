/**
 * A page → paths at which it can be asked for, plain ones and those that a matcher may skip. Pure.
 *
 * What a matcher may skip is read from the matcher itself, word by word: `(?!api|.*\.png)` is tried with `api`, `x.api`, `apix`, `x.png`.
 */

/** File extensions that matchers in the wild skip, where their text does not spell them out. */
const EXTENSIONS = [
  'html',
  'css',
  'js',
  'json',
  'map',
  'txt',
  'xml',
  'jpg',
  'jpeg',
  'png',
  'gif',
  'svg',
  'webp',
  'ico',
  'csv',
  'pdf',
  'zip',
]
/** First segments that are skipped as often. */
const NAMES = ['_next', 'api', 'trpc', 'static', 'favicon.ico']
/** Words of one matcher that are tried. Nobody writes more. */
const MAX_WORDS = 100
const PLAIN = 'x'

/** @param sources Of the matchers, as they stand in the file. @returns Values of a parameter, the plain one first; some have slashes. */
export function toSampleValues(sources: readonly string[]): readonly string[] {
  const words = [...new Set(sources.flatMap(toWords))].slice(0, MAX_WORDS)
  const extensions = [...EXTENSIONS, ...words.filter((word) => /^[a-z0-9]{1,11}$/i.test(word))]
  return [
    ...new Set([
      PLAIN,
      ...extensions.map((extension) => `${PLAIN}.${extension}`),
      ...[...NAMES, ...words].flatMap((word) => [word, `${word}x`, `${word}/${PLAIN}`]),
    ]),
  ]
}

/** An optional letter is tried both ways: `jpe?g` is `jpeg` and `jpg`. */
function toWords(source: string): readonly string[] {
  const plain = source.replaceAll('\\', '')
  const spelled = [plain.replaceAll(/(\w)\?/g, '$1'), plain.replaceAll(/\w\?/g, '')]
  return spelled.flatMap((text) => text.match(/[\w-][\w.~-]*(?:\/[\w-][\w.~-]*)*/g) ?? [])
}

/** Each parameter takes each value once, while the others are plain. */
export function toSamplePaths(page: string, values: readonly string[]): readonly string[] {
  const segments = page.split('/').filter((segment) => segment !== '')
  const dynamic = segments.flatMap((segment, index) => (isParameter(segment) ? [index] : []))
  const fill = (at: number, value: string): string =>
    `/${segments.flatMap((segment, index) => (isParameter(segment) ? (index === at ? value : PLAIN) : segment) || []).join('/')}`
  const filled = dynamic.flatMap((at) =>
    values.filter((value) => isTaken(segments[at] ?? '', value)).map((value) => fill(at, value)),
  )
  return [
    ...new Set([
      fill(-1, PLAIN),
      ...filled,
      ...dynamic.filter((at) => segments[at]?.startsWith('[[')).map((at) => fill(at, '')),
    ]),
  ]
}

function isParameter(segment: string): boolean {
  return segment.startsWith('[')
}

/** Only a catch-all takes several segments. */
function isTaken(segment: string, value: string): boolean {
  return segment.includes('[...') || !value.includes('/')
}
