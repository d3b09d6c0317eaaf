/** A folder of Next → whether its proxy.ts or middleware.ts is run. Waits for files. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'
import { fault, good, type Finding } from './finding.ts'

const NAMES = ['proxy', 'middleware'] as const
const EXTENSIONS = ['ts', 'js', 'mts', 'mjs']

interface Place {
  readonly name: (typeof NAMES)[number]
  /** From the folder of the application. */
  readonly path: string
}

/** @param nextVersion As it is installed, such as 16.4.6. */
export async function checkRuntimeFile(folder: string, nextVersion: string): Promise<readonly Finding[]> {
  const places = findPlaces(folder)
  const [first, ...others] = places
  const isNew = Number.parseInt(nextVersion, 10) >= 16
  const wanted = `${hasSource(folder) ? 'src/' : ''}${isNew ? 'proxy' : 'middleware'}.ts`
  if (first === undefined)
    return [
      fault('runtime file', 'There is no proxy.ts or middleware.ts, so no request is looked at.', `Write ${wanted}.`),
    ]
  if (others.length > 0) {
    return [
      fault(
        'runtime file',
        `There are ${places.map(({ path }) => path).join(' and ')}. Next ${nextVersion} runs one of them at most.`,
        `Keep ${wanted}.`,
      ),
    ]
  }
  if (!isNew && first.name === 'proxy') {
    return [
      fault(
        'runtime file',
        `Next ${nextVersion} does not run ${first.path}: proxy.ts came with 16.`,
        `Rename it to ${wanted}.`,
      ),
    ]
  }
  if (first.path.startsWith('src/') !== hasSource(folder)) {
    return [
      fault(
        'runtime file',
        `${first.path} is not beside the folder app or pages, so Next does not run it.`,
        `Move it to ${wanted}.`,
      ),
    ]
  }
  if (!(await hasHandler(join(folder, first.path), first.name))) {
    return [fault('runtime file', `${first.path} exports no handler.`, 'Write export default clerkMiddleware(…).')]
  }
  return [good('runtime file', `${first.path} is where Next ${nextVersion} looks for it, and exports a handler.`)]
}

function findPlaces(folder: string): readonly Place[] {
  const all = NAMES.flatMap((name) =>
    ['', 'src/'].flatMap((base) => EXTENSIONS.map((end) => ({ name, path: `${base}${name}.${end}` }))),
  )
  return all.filter(({ path }) => existsSync(join(folder, path)))
}

/** Next takes `src` only where there is no `app` or `pages` beside it. */
function hasSource(folder: string): boolean {
  const has = (base: string): boolean => ['app', 'pages'].some((name) => existsSync(join(folder, base, name)))
  return !has('') && has('src')
}

/** A file that cannot be parsed is told by Next itself. */
async function hasHandler(path: string, name: string): Promise<boolean> {
  const { body } = parseAst(await readFile(path, 'utf8'), { lang: 'ts' })
  return body.some((node) => {
    if (node.type === 'ExportDefaultDeclaration') return true
    if (node.type === 'ExportAllDeclaration') return true
    if (node.type !== 'ExportNamedDeclaration') return false
    const { declaration, specifiers } = node
    const named = specifiers.map(({ exported }) => (exported.type === 'Literal' ? exported.value : exported.name))
    if (declaration?.type === 'VariableDeclaration')
      named.push(...declaration.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : '')))
    if (declaration?.type === 'FunctionDeclaration') named.push(declaration.id?.name ?? '')
    return named.some((exported) => exported === name || exported === 'default')
  })
}
