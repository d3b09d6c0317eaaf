/**
 * The public names of all packages → one page for each entry, and one that lists them. Pure.
 *
 * A name is described where it is declared; other packages that export it too link there. An entry that adds no name has no page.
 */
import type { ApiEntry, ApiExport, ApiField } from './api-shapes.ts'
import { toExample, toWords } from './api-words.ts'
import { linkText } from './link-text.ts'

const UP = '../../'

/** A file of `look-up/api/`, and its text. */
export interface ApiPage {
  readonly file: string
  readonly text: string
}

type Place = readonly [file: string, anchor: string]

/** `look-up/api/next-check.md` for `@postern/next/check`. */
const toFile = (specifier: string): string => `${specifier.replace('@postern/', '').replaceAll('/', '-')}.md`

const toHome = (specifier: string): string => specifier.split('/')[1] ?? ''

const toHeading = ({ kind, name }: ApiExport): string => (kind === 'type' ? `type ${name}` : name)

/** As forges and the site spell the heading. */
const toAnchor = (item: ApiExport): string => toHeading(item).toLowerCase().replaceAll(' ', '-')

const toKey = ({ home, declaredAs, kind }: ApiExport): string =>
  `${home} ${declaredAs} ${kind === 'type' ? 'type' : 'value'}`

/** Each name, where its package describes it. The first entry of a package that has it does. */
const toPlaces = (entries: readonly ApiEntry[]): ReadonlyMap<string, Place> => {
  const places = new Map<string, Place>()
  for (const { specifier, exports } of entries) {
    for (const item of exports) {
      const isOwn = item.home === toHome(specifier)
      if (isOwn && !places.has(toKey(item))) places.set(toKey(item), [toFile(specifier), toAnchor(item)])
    }
  }
  return places
}

const isDescribed = (entry: ApiEntry, item: ApiExport, places: ReadonlyMap<string, Place>): boolean => {
  const [file, anchor] = places.get(toKey(item)) ?? []
  return file === toFile(entry.specifier) && anchor === toAnchor(item)
}

interface Writer {
  readonly text: (text: string, self: string) => string
  readonly place: (name: string) => string | null
}

const createWriter = (entry: ApiEntry, places: ReadonlyMap<string, Place>): Writer => {
  const here = toFile(entry.specifier)
  const named = new Map<string, string>()
  for (const item of entry.exports) {
    const [file, anchor] = places.get(toKey(item)) ?? []
    // A type and a function of nearly the same name are told apart by the letters.
    if (file !== undefined) named.set(item.name, `${file === here ? '' : file}#${anchor}`)
  }
  const place = (name: string): string | null => named.get(name) ?? null
  return { place, text: (text, self) => linkText(UP, text, (name) => (name === self ? null : place(name))) }
}

const toOneLine = (code: string): string => code.replaceAll(/\s+/g, ' ')
const toCodeSpan = (code: string): string => (code.includes('`') ? `\`\` ${code} \`\`` : `\`${code}\``)

const toField = ({ code, name, docs }: ApiField, self: string, writer: Writer): string => {
  const shown = toCodeSpan(toOneLine(code))
  const params = docs.params.map(([param, text]) => `\`${param}\`: ${text}`)
  const parts = [
    docs.text.replaceAll('\n', '\n  '),
    ...params,
    docs.returns && `Returns: ${docs.returns}`,
    ...docs.throws.map((text) => `Throws: ${text}`),
    ...docs.see.map((text) => `See ${text}.`),
  ].filter((part) => part !== '')
  return `- ${shown}${parts.length === 0 ? '' : `\\\n  ${writer.text(parts.join(' '), name || self)}`}`
}

/** Interfaces are shown by their fields, and by what they extend; what has none, or chooses among shapes, as it is declared. */
const toCodeBlock = ({ kind, signature, fields }: ApiExport): string => {
  const isListed = kind === 'type' && signature.startsWith('interface ') && fields.length > 0
  const head = signature.slice(0, signature.indexOf('{')).trim()
  if (isListed && /^interface \w+$/.test(head)) return ''
  return `\`\`\`ts\n${isListed ? `${head} { … }` : signature}\n\`\`\``
}

const toMentions = (item: ApiExport, writer: Writer): string => {
  const code = [item.signature, ...item.fields.map((field) => field.code)].join('\n').replaceAll(/'[^'\n]*'/g, '')
  const names = [...new Set([...code.matchAll(/\b[A-Z]\w+\b/g)].map(([name]) => name))]
  const links = names.flatMap((name) => {
    const place = name === item.name ? null : writer.place(name)
    return place === null ? [] : [`[\`${name}\`](${place})`]
  })
  // Whoever reads of an adapter's options wants those that it has from core.
  const options = names.includes('AuthOptions') ? ' Every option: [Options](../options.md).' : ''
  return links.length === 0 ? '' : `Types: ${links.join(', ')}.${options}`
}

