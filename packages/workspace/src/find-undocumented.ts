/**
 * What a package makes public, and which of it has no docstring. A package's folder → names with file and line. Reads files; waits for
 * the compiler.
 *
 * Public is what the entries of `exports` in its package.json export. Each export needs a docstring, and so does every field and method of
 * it: those that it inherits, those of a type that it only renames or joins, and those of an object that a function takes or gives.
 */
import { join, relative } from 'node:path'
import { SyntaxKind, type Node } from 'typescript/unstable/ast'
import { API, SymbolFlags, type Project, type Symbol as TypeSymbol } from 'typescript/unstable/sync'
import { readEntries } from './read-entries.ts'

/** Something public without a docstring. */
export interface Undocumented {
  /** Relative to the folder of the package. */
  readonly file: string
  /** Where it is declared; the first line is 1. */
  readonly line: number
  /** `Name` of an export, `Name.field` of what belongs to it. */
  readonly name: string
}

/** What was counted. */
export interface DocstringCount {
  /** Exports, fields and methods. */
  readonly total: number
  /** Those without a docstring, in the order of file and line. */
  readonly missing: readonly Undocumented[]
}

/** One thing that needs a docstring. */
interface Place {
  readonly name: string
  readonly node: Node
}

const MEMBERS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.PropertySignature,
  SyntaxKind.MethodSignature,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.GetAccessor,
  SyntaxKind.SetAccessor,
  SyntaxKind.EnumMember,
  SyntaxKind.PropertyAssignment,
  SyntaxKind.ShorthandPropertyAssignment,
])

const TYPES: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.InterfaceDeclaration,
  SyntaxKind.TypeAliasDeclaration,
  SyntaxKind.ClassDeclaration,
])

/** What joins or wraps types: the fields of what stands inside are fields of the whole. */
const JOINTS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.HeritageClause,
  SyntaxKind.IntersectionType,
  SyntaxKind.UnionType,
  SyntaxKind.ParenthesizedType,
])

/** Parts of a node that are looked up by name: the compiler's types of nodes have no common base for them. */
interface Parts {
  readonly name?: Node & { readonly text?: string }
  readonly body?: Node
  readonly initializer?: Node
  readonly type?: Node
  readonly typeName?: Node
  readonly expression?: Node
  readonly modifiers?: readonly Node[]
  readonly jsDoc?: readonly Node[] | undefined
}
const toParts = (node: Node): Parts => node

/** A value that is found by a text, as a row of a table is: what it says is data. */
const isRow = (node: Node): boolean =>
  node.kind === SyntaxKind.PropertyAssignment && toParts(node).name?.kind === SyntaxKind.StringLiteral

const isHidden = (node: Node): boolean =>
  isRow(node) ||
  toParts(node).name?.kind === SyntaxKind.PrivateIdentifier ||
  (toParts(node).modifiers ?? []).some(({ kind }) => kind === SyntaxKind.PrivateKeyword)

const toFirst = (node: Node): Node | undefined => {
  const children: Node[] = []
  node.forEachChild((child) => {
    children.push(child)
  })
  return children[0]
}

/** The node that carries the comment: a constant's stands before `const`. */
const hasDocstring = (node: Node): boolean => {
  const isVariable = node.kind === SyntaxKind.VariableDeclaration
  const carrier = isVariable ? node.parent.parent : node
  // Of several constants behind one `const`, the comment is that of the first.
  if (isVariable && toFirst(node.parent) !== node) return false
  const comments = (toParts(carrier).jsDoc ?? []).filter((comment) => /[\p{L}\p{N}]/u.test(comment.getText()))
  // One that begins the file tells what the file is, unless the file is this one thing.
  const { statements, text } = carrier.getSourceFile()
  const isOfFile = comments.length === 1 && statements.length > 1 && statements[0] === carrier && text.startsWith('/**')
  return comments.length > 0 && !isOfFile
}

/** Children that belong to the signature: what a function does inside is nobody's business. */
const visitSignature = (node: Node, visit: (child: Node) => void): void => {
  const { body, initializer, type } = toParts(node)
  // A constant without a written type is described by its value.
  const isValueHidden = node.kind !== SyntaxKind.VariableDeclaration || type !== undefined
  node.forEachChild((child) => {
    if (child === body || (child === initializer && isValueHidden) || child.kind === SyntaxKind.Block) return
    visit(child)
  })
}

