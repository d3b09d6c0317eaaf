/** What the reference says that no docstring does: titles, questions, examples. Pure. */
import type { ApiEntry } from './api-shapes.ts'

interface Words {
  readonly title: string
  readonly description: string
  readonly questions: readonly string[]
  /** Pages of names that nobody types would push others out of the results. */
  readonly isSearched: boolean
}

const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  '@postern/next': ['signature of clerkMiddleware in Next.js', 'auth() reference', 'getAuth pages router type'],
  '@postern/hono': ['signature of clerkMiddleware in Hono', 'getAuth(c) type'],
  '@postern/fetch': ['withAuth signature', 'createCacheKeyStore'],
  '@postern/core': ['createAuth', 'AuthDecision type', 'AuthObject fields', 'SharedStore interface'],
  '@postern/store': ['createRedisStore signature', 'createKvStore options'],
  '@postern/emulator': ['createEmulator options', 'emulator mint session type', 'seed type'],
  '@postern/core/backend-client': ['clerkClient users getUser type', 'which methods has the backend client'],
}

const UNSEARCHED: ReadonlySet<string> = new Set(['@postern/core/wire', '@postern/core/handover'])

export const toWords = ({ specifier, exports }: ApiEntry): Words => ({
  title: `API: ${specifier}`,
  description: `Every name that ${specifier} exports, with its signature and what it means. ${exports.length} names.`,
  questions: QUESTIONS[specifier] ?? [],
  isSearched: !UNSEARCHED.has(specifier),
})

/** Files that a test runs, by the name that they show. Paths from a page of the reference. */
const EXAMPLES: Readonly<Record<string, readonly [path: string, name: string]>> = {
  '@postern/next clerkMiddleware': ['../../examples/proxy.ts', 'proxy.ts'],
  '@postern/hono clerkMiddleware': ['../../../hono-worker/src/index.ts', 'src/index.ts'],
  '@postern/fetch withAuth': ['../../../deno/main.ts', 'main.ts'],
}

/** An example of a name, or empty text. */
export const toExample = (specifier: string, name: string): string => {
  const [path, title] = EXAMPLES[`${specifier} ${name}`] ?? []
  return path === undefined ? '' : `::: code-group\n\n<<< ${path}{ts} [${title}]\n\n:::`
}
