/** A parsed file → every place that names one of the vendor's modules, and which exports are meant there. Pure. */
import type { ESTree } from 'rolldown/utils'
import { readFactoryKeys, readMember, readUsedNames } from './read-names.ts'
import { findModule, type VendorModule } from './vendor-modules.ts'
import { walkNodes, type Node } from './walk-nodes.ts'

/** How a module is named. `mention` is a text that no known form explains. */
export type ReferenceForm =
  | 'import'
  | 'export'
  | 'export-all'
  | 'load'
  | 'resolve'
  | 'assignment'
  | 'type'
  | 'mock'
  | 'declaration'
  | 'mention'

export interface Reference {
  readonly form: ReferenceForm
  readonly moduleName: string
  readonly module: VendorModule
  /** The text between quotes. */
  readonly literal: ESTree.StringLiteral
  /** The import, the call, the type; of a mention the text itself. */
  readonly node: Node
  /** Names of exports; null: they cannot be read, or are all of them. */
  readonly names: readonly string[] | null
}

/** Methods that replace a module, of `vi`, `jest` and `mock`. The second argument makes what stands in for it. */
const MOCKS = new Set([
  'mock',
  'doMock',
  'unmock',
  'doUnmock',
  'dontMock',
  'deepUnmock',
  'setMock',
  'module',
  'unstable_mockModule',
  'unstable_unmockModule',
  'createMockFromModule',
  'importMock',
  'requireMock',
])
const MOCK_OWNERS = new Set(['vi', 'vitest', 'jest', 'mock'])
/** Methods that load the module as it is, of the same owners. */
const ACTUALS = new Set(['importActual', 'requireActual'])

export function findReferences(program: ESTree.Program): readonly Reference[] {
  const found: Reference[] = []
  walkNodes(program, (node, ancestors) => {
    if (node.type !== 'Literal' || typeof node.value !== 'string') return
    const module = findModule(node.value)
    if (module === null) return
    // What a text literal holds is known by now; the type of the parser's union is not narrowed by its value.
    const literal = node as ESTree.StringLiteral
    found.push({ moduleName: node.value, module, literal, ...readReference(node, ancestors) })
  })
  return found
}

type Read = Pick<Reference, 'form' | 'node' | 'names'>

function readReference(literal: Node, ancestors: readonly Node[]): Read {
  const node = ancestors.at(-1)
  const above = ancestors.slice(0, -1)
  switch (node?.type) {
    case 'ImportDeclaration':
      return { form: 'import', node, names: null }
    case 'ExportNamedDeclaration':
      return { form: 'export', node, names: null }
    case 'ExportAllDeclaration':
      return { form: 'export-all', node, names: null }
    case 'ImportExpression':
      return { form: 'load', node, names: readUsedNames(node, above) }
    case 'TSImportType':
      return { form: 'type', node, names: readQualifier(node) }
    case 'TSExternalModuleReference':
      return { form: 'assignment', node, names: null }
    case 'TSModuleDeclaration':
      return { form: 'declaration', node, names: null }
    case 'CallExpression':
      return readCall(node, literal, above) ?? { form: 'mention', node: literal, names: null }
    default:
      return { form: 'mention', node: literal, names: null }
  }
}

function readQualifier({ qualifier }: ESTree.TSImportType): readonly string[] | null {
  let first = qualifier
  while (first?.type === 'TSQualifiedName') first = first.left as typeof qualifier
  return first?.type === 'Identifier' ? [first.name] : null
}

function readCall(call: ESTree.CallExpression, literal: Node, above: readonly Node[]): Read | null {
  if (call.arguments[0] !== literal) return null
  const { callee } = call
  if (callee.type === 'Identifier')
    return callee.name === 'require' ? { form: 'load', node: call, names: readUsedNames(call, above) } : null
  const name = readMember(callee)
  if (callee.type !== 'MemberExpression' || name === null) return null
  const { object } = callee
  if (name === 'resolve' && (object.type === 'MetaProperty' || isNamed(object, 'require')))
    return { form: 'resolve', node: call, names: null }
  if (object.type !== 'Identifier' || !MOCK_OWNERS.has(object.name)) return null
  if (ACTUALS.has(name)) return { form: 'load', node: call, names: readUsedNames(call, above) }
  return MOCKS.has(name) ? { form: 'mock', node: call, names: readFactoryKeys(call.arguments[1]) } : null
}

const isNamed = (node: Node, name: string): boolean => node.type === 'Identifier' && node.name === name
