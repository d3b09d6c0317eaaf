/**
 * A package → its public names, with signature, docstring and fields. Reads sources through the compiler, and packages that these import as
 * they were built. Waits for the compiler, without a promise.
 *
 * @throws Error When an entry has no source that the compiler knows.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SyntaxKind, type Node } from 'typescript/unstable/ast'
import { API, SymbolFlags, type Project, type Symbol as TypeSymbol } from 'typescript/unstable/sync'
import { readEntries } from '../../../../packages/workspace/src/read-entries.ts'
import type { ApiEntry, ApiExport, ApiField } from './api-shapes.ts'
import { readDocs } from './read-docs.ts'
import { hasName, readComment, toMembers, toSignature } from './read-node.ts'

const KINDS: Readonly<Record<number, ApiExport['kind']>> = {
  [SyntaxKind.FunctionDeclaration]: 'function',
  [SyntaxKind.ClassDeclaration]: 'class',
  [SyntaxKind.InterfaceDeclaration]: 'type',
  [SyntaxKind.TypeAliasDeclaration]: 'type',
}

const toTarget = (project: Project, symbol: TypeSymbol): TypeSymbol =>
  symbol.flags & SymbolFlags.Alias ? project.checker.getAliasedSymbol(symbol) : symbol

const toFields = (nodes: readonly Node[]): readonly ApiField[] =>
  nodes.flatMap(toMembers).map((member) => ({
    code: toSignature(member),
    name: hasName(member) ? member.name.getText() : '',
    docs: readDocs(readComment(member)),
  }))

/** Callers see the overloads, never the implementation below them. */
const toShown = (nodes: readonly Node[]): readonly Node[] => {
  const isOverloaded = nodes.filter(({ kind }) => kind === SyntaxKind.FunctionDeclaration).length > 1
  return nodes.filter((node) => !isOverloaded || !('body' in node) || node.body === undefined)
}

const toHome = (path: string): string => /\/packages\/([a-z-]+)\/(?:src|dist)\//.exec(path)?.[1] ?? ''

const toExport = (project: Project, symbol: TypeSymbol): ApiExport => {
  const target = toTarget(project, symbol)
  const handles = target.declarations
  const nodes = toShown(handles.flatMap((handle) => handle.resolve(project) ?? []))
  const kinds = nodes.map(({ kind }) => KINDS[kind] ?? 'value')
  return {
    name: symbol.name,
    kind: kinds.find((kind) => kind !== 'type') ?? 'type',
    home: toHome(handles[0]?.path ?? ''),
    declaredAs: target.name,
    signature: nodes.map(toSignature).join('\n'),
    docs: readDocs(nodes.map(readComment).find((comment) => comment !== '') ?? ''),
    fields: toFields(nodes),
  }
}

/** `export type *` gives the types of values too, which is no reason to list those: nobody can call them. */
const isExported = (item: ApiExport, source: string, entry: string, name: string): boolean =>
  item.kind === 'type' ||
  item.home === name.split('/')[1] ||
  entry === 'server' ||
  new RegExp(`\\b${item.name}\\b`).test(source)

/** The comment at the top of the file. */
const readTop = (source: string): string => readDocs(/^\/\*\*[\s\S]*?\*\//.exec(source)?.[0] ?? '').text

/** @param folder Absolute; with a package.json, a tsconfig.json and the sources in `src`. */
export const readApi = (folder: string): readonly ApiEntry[] => {
  const api = new API({ cwd: folder })
  try {
    const config = join(folder, 'tsconfig.json')
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    if (!project) throw new Error(`${config} is no project of the compiler.`)
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly name: string }
    return readEntries(folder).map((entry) => {
      const file = project.program.getSourceFile(entry)
      const module = file && project.checker.getSymbolAtLocation(file)
      if (!file || !module) throw new Error(`${entry} exports nothing, or is not part of ${config}.`)
      const sub = entry.split('/').at(-1)?.replace(/\.ts$/, '') ?? ''
      return {
        specifier: sub === 'index' ? name : `${name}/${sub}`,
        text: readTop(file.text),
        exports: project.checker
          .getExportsOfModule(module)
          .map((symbol) => toExport(project, symbol))
          .filter((item) => isExported(item, file.text, sub, name)),
      }
    })
  } finally {
    api.close()
  }
}
