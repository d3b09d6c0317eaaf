/** Places that name the vendor's modules → the same places with ours, where the names that are meant moved. Edits the text; does not wait. */
import type MagicString from 'magic-string'
import type { Reference } from './find-references.ts'
import type { FindingKind } from './finding-kinds.ts'
import type { Report } from './finding.ts'
import { moveAll, readExported, split, type Placed, type Specifier } from './rewrite-declaration.ts'
import type { Change, Packages } from './rewrite-file.ts'
import { findPlace, type Place, type Target } from './vendor-modules.ts'

export interface RewriteTerms {
  readonly packages: Packages
  readonly report: Report
  /** Names that stay in this file although ours has them. */
  readonly kept: ReadonlySet<string>
}

const STAYS: Place = { target: null }

export function rewriteReferences(
  edit: MagicString,
  references: readonly Reference[],
  terms: RewriteTerms,
): readonly Change[] {
  const changes: Change[] = []
  /** Mocks that are ours now. What loads the module inside of one means the same module. */
  const mocks: Reference[] = []
  for (const reference of references) {
    const { module, moduleName, literal } = reference
    if (module.finding !== undefined) terms.report(module.finding, literal, moduleName)
    const isInMock = mocks.some((mock) => mock.moduleName === moduleName && isWithin(literal, mock.node))
    const moved = isInMock ? replaceText(edit, reference, module.main, terms) : rewrite(edit, reference, terms)
    if (moved === null) continue
    if (reference.form === 'mock') mocks.push(reference)
    const line = edit.original.slice(0, literal.start).split('\n').length
    changes.push({ line, from: moduleName, to: moved.to, names: moved.names })
  }
  return changes
}

type Moved = Pick<Change, 'to' | 'names'> | null

function rewrite(edit: MagicString, reference: Reference, terms: RewriteTerms): Moved {
  const { form, node } = reference
  if (form === 'import' || form === 'export') return rewriteDeclaration(edit, reference, terms)
  if (form === 'mock') return rewriteMock(edit, reference, terms)
  if (reference.names !== null) return rewriteNamed(edit, reference, reference.names, terms)
  // Whether the module is looked for or loaded as a whole: only one that is ours altogether is a question.
  if (reference.module.main === null) return null
  terms.report(WHOLE[form], node, reference.moduleName)
  return null
}

const WHOLE: Readonly<Record<Exclude<Reference['form'], 'import' | 'export' | 'mock'>, FindingKind>> = {
  'export-all': 'export-all',
  load: 'unreadable-names',
  resolve: 'mentioned',
  assignment: 'namespace',
  type: 'unreadable-names',
  declaration: 'declared-module',
  mention: 'mentioned',
}

function rewriteDeclaration(edit: MagicString, reference: Reference, terms: RewriteTerms): Moved {
  const { node, module, moduleName } = reference
  if (node.type !== 'ImportDeclaration' && node.type !== 'ExportNamedDeclaration') return null
  const specifiers: Specifier[] = []
  for (const specifier of node.specifiers) {
    if (specifier.type === 'ImportSpecifier' || specifier.type === 'ExportSpecifier') specifiers.push(specifier)
    else if (module.main === null) return null
    else {
      const kind = specifier.type === 'ImportNamespaceSpecifier' ? 'namespace' : 'default-import'
      terms.report(kind, specifier, moduleName)
      return null
    }
  }
  const all = specifiers.map((specifier): Placed => {
    const name = readExported(specifier)
    return { specifier, name, place: readPlace(reference, name, terms) }
  })
  for (const { specifier, name, place } of all)
    if (place.finding !== undefined) terms.report(place.finding, specifier, name)
  const moved = all.filter(({ place }) => place.target !== null)
  const to = findPackage(moved, terms.packages)
  if (to === null) return null
  if (moved.length === all.length) moveAll(edit, node, all, to)
  else split(edit, node, { moved, all }, to)
  return { to, names: moved.map(({ name }) => name) }
}

function rewriteMock(edit: MagicString, reference: Reference, terms: RewriteTerms): Moved {
  const { names, module, node, moduleName } = reference
  if (names === null) {
    if (module.main !== null) terms.report('mock', node, moduleName)
    return replaceText(edit, reference, module.main, terms)
  }
  return rewriteNamed(edit, reference, names, terms)
}

/** A place with one text, whose names all have to go to one package. */
function rewriteNamed(edit: MagicString, reference: Reference, names: readonly string[], terms: RewriteTerms): Moved {
  const { form, node } = reference
  const placed = names.map((name) => ({ name, place: readPlace(reference, name, terms) }))
  for (const { name, place } of placed) if (place.finding !== undefined) terms.report(place.finding, node, name)
  const targets = new Set(placed.map(({ place }) => place.target))
  const renamed = placed.some(({ place }) => place.renamed !== undefined)
  if (targets.size > 1) terms.report(form === 'mock' ? 'mixed-mock' : 'mixed-names', node, names.join(', '))
  else if (renamed) terms.report('unreadable-names', node, names.join(', '))
  const [target = reference.module.main] = targets
  if (targets.size > 1 || renamed) return null
  const moved = replaceText(edit, reference, target, terms)
  return moved === null ? null : { ...moved, names }
}

function replaceText(edit: MagicString, { literal }: Reference, target: Target | null, terms: RewriteTerms): Moved {
  if (target === null) return null
  const to = terms.packages[target]
  edit.update(literal.start + 1, literal.end - 1, to)
  return { to, names: [] }
}

const readPlace = ({ module }: Reference, name: string, { kept }: RewriteTerms): Place =>
  kept.has(name) ? STAYS : findPlace(module, name)

function findPackage(moved: readonly Placed[], packages: Packages): string | null {
  const [first] = moved
  return first === undefined || first.place.target === null ? null : packages[first.place.target]
}

const isWithin = (inner: { readonly start: number; readonly end: number }, outer: typeof inner): boolean =>
  outer.start <= inner.start && inner.end <= outer.end
