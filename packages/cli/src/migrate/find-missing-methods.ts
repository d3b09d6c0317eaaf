/**
 * A parsed file → the names of clients of which it uses a method that ours does not have. They stay with the vendor's package, so that
 * nothing breaks. Pure.
 */
import type { ESTree } from 'rolldown/utils'
import { hasClientMethod } from './client-methods.ts'
import { findBindings, type Bindings } from './find-bindings.ts'
import type { Report } from './finding.ts'
import { readMember } from './read-names.ts'
import { walkNodes, type Node } from './walk-nodes.ts'

const CLIENTS = new Set(['clerkClient', 'createClerkClient'])

export function findMissingMethods(program: ESTree.Program, report: Report): ReadonlySet<string> {
  const makers = new Map([...findBindings(program)].filter(([, name]) => CLIENTS.has(name)))
  const kept = new Set<string>()
  if (makers.size === 0) return kept
  const clients = findClients(program, makers)
  walkNodes(program, (node, ancestors) => {
    const name = readClient(node, clients, makers)
    const [used, method] = ancestors.slice(-2).toReversed()
    if (name === null || used?.type !== 'MemberExpression' || used.object !== node) return
    const resource = readMember(used)
    const called = method?.type === 'MemberExpression' && method.object === used ? readMember(method) : null
    // What a promise, or a function, has of its own is no part of the client.
    if (resource === null || resource === 'then' || hasClientMethod(resource, called)) return
    kept.add(name)
    report('client-method', used, called === null ? resource : `${resource}.${called}`)
  })
  return kept
}

/** Names in the file that hold a client, and which export made it. */
function findClients(program: ESTree.Program, makers: Bindings): Bindings {
  const clients = new Map<string, string>()
  walkNodes(program, (node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || node.init === null) return
    const name = readClient(node.init, new Map(), makers)
    if (name !== null) clients.set(node.id.name, name)
  })
  return clients
}

/** @returns The export that made this value, if it is a client. `clerkClient.users` is how version 5 wrote it. */
function readClient(node: Node, clients: Bindings, makers: Bindings): string | null {
  if (node.type === 'AwaitExpression') return readClient(node.argument, clients, makers)
  if (node.type === 'CallExpression')
    return node.callee.type === 'Identifier' ? (makers.get(node.callee.name) ?? null) : null
  if (node.type !== 'Identifier') return null
  const maker = makers.get(node.name)
  return clients.get(node.name) ?? (maker === 'clerkClient' ? maker : null)
}
