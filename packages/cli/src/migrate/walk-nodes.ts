/** Visits every node of a parsed file, parents before children. Does not wait. */
import type { ESTree } from 'rolldown/utils'

export type Node = ESTree.Node

/** @param visit Is given the node, and what it stands in, the nearest last. */
export function walkNodes(root: Node, visit: (node: Node, ancestors: readonly Node[]) => void): void {
  const ancestors: Node[] = []
  const enter = (node: Node): void => {
    visit(node, ancestors)
    ancestors.push(node)
    for (const child of toChildren(node)) enter(child)
    ancestors.pop()
  }
  enter(root)
}

/** Every node below this one, itself included, that the question says yes to. */
export function findNodes<T extends Node>(root: Node, is: (node: Node) => node is T): readonly T[] {
  const found: T[] = []
  walkNodes(root, (node) => {
    if (is(node)) found.push(node)
  })
  return found
}

function toChildren(node: Node): readonly Node[] {
  const values: readonly unknown[] = Object.values(node)
  return values.flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []))
}

/** The parser gives each node, and nothing else, a type and a place. */
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value
