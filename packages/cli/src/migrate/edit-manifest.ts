/** The text of a package.json → the same with our packages, and without those of the vendor that nothing names any more. Pure. */
import MagicString from 'magic-string'
import { parseAst } from 'rolldown/parseAst'
import type { ESTree } from 'rolldown/utils'

export interface ManifestEdit {
  /** Packages to add where they are missing: name → range. */
  readonly add: Readonly<Record<string, string>>
  /** Packages to take out where they are there. */
  readonly remove: readonly string[]
}

export interface EditedManifest {
  readonly text: string
  readonly added: Readonly<Record<string, string>>
  readonly removed: readonly string[]
}

/** What the parser needs around JSON to read it as an expression. */
const BEFORE = '('
const LISTS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']

/** Every byte that does not have to change stays. What is no object, or has no list of dependencies, is given back as it is. */
export function editManifest(text: string, { add, remove }: ManifestEdit): EditedManifest {
  const lists = readLists(text)
  const main = lists.get('dependencies')
  const there = new Set([...lists.values()].flatMap((list) => list.properties.map(readKey)))
  const edit = new MagicString(BEFORE + text)
  const added = Object.fromEntries(Object.entries(add).filter(([name]) => main !== undefined && !there.has(name)))
  const removed = remove.filter((name) => there.has(name))
  for (const list of lists.values()) {
    const given = list === main ? added : {}
    if (Object.keys(given).length > 0 || list.properties.some((entry) => removed.includes(readKey(entry))))
      writeList(edit, list, given, removed)
  }
  return { text: edit.toString().slice(BEFORE.length), added, removed }
}

/** Names of every package that the manifest asks for. */
export const readDependencies = (text: string): readonly string[] =>
  [...readLists(text).values()].flatMap(({ properties }) => properties.map(readKey))

function readLists(text: string): ReadonlyMap<string, ESTree.ObjectExpression> {
  const lists = new Map<string, ESTree.ObjectExpression>()
  const root = readObject(text)
  for (const property of root?.properties ?? [])
    if (property.type === 'Property' && property.value.type === 'ObjectExpression' && LISTS.includes(readKey(property)))
      lists.set(readKey(property), property.value)
  return lists
}

function readObject(text: string): ESTree.ObjectExpression | null {
  try {
    const [statement] = parseAst(`${BEFORE}${text})`, { lang: 'js', preserveParens: false }).body
    const value = statement?.type === 'ExpressionStatement' ? statement.expression : null
    return value?.type === 'ObjectExpression' ? value : null
  } catch {
    return null
  }
}

const readKey = (entry: ESTree.ObjectPropertyKind): string =>
  entry.type === 'Property' && entry.key.type === 'Literal' ? String(entry.key.value) : ''

/** Entries that stay keep their spelling; new ones stand where npm would put them if the list is sorted, else at the end. */
function writeList(
  edit: MagicString,
  list: ESTree.ObjectExpression,
  added: Readonly<Record<string, string>>,
  removed: readonly string[],
): void {
  const text = edit.original
  const old = list.properties.map((entry) => ({ name: readKey(entry), text: text.slice(entry.start, entry.end) }))
  const isSorted = old.every(({ name }, at) => at === 0 || (old[at - 1]?.name ?? '') < name)
  const fresh = Object.entries(added).map(([name, range]) => ({ name, text: `"${name}": "${range}"` }))
  const kept = [...old.filter(({ name }) => !removed.includes(name)), ...fresh]
  const entries = isSorted ? kept.toSorted((one, other) => (one.name < other.name ? -1 : 1)) : kept
  const [first] = list.properties
  const last = list.properties.at(-1)
  const { indent, end } = readLayout(text, list)
  const from = first?.start ?? list.start + 1
  const body = entries.map((entry) => entry.text).join(`,${indent}`)
  if (first !== undefined && last !== undefined) edit.update(from, last.end, body)
  else edit.update(list.start, list.end, `{${indent}${body}${end}}`)
}

/** White space between two entries, and before the closing brace. An empty list is laid out as its line suggests. */
function readLayout(text: string, list: ESTree.ObjectExpression): { readonly indent: string; readonly end: string } {
  const [first] = list.properties
  if (first !== undefined) return { indent: text.slice(list.start + 1, first.start), end: '' }
  const lineStart = text.lastIndexOf('\n', list.start) + 1
  const outer = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? ''
  return { indent: `\n${outer}${outer}`, end: `\n${outer}` }
}
