/**
 * An `import … from` or `export … from` whose names go to different places → two of them. Edits the text; does not wait.
 *
 * Every byte that does not have to change stays: comments, quotes, line ends, trailing commas, attributes.
 */
import type MagicString from 'magic-string'
import type { ESTree } from 'rolldown/utils'
import type { Place } from './vendor-modules.ts'

export type Declaration = ESTree.ImportDeclaration | ESTree.ExportNamedDeclaration
export type Specifier = ESTree.ImportSpecifier | ESTree.ExportSpecifier

/** A name of a declaration, and where it goes. */
export interface Placed {
  readonly specifier: Specifier
  readonly name: string
  readonly place: Place
}

/** Comments and white space up to a comma. */
const TO_COMMA = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*,/

/** @returns What a module exports under this specifier. */
export function readExported(specifier: Specifier): string {
  const exported = specifier.type === 'ImportSpecifier' ? specifier.imported : specifier.local
  return exported.type === 'Literal' ? exported.value : exported.name
}

/** @param packageName Where every one of them goes. */
export function moveAll(
  edit: MagicString,
  declaration: Declaration,
  placed: readonly Placed[],
  packageName: string,
): void {
  const { source } = declaration
  if (source === null) return
  edit.update(source.start + 1, source.end - 1, packageName)
  for (const each of placed) {
    const text = toSpecifier(edit.original, each)
    if (each.place.renamed !== undefined) edit.update(each.specifier.start, each.specifier.end, text)
  }
}

/** @param moved Those that go, one at least. @param all Every name of the declaration, in order. */
export function split(
  edit: MagicString,
  declaration: Declaration,
  { moved, all }: { readonly moved: readonly Placed[]; readonly all: readonly Placed[] },
  packageName: string,
): void {
  const { source } = declaration
  if (source === null) return
  const text = edit.original
  const head = text.slice(declaration.start, text.indexOf('{', declaration.start))
  const tail = text.slice(source.end, declaration.end)
  const quote = text[source.start] ?? "'"
  const names = moved.map((each) => toSpecifier(text, each)).join(', ')
  const between = text.slice(findClosing(text, all), source.start)
  const added = `${head}{ ${names} ${between}${quote}${packageName}${quote}${tail}`
  edit.appendRight(declaration.end, `${findLineEnd(text)}${added}`)
  for (const { specifier } of moved) removeSpecifier(edit, specifier)
  dropLastComma(edit, moved, all)
}

/** The specifier as it is written, under the name that ours has for it. What it is called in the file stays. */
function toSpecifier(text: string, { specifier, name, place }: Placed): string {
  const written = text.slice(specifier.start, specifier.end)
  if (place.renamed === undefined) return written
  const isTyped = /^type\s/.test(written) ? 'type ' : ''
  const local = specifier.type === 'ImportSpecifier' ? specifier.local : specifier.exported
  const shown = local.type === 'Literal' ? local.raw : local.name
  return `${isTyped}${place.renamed} as ${shown ?? name}`
}

/** Where the brace behind the names closes. */
function findClosing(text: string, all: readonly Placed[]): number {
  const last = all.at(-1)?.specifier.end ?? 0
  const rest = text.slice(last)
  const gap = /^(?:\s|,|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*/.exec(rest)?.[0].length ?? 0
  return last + gap
}

const findLineEnd = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')

/** Takes the name, its comma, and the line if nothing else stands on it. Comments stay. */
function removeSpecifier(edit: MagicString, { start, end }: Specifier): void {
  const text = edit.original
  const comma = findComma(text, end)
  if (comma !== null) edit.remove(comma, comma + 1)
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const after = comma !== null && text.slice(end, comma).trim() === '' ? comma + 1 : end
  const blank = /^[ \t]*(?:\r?\n)?/.exec(text.slice(after))?.[0] ?? ''
  const isAlone = text.slice(lineStart, start).trim() === '' && blank.endsWith('\n')
  edit.remove(isAlone ? lineStart : start, end)
  if (after > end && comma !== end) edit.remove(end, comma ?? end)
  if (isAlone || !blank.endsWith('\n')) edit.remove(after, after + blank.length)
}

/** Where the last name goes and had no comma behind it, the one before it needs none either. */
function dropLastComma(edit: MagicString, moved: readonly Placed[], all: readonly Placed[]): void {
  const text = edit.original
  const last = all.at(-1)
  const kept = all.findLast((each) => !moved.includes(each))
  if (last === undefined || kept === undefined || last === kept) return
  if (findComma(text, last.specifier.end) !== null) return
  const comma = findComma(text, kept.specifier.end)
  if (comma === null) return
  edit.remove(comma, comma + 1)
}

function findComma(text: string, end: number): number | null {
  const gap = TO_COMMA.exec(text.slice(end))?.[0]
  return gap === undefined ? null : end + gap.length - 1
}
