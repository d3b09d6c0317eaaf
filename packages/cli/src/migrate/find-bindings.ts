/** A parsed file → what its imports of the vendor's names are called in it. Pure. */
import type { ESTree } from 'rolldown/utils'
import { readExported } from './rewrite-declaration.ts'
import { findModule } from './vendor-modules.ts'

/** Local name → name of the export. */
export type Bindings = ReadonlyMap<string, string>

export function findBindings(program: ESTree.Program): Bindings {
  const bindings = new Map<string, string>()
  for (const node of program.body) {
    if (node.type !== 'ImportDeclaration' || findModule(node.source.value) === null) continue
    for (const specifier of node.specifiers)
      if (specifier.type === 'ImportSpecifier') bindings.set(specifier.local.name, readExported(specifier))
  }
  return bindings
}
