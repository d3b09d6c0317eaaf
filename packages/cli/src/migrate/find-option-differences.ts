/** A call of `clerkMiddleware` → which of its options answer differently now. Pure. */
import type { ESTree } from 'rolldown/utils'
import { IS_READ_BY_SERVER } from '@postern/core'
import type { FindingKind } from './finding-kinds.ts'
import type { Report } from './finding.ts'
import { readTexts, readValue, UNREAD } from './read-value.ts'
import { findNodes, type Node } from './walk-nodes.ts'

export interface MiddlewareCall {
  readonly call: ESTree.CallExpression
  /** Where a name of its options is looked up. */
  readonly program: ESTree.Program
}

type Options = ReadonlyMap<string, Node>
/** When something is said about an option, and of what. Null: nothing is. */
type Rule = readonly [kind: FindingKind, name: string, subject: (value: Node, options: Options) => string | null]

/** Options of the adapters, beside those of core. Those of core that do nothing are the vendor's own. */
const ADAPTER_OPTIONS = ['contentSecurityPolicy', 'frontendApiProxy', 'handover', 'encryptionKey']
const INERT = ['jwksCacheTtlInMs']

const always = (): string => ''
const isOrigin = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\/\/./i.test(text)
const isFunction = ({ type }: Node): boolean => type === 'ArrowFunctionExpression' || type === 'FunctionExpression'
const find = (texts: readonly string[], is: (text: string) => boolean): string | null => texts.find(is) ?? null

// prettier-ignore
const rules: readonly Rule[] = [
  ['audience', 'audience', always],
  ['authorized-parties', 'authorizedParties', always],
  ['authorized-party', 'authorizedParties', (value) => find(readTexts(value), (text) => text !== '' && !isOrigin(text))],
  ['empty-list', 'authorizedParties', isEmptyList],
  ['empty-list', 'audience', isEmptyList],
  ['out-of-bounds', 'clockSkewInMs', (value) => { const ms = readValue(value); return typeof ms === 'number' && ms < 0 ? String(ms) : null }],
  ['proxy-url', 'proxyUrl', (value) => find(readTexts(value), isOddProxy)],
  ['domain-url', 'domain', (value) => find(readTexts(value), (text) => text.includes('://'))],
  ['satellite-function', 'isSatellite', (value) => (isFunction(value) ? '' : null)],
  ['secret-key', 'secretKey', always],
  ['publishable-key', 'publishableKey', (_, options) => (options.has('secretKey') ? null : '')],
]

export function findOptionDifferences({ call, program }: MiddlewareCall, report: Report): void {
  for (const given of findOptions(call, program)) {
    const options = readOptions(given.options)
    for (const [kind, name, toSubject] of rules) {
      const value = options.get(name)
      const subject = value === undefined ? null : toSubject(value, options)
      if (value !== undefined && subject !== null) report(kind, value, subject === '' ? name : subject)
    }
    for (const [name, value] of options) if (!isKnown(name)) report('unknown-option', value, name)
    const keys = options.get('publishableKey')
    if (given.isCallback && keys !== undefined) report('some-requests', keys, 'publishableKey')
    findPatternFaults(options.get('organizationSyncOptions'), report)
  }
}

function findPatternFaults(sync: Node | undefined, report: Report): void {
  if (sync?.type !== 'ObjectExpression') return
  const patterns = readOptions(sync).get('organizationPatterns')
  if (patterns === undefined) return
  for (const pattern of readTexts(patterns))
    if (!pattern.startsWith('/') || !/:(id|slug)(?![A-Za-z0-9_])/.test(pattern))
      report('organization-pattern', patterns, pattern)
}

interface Given {
  readonly options: ESTree.ObjectExpression
  readonly isCallback: boolean
}

/** Objects that are options of this call, as far as the file shows them: given, named, or returned by a callback. */
function findOptions({ arguments: given }: ESTree.CallExpression, program: ESTree.Program): readonly Given[] {
  return given.flatMap((argument, at): readonly Given[] => {
    const value = argument.type === 'Identifier' ? findConstant(program, argument.name) : argument
    if (value?.type === 'ObjectExpression') return [{ options: value, isCallback: false }]
    // The first function is the policy, unless it is the only argument that gives options.
    if (value === null || at === 0 || !isFunction(value)) return []
    return findReturned(value).map((options) => ({ options, isCallback: true }))
  })
}

function findConstant(program: ESTree.Program, name: string): Node | null {
  const declared = findNodes(program, (node) => node.type === 'VariableDeclarator')
  const found = declared.filter(({ id }) => id.type === 'Identifier' && id.name === name)
  const value = found.length === 1 ? found[0]?.init : null
  return value?.type === 'TSSatisfiesExpression' || value?.type === 'TSAsExpression'
    ? value.expression
    : (value ?? null)
}

function findReturned(callback: Node): readonly ESTree.ObjectExpression[] {
  if (callback.type === 'ArrowFunctionExpression' && callback.body.type === 'ObjectExpression') return [callback.body]
  return findNodes(callback, (node) => node.type === 'ReturnStatement').flatMap(({ argument }) =>
    argument?.type === 'ObjectExpression' ? [argument] : [],
  )
}

function readOptions({ properties }: ESTree.ObjectExpression): Options {
  return new Map(
    properties.flatMap((property) => {
      if (property.type !== 'Property' || property.computed) return []
      const { key, value } = property
      if (key.type === 'Identifier') return [[key.name, value] as const]
      return key.type === 'Literal' && typeof key.value === 'string' ? [[key.value, value] as const] : []
    }),
  )
}

function isKnown(name: string): boolean {
  return ADAPTER_OPTIONS.includes(name) || (Object.hasOwn(IS_READ_BY_SERVER, name) && !INERT.includes(name))
}

function isEmptyList(value: Node): string | null {
  const values = readValue(value)
  const isEmpty = Array.isArray(values) && values.length > 0 && values.every((one) => one === '')
  return values !== UNREAD && isEmpty ? '' : null
}

/** A path is one of the application's own. */
function isOddProxy(text: string): boolean {
  if (text === '' || text.startsWith('/')) return text.includes('?') || text.includes('#')
  return !/^https?:\/\//i.test(text) || text.includes('?') || text.includes('#')
}
