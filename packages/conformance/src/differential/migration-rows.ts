/**
 * The rows of the migration page that speak of behaviour, and those among them that no differential suite can meet. Read once; does not wait.
 */
import { readFileSync } from 'node:fs'

const page = readFileSync(new URL('../../../../apps/docs/migrate-from-clerk.md', import.meta.url), 'utf8')

/** First columns of every table of "What answers differently", as they stand there. */
export const migrationRows: readonly string[] = readRows('## What answers differently')

/** Rows that begin like this. A printed apostrophe stands for a plain one. */
export function findRows(beginning: string): readonly string[] {
  return migrationRows.filter((row) => row.startsWith(beginning.replaceAll('’', "'")))
}

function readRows(heading: string): readonly string[] {
  const start = page.indexOf(`${heading}\n`)
  const section = page.slice(start, page.indexOf('\n## ', start + 1))
  const cells = section.split('\n').filter((line) => line.startsWith('| '))
  const firsts = cells.map((line) => (/^\| ((?:[^|\\]|\\.)*?) *\|/.exec(line)?.[1] ?? '').replaceAll('\\|', '|'))
  return firsts.filter((first) => first !== 'Where' && !/^-+$/.test(first))
}

/** Why a row is met by no situation here, and what holds it instead. By how its first column begins. */
export const NOT_REACHABLE: Readonly<Record<string, string>> = {
  'the keys of a global `ClerkAuthorization`': 'types only: packages/conformance/src/policies/compile.test.ts',
  '`auth().protect()`, `auth().userId`, as in version 5':
    'both refuse; only the words differ: packages/core unit tests',
  '`clerkClient()`, `createClerkClient()`, `c.get(': 'compared call by call: src/vendor/backend-client.test.ts',
  'what they answer': 'compared call by call: src/vendor/backend-client.test.ts',
  'a call of theirs without an answer': 'needs ten silent seconds: unit tests of backend-client',
  'a list option that holds empty texts only': 'throws at start-up: src/contract/empty-options.test.ts',
  'an option whose name is unknown': 'a line on the console: unit tests of settings',
  '`NEXT_PUBLIC_CLERK_*` differs between': 'needs a build: src/next',
  "`signInUrl: '/sign-in'` below a `basePath`": 'needs a build: src/next',
  'the not-found page': 'needs the router: src/next',
  'headers that the handler puts on `req.headers`': 'needs the router: src/next',
  'a handler rewrites to a page that its matcher speaks of':
    'needs the router’s second pass: src/next/rewrites.test.ts',
  'an encryption key of a few characters': 'unit tests of settings',
  '`x-forwarded-proto: HTTPS`': 'unit tests of request',
  'what the middleware hands over, asked about': 'needs a minute: src/next/seals.test.ts and unit tests of auth.ts',
  'a client’s `x-nonce`': 'packages/next/src/middleware/create-middleware.test.ts, L1',
  'an options callback that names a `publishableKey`': 'packages/core/src/tenancy/find-instance.test.ts',
  'options with another `publishableKey`': 'packages/core/src/tenancy/find-instance.test.ts',
  '`clerkClient()` of `@clerk/nextjs` inside of our handler':
    'packages/next/src/server/clerk-client.test.ts holds ours',
  'more calls to the provider than': 'packages/core/src/provider/provider-budget.test.ts',
  'a signing key that the provider has taken back': 'needs minutes: unit tests of verification',
  'an RSA key that anybody can factor': 'needs such a key: unit tests of settings and verification',
  'Next below 15.5.18': 'needs an older Next: unit tests of packages/next',
  'settings under which Next serves pages past': 'needs a build: src/next',
  'the vendor’s `config.matcher`, kept': 'needs a build: src/next',
  'a refused request under a root catch-all page': 'needs a build: src/next',
  'a refusal of a server that was started with': 'needs a server: src/next',
  'a path with two locales on Next 15': 'needs a build: src/next',
  'a seal or key that middleware and server code do not share': 'unit tests of auth.ts',
  '`auth()` on a route that the matcher skips': 'unit tests of auth.ts',
  '`redirect_url` on the way from one sign-in page': 'unit tests of decision',
  'client-sent `x-clerk-*` headers': 'unit tests of to-request-headers.ts',
  'the same in pages, route handlers and server actions of Next':
    'needs a rendering: src/next and unit tests of auth.ts',
}