const toLine = (node: Node): number => {
  const text = node.getSourceFile().text
  return text.slice(0, toParts(node).name?.getStart() ?? node.getStart()).split('\n').length
}

/** What chooses among types: fields inside of what it is told are no fields of anything. */
const CHOOSERS: ReadonlySet<string> = new Set(['Extract', 'Exclude', 'Pick', 'Omit'])
const isChooser = (node: Node): boolean => CHOOSERS.has(toParts(node).typeName?.getText() ?? '')

/** The fields and methods of a declaration, and of objects inside its signature. */
const findFields = (node: Node, owner: string): readonly Place[] => {
  const places: Place[] = []
  visitSignature(node, (child) => {
    if (isChooser(child)) return
    const isMember = MEMBERS.has(child.kind)
    if (isMember && isHidden(child)) return
    const name = isMember ? `${owner}.${toParts(child).name?.getText() ?? ''}` : owner
    if (isMember) places.push({ name, node: child })
    places.push(...findFields(child, name))
  })
  return places
}

/** Names of the types that a declaration extends, renames or joins, also through `Partial<…>` and the like. */
const findOrigins = (node: Node): readonly Node[] => {
  const origins: Node[] = []
  node.forEachChild((child) => {
    const { typeName, expression } = toParts(child)
    const isNamed = child.kind === SyntaxKind.TypeReference || child.kind === SyntaxKind.ExpressionWithTypeArguments
    if (isNamed) origins.push(typeName ?? expression ?? child)
    if (isNamed || JOINTS.has(child.kind)) origins.push(...findOrigins(child))
  })
  return origins
}

/** Where a name leads: re-exports point to the declaration. */
const toTarget = (project: Project, symbol: TypeSymbol): TypeSymbol =>
  symbol.flags & SymbolFlags.Alias ? project.checker.getAliasedSymbol(symbol) : symbol

/** Exports, their fields, and those of the types that these come from. What another package declares is counted there. */
const collectPlaces = (project: Project, source: string, exported: readonly TypeSymbol[]): readonly Place[] => {
  const exports = new Set(exported.map(({ id }) => id))
  const seen = new Set<number>()
  const collect = (target: TypeSymbol): readonly Place[] => {
    if (seen.has(target.id)) return []
    seen.add(target.id)
    const nodes = target.declarations
      .filter(({ path }) => path.startsWith(source))
      .flatMap((handle) => handle.resolve(project) ?? [])
      .filter(({ kind }) => kind !== SyntaxKind.TypeParameter)
    // Callers see the overloads, never the implementation below them.
    const isOverloaded = nodes.filter(({ kind }) => kind === SyntaxKind.FunctionDeclaration).length > 1
    const shown = nodes.filter((node) => !isOverloaded || toParts(node).body === undefined)
    return shown.flatMap((node) => [
      ...(exports.has(target.id) ? [{ name: target.name, node }] : []),
      ...findFields(node, target.name),
      ...(TYPES.has(node.kind) ? findOrigins(node) : []).flatMap((origin) => {
        const named = project.checker.getSymbolAtLocation(origin)
        return named ? collect(toTarget(project, named)) : []
      }),
    ])
  }
  return exported.flatMap(collect)
}

/**
 * Counts the docstrings of a package.
 *
 * @param folder Absolute; with a package.json, a tsconfig.json and the sources in `src`.
 * @throws Error When an entry has no source that the compiler knows: then nothing would be counted, and all would seem well.
 */
export const findUndocumented = (folder: string): DocstringCount => {
  const api = new API({ cwd: folder })
  try {
    const config = join(folder, 'tsconfig.json')
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    if (!project) throw new Error(`${config} is no project of the compiler.`)
    const exported = readEntries(folder).flatMap((entry) => {
      const file = project.program.getSourceFile(entry)
      const module = file && project.checker.getSymbolAtLocation(file)
      if (!module) throw new Error(`${entry} exports nothing, or is not part of ${config}.`)
      return project.checker.getExportsOfModule(module).map((symbol) => toTarget(project, symbol))
    })
    const places = collectPlaces(project, join(folder, 'src'), exported)
    const missing = places
      .filter(({ node }) => !hasDocstring(node))
      .map(({ name, node }) => ({
        file: relative(folder, node.getSourceFile().fileName),
        line: toLine(node),
        name,
      }))
      .sort((left, right) => left.file.localeCompare(right.file) || left.line - right.line)
    return { total: places.length, missing }
  } finally {
    api.close()
  }
}
