/** A parsed file whose imports moved → options, patterns and calls in it that answer differently now. Pure. */
import type { ESTree } from 'rolldown/utils'
import { createRouteMatcher } from '@postern/core'
import { findBindings, type Bindings } from './find-bindings.ts'
import { findCallFaults } from './find-call-faults.ts'
import type { Report } from './finding.ts'
import { findOptionDifferences, type MiddlewareCall } from './find-option-differences.ts'
import { readTexts } from './read-value.ts'
import { walkNodes, type Node } from './walk-nodes.ts'

export function findDifferences(program: ESTree.Program, moved: ReadonlySet<string>, report: Report): void {
  const bindings: Bindings = new Map([...findBindings(program)].filter(([, name]) => moved.has(name)))
  const calls: MiddlewareCall[] = []
  walkNodes(program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return
    const name = bindings.get(node.callee.name)
    if (name === 'clerkMiddleware') calls.push({ call: node, program })
    if (name === 'createRouteMatcher') findPatternDifferences(node, report)
  })
  for (const call of calls) findOptionDifferences(call, report)
  findCallFaults(
    program,
    { bindings, middlewares: calls.map(({ call }) => call), isMiddleware: hasName(bindings, 'clerkMiddleware') },
    report,
  )
  if (hasName(bindings, 'clerkMiddleware')) reportMatcher(program, report)
}

const hasName = (bindings: Bindings, wanted: string): boolean => [...bindings.values()].includes(wanted)

function findPatternDifferences({ arguments: given }: ESTree.CallExpression, report: Report): void {
  const [patterns] = given
  if (patterns === undefined) return
  for (const pattern of readTexts(patterns)) {
    try {
      createRouteMatcher(pattern)
    } catch (error) {
      report('pattern-refused', patterns, pattern, error instanceof Error ? error.message : '')
      continue
    }
    if (pattern !== '' && !pattern.startsWith('/')) report('pattern-without-slash', patterns, pattern)
  }
}

function reportMatcher(program: ESTree.Program, report: Report): void {
  const declared = program.body.flatMap((node): readonly Node[] =>
    node.type === 'ExportNamedDeclaration' && node.declaration?.type === 'VariableDeclaration'
      ? node.declaration.declarations
      : [],
  )
  const config = declared.find(
    (node) => node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === 'config',
  )
  if (config !== undefined) report('matcher', config, 'config.matcher')
}
