/** A declaration → its text without bodies, values and comments; its members; its comment. Does not wait. */
import { SyntaxKind, type Node } from 'typescript/unstable/ast'

/** Parts that are looked up by name: the compiler's types of nodes have no common base for them. */
interface Parts {
  readonly name?: Node
  readonly body?: Node
  readonly initializer?: Node
  readonly type?: Node
  readonly modifiers?: readonly Node[]
  readonly members?: readonly Node[]
  readonly jsDoc?: readonly Node[] | undefined
}
const toParts = (node: Node): Parts => node

/** Whether a node is called something. */
export const hasName = (node: Node): node is Node & { readonly name: Node } => toParts(node).name !== undefined

const isHidden = (node: Node): boolean =>
  toParts(node).name?.kind === SyntaxKind.PrivateIdentifier ||
  (toParts(node).modifiers ?? []).some(({ kind }) => kind === SyntaxKind.PrivateKeyword)

/** Longest value that is shown with a constant, in characters. */
const MAX_VALUE = 120

const withoutComments = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\n\s*\n/g, '\n')
    .replace(/[ \t]+$/gm, '')

/** The text of a node up to one of its parts. */
const upTo = (node: Node, part: Node | undefined): string =>
  part === undefined ? node.getText() : node.getText().slice(0, part.getStart() - node.getStart())

const toVariable = (node: Node): string => {
  const { type, initializer } = toParts(node)
  const isValueShown = type === undefined && initializer !== undefined && initializer.getText().length <= MAX_VALUE
  return `const ${isValueShown ? node.getText() : upTo(node, initializer)}`
}

const toClass = (node: Node): string => {
  const { members = [] } = toParts(node)
  const shown = members.filter((member) => !isHidden(member)).map((member) => `  ${toSignature(member)}`)
  return [upTo(node, members[0]).replace(/\{[\s\S]*$/, '{'), ...shown, '}'].join('\n')
}

/** As it is declared, and nothing of what it does. */
export const toSignature = (node: Node): string => {
  const { body, initializer } = toParts(node)
  const text =
    node.kind === SyntaxKind.VariableDeclaration
      ? toVariable(node)
      : node.kind === SyntaxKind.ClassDeclaration
        ? toClass(node)
        : upTo(node, body ?? initializer)
  return withoutComments(text)
    .replace(/^export (?:declare )?/, '')
    .trim()
    .replace(/\s*=$/, '')
}

const MEMBERS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.PropertySignature,
  SyntaxKind.MethodSignature,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.GetAccessor,
  SyntaxKind.CallSignature,
])

/** Fields, methods and ways to call, those of objects that a type joins included; not those inside of a field. */
export const toMembers = (node: Node): readonly Node[] => {
  if (node.kind === SyntaxKind.FunctionDeclaration || node.kind === SyntaxKind.VariableDeclaration) return []
  const members: Node[] = []
  node.forEachChild((child) => {
    if (MEMBERS.has(child.kind)) {
      if (!isHidden(child)) members.push(child)
    } else if (child.kind !== SyntaxKind.Constructor) members.push(...toMembers(child))
  })
  return members
}

/** The docstring, or empty text: a constant's stands before `const`, and one that begins the file tells what the file is. */
export const readComment = (node: Node): string => {
  const carrier = node.kind === SyntaxKind.VariableDeclaration ? node.parent.parent : node
  const comments = toParts(carrier).jsDoc ?? []
  return comments.at(-1)?.getText() ?? ''
}
