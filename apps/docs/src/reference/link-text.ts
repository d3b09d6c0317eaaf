/** Text of a docstring → Markdown of a page below `look-up/`: what it cites, the codes and the names of exports become links. Pure. */
import { readdirSync } from 'node:fs'

const docs = new URL('../../', import.meta.url)
const records = readdirSync(new URL('decisions', docs)).filter((name) => /^\d{3}-/.test(name))

/** Pages that a docstring may name without a place. */
const PAGES = 'answers|api|emulated|emulator|errors|performance|protocol|rulings|runtimes|scale|stores|threats'
const CITED = new RegExp(
  String.raw`(?<![\w/.-])(?:(?<page>${PAGES})\.md(?<places>(?:,? (?:section )?D?\d[\d.]*(?<!\.)(?![\w%]))*)|(?:record |(?:apps/docs/)?decisions/)(?<record>\d{3})\b)`,
  'g',
)
const PLACE = /D?\d[\d.]*\d|D?\d/g

/** How sections of a page are called. */
const LETTERS: Readonly<Record<string, string>> = { threats: 'r' }

const toAnchor = (page: string, place: string): string =>
  place.startsWith('D') ? place.toLowerCase() : `${LETTERS[page] ?? 's'}${place.replaceAll('.', '-')}`

const toCitation = (up: string, page: string, places: string): string => {
  if (places === '') return `[${page}.md](${up}${page}.md)`
  const linked = places.replace(PLACE, (place) => {
    const target = place.startsWith('D') ? 'rulings' : page
    return `[${place}](${up}${target}.md#${toAnchor(target, place)})`
  })
  return `${page}.md${linked}`
}

const toPlain = (up: string, text: string): string =>
  text
    .replaceAll('<', '&lt;')
    .replaceAll('{{', '{&#123;')
    .replace(CITED, (all, ...rest) => {
      const { page, places, record } = rest.at(-1) as Readonly<Record<string, string | undefined>>
      if (page !== undefined) return toCitation(up, page, places ?? '')
      const file = records.find((name) => name.startsWith(`${record}-`))
      return file === undefined ? all : `[${all}](${up}decisions/${file})`
    })

/** What stands between backticks: a code of an error, or a name that has a place. */
const toCode = (up: string, code: string, find: (name: string) => string | null): string => {
  const name = code.slice(1, -1)
  if (/^ERR_AUTH_[A-Z_]+$/.test(name)) return `[${code}](${up}errors.md#${name.toLowerCase()})`
  const place = find(name.replace(/\(\)$/, ''))
  return place === null ? code : `[${code}](${place})`
}

/**
 * @param up From the page to the folder of the documentation, `../../`.
 * @param find The place of an export, as seen from the page; null where the name is none, or not worth a link.
 */
export const linkText = (up: string, text: string, find: (name: string) => string | null): string =>
  text
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part) => {
      if (part.startsWith('```')) return part
      return part.startsWith('`') ? toCode(up, part, find) : toPlain(up, part)
    })
    .join('')
