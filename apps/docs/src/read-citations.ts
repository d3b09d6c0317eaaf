/**
 * Text of a source file → what its comments cite of our pages; text of a page → the places that can be cited. Pure.
 *
 * A citation is a page and places: `protocol.md 5.1 row 7, 6.3`, `rulings.md D4, section 8`, `threats.md 50-53`, `record 027`. What stands
 * in parentheses explains a place, but for rows, steps and rulings. A word that names no place ends the citation.
 */

/** One place of one page. */
export interface Citation {
  /** Line of the source where the citation begins; the first is 1. */
  readonly line: number
  /** `protocol.md`; `decisions/` for a record. */
  readonly page: string
  /** Name of an anchor of the page, `s5-1`, `d7`, `r28`, or the number of a record. Empty for the page itself. */
  readonly anchor: string
  /** Row of a table or number of a list below the anchor. Empty for the whole section. */
  readonly item: string
  /** As it is written, for a message. */
  readonly text: string
}

/** Pages that are cited by section, and the letter before the number of one. */
const LETTERS: Readonly<Record<string, string>> = {
  'protocol.md': 's',
  'rulings.md': 's',
  'threats.md': 'r',
  'emulator.md': 's',
}

/** Pages that are cited in any text of a source, not only after `@see`; those that are gone would be found out. */
const PAGE =
  /\b(?:record (?<record>\d{3})\b|(?:apps\/docs\/)?decisions\/(?<see>\d{3})\b|(?<page>(?:protocol|rulings|threats|emulator|api|performance|house|decisions|security)\.md)\b)/g
const SEE_PAGE = /(?<![\w/.-])(?<page>[\w/-]+\.md)\b/g
const TOKEN =
  /^[\s,]*(?:(?<joint>and|to|[-–])(?=[\s\d])|(?<kind>sections?|rows?|steps?)\b|(?<place>[DG]\d+|\d+(?:\.\d+)*)\b(?!\.\d)|\((?<aside>[^)]*)\))/

/** Comment marks at the beginning of lines become spaces, so that a citation may go on in the next line. Positions stay. */
const toFlat = (source: string): string => source.replace(/\n\s*(?:\*(?!\/)|\/\/)/g, (mark) => ' '.repeat(mark.length))

interface Place {
  readonly anchor: string
  readonly item: string
}

const toAnchor = (page: string, place: string): string =>
  /^[DG]/.test(place) ? place.toLowerCase() : `${LETTERS[page] ?? 's'}${place.replaceAll('.', '-')}`

/** The places after the name of a page. */
const readPlaces = (page: string, rest: string): readonly Place[] => {
  const places: Place[] = []
  let tail = rest
  let isItem = false
  for (let match = TOKEN.exec(tail); match !== null; match = TOKEN.exec(tail)) {
    tail = tail.slice(match[0].length)
    const { kind, place, aside } = match.groups ?? {}
    // Rows of a page without sections are what is cited of it.
    if (kind !== undefined) isItem = !kind.startsWith('section') && LETTERS[page] !== 'r'
    const last = places.at(-1)
    if (place !== undefined) {
      if (/[.DG]/.test(place)) isItem = false
      if (isItem && last) places.push({ anchor: last.anchor, item: place })
      else places.push({ anchor: toAnchor(page, place), item: '' })
    }
    const step = /\b(?:row|step) (\d+)/.exec(aside ?? '')
    if (step && last) places.push({ anchor: last.anchor, item: step[1] ?? '' })
    for (const [ruling] of (aside ?? '').matchAll(/\bD\d+/g)) places.push({ anchor: toAnchor(page, ruling), item: '' })
  }
  return places.length === 0 ? [{ anchor: '', item: '' }] : places
}

/** Citations of a source file. Where `D7` stands after another page, it means that of `rulings.md`. */
export const readCitations = (source: string): readonly Citation[] => {
  const flat = toFlat(source)
  const toLine = (index: number): number => source.slice(0, index).split('\n').length
  const named = [...flat.matchAll(PAGE)].flatMap((match) => {
    const { record, see, page = '' } = match.groups ?? {}
    const line = toLine(match.index)
    const number = record ?? see
    if (number !== undefined) return [{ line, page: 'decisions/', anchor: number, item: '', text: match[0] }]
    const rest = flat.slice(match.index + match[0].length)
    return readPlaces(page, rest).map(({ anchor, item }) => ({
      line,
      page: anchor.startsWith('d') ? 'rulings.md' : page,
      anchor,
      item,
      text: `${page} ${anchor.replace(/^[sr]/, '').replaceAll('-', '.')}${item === '' ? '' : ` row ${item}`}`.trim(),
    }))
  })
  const seen = [...flat.matchAll(/@see (?<what>[^\n]*)/g)].flatMap((see) =>
    [...(see.groups?.['what'] ?? '').matchAll(SEE_PAGE)]
      .map(({ groups }) => groups?.['page'] ?? '')
      .filter((page) => page.search(PAGE) !== 0)
      .map((page) => ({ line: toLine(see.index), page, anchor: '', item: '', text: page })),
  )
  return [...named, ...seen]
}

/** The places of a page: each anchor, with the rows and numbers of its section. */
export const readAnchors = (page: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const parts = page.split(/<a id="([^"]+)"><\/a>/)
  const anchors = new Map<string, ReadonlySet<string>>()
  for (let at = 1; at < parts.length; at += 2) {
    const items = [...(parts[at + 1] ?? '').matchAll(/^(?:\| *)?(\d+)(?: *\||\. )/gm)].map(([, item = '']) => item)
    anchors.set(parts[at] ?? '', new Set(items))
  }
  return anchors
}