const toSection = (entry: ApiEntry, item: ApiExport, writer: Writer): readonly string[] => {
  const { docs, fields, name } = item
  const say = (text: string): string => writer.text(text, name)
  const isOptions = item.home === 'core' && name === 'AuthOptions'
  return [
    `### ${toHeading(item)}`,
    say(docs.text),
    toCodeBlock(item),
    ...docs.params.map(([param, text]) => `- \`${param}\`: ${say(text)}`),
    docs.returns && `**Returns.** ${say(docs.returns)}`,
    ...docs.throws.map((text) => `**Throws.** ${say(text)}`),
    isOptions
      ? 'Each option, with its default, its bounds and its variable: [Options](../options.md).'
      : fields.map((field) => toField(field, name, writer)).join('\n'),
    toExample(entry.specifier, name),
    toMentions(item, writer),
    docs.see.length === 0 ? '' : `See ${say(docs.see.join('; '))}.`,
  ].filter((part) => part !== '')
}

const isType = ({ kind }: ApiExport): boolean => kind === 'type'
const byName = (left: ApiExport, right: ApiExport): number => left.name.localeCompare(right.name)

const toLinks = (items: readonly ApiExport[], writer: Writer): string =>
  items.map(({ name }) => `[\`${name}\`](${writer.place(name) ?? ''})`).join(', ')

const toPage = (entry: ApiEntry, aliases: readonly string[], places: ReadonlyMap<string, Place>): string => {
  const writer = createWriter(entry, places)
  const items = entry.exports.toSorted(byName)
  const own = items.filter((item) => isDescribed(entry, item, places))
  const others = items.filter((item) => !own.includes(item))
  const section = (title: string, part: readonly ApiExport[]): readonly string[] =>
    part.length === 0 ? [] : [`## ${title}`, ...part.flatMap((item) => toSection(entry, item, writer))]
  const { title, description, questions, isSearched } = toWords(entry)
  const head = ['---', `title: '${title}'`, `description: ${JSON.stringify(description)}`]
  if (questions.length > 0) head.push('questions:', ...questions.map((question) => `  - ${JSON.stringify(question)}`))
  if (!isSearched) head.push('search: false')
  return [
    [...head, 'outline: [2, 3]', '---'].join('\n'),
    `# ${title}`,
    linkText(
      UP,
      entry.text.replace(/^Entry `[^`]+`: (.)/, (_, first: string) => first.toUpperCase()),
      () => null,
    ),
    aliases.length === 0 ? '' : `${aliases.map((alias) => `\`${alias}\``).join(', ')} exports the same names.`,
    ...section(
      'Functions and values',
      own.filter((item) => !isType(item)),
    ),
    ...section('Types', own.filter(isType)),
    ...(others.length === 0 ? [] : ['## Described elsewhere', `Exported here too: ${toLinks(others, writer)}.`]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

const toIndex = (entries: readonly ApiEntry[], places: ReadonlyMap<string, Place>): string => {
  const parts = entries.flatMap((entry) => {
    const file = toFile(entry.specifier)
    const own = entry.exports.filter((item) => isDescribed(entry, item, places)).toSorted(byName)
    const links = own.map((item) => `[\`${item.name}\`](${file}#${toAnchor(item)})`)
    const isLong = links.length > 150
    return [`## ${entry.specifier}`, isLong ? `[All ${links.length} names](${file}).` : `${links.join(', ')}.`]
  })
  const head = [
    '---\ntitle: API reference\ndescription: Every public name of every package, with its signature and what it means.',
    'questions:\n  - api reference\n  - list of exports\n  - type of clerkMiddleware\n---',
  ].join('\n')
  const text =
    'Printed from the docstrings of the packages. A name that several packages export is described where it is declared. Which names stay is a promise of [its own page](../../api.md).'
  return [head, '# API reference', text, ...parts].join('\n\n').concat('\n')
}

/** @param packages What `readApi` gives for each package. */
export const toApiPages = (packages: readonly (readonly ApiEntry[])[]): readonly ApiPage[] => {
  const all = packages.flat()
  const places = toPlaces(all)
  const described = all.filter((entry) => entry.exports.some((item) => isDescribed(entry, item, places)))
  const pages = described.map((entry) => {
    const aliases = all.filter(
      (other) =>
        !described.includes(other) &&
        toHome(other.specifier) === toHome(entry.specifier) &&
        !entry.specifier.slice(9).includes('/'),
    )
    return {
      file: toFile(entry.specifier),
      text: toPage(
        entry,
        aliases.map(({ specifier }) => specifier),
        places,
      ),
    }
  })
  return [...pages, { file: 'index.md', text: toIndex(described, places) }]
}
