/** Types of options, variables and refusals → `look-up/options.md`. */
import type { ApiEntry, ApiField } from './api-shapes.ts'
import { linkText } from './link-text.ts'
import { isPublicInNext, readRefusals, readVariables } from './read-options.ts'

const UP = '../'

/** Types whose fields are options: where they are read, and what stands before the names of their fields. */
const PARTS: readonly (readonly [title: string, type: string, prefix: string])[] = [
  ['organizationSyncOptions', 'OrganizationSyncOptions', 'organizationSyncOptions.'],
  ['webSocketToken', 'WebSocketTokenOptions', 'webSocketToken.'],
  ['frontendApiProxy', 'FrontendApiProxyOptions', 'frontendApiProxy.'],
  ['contentSecurityPolicy', 'CspOptions', 'contentSecurityPolicy.'],
]

/** Variables of options that only adapters have. */
const ADAPTER_VARIABLES: Readonly<Record<string, string>> = {
  encryptionKey: '`CLERK_ENCRYPTION_KEY`',
  previousEncryptionKey: '`CLERK_ENCRYPTION_KEY_PREVIOUS`, and only the variable',
  frontendApiProxy:
    '`CLERK_FAPI_URL` names another target, `CLERK_DISABLE_AUTO_PROXY` turns the platform’s off (Next.js)',
}

/** Where an adapter finds a value that nobody gives. */
const PLATFORMS: Readonly<Record<string, string>> = {
  basePath: 'In Next.js `basePath` of `next.config` counts, and there is no such option.',
  autoProxy:
    'In Next.js it follows from `VERCEL_TARGET_ENV` and `VERCEL_PROJECT_PRODUCTION_URL`, and there is no such option.',
  acceptsToken:
    'In Next.js there is no such option: `auth.protect({ token })` and `auth({ acceptsToken })` say it for each route.',
  isRedirectCached: 'Adapters read `NETLIFY`, `NETLIFY_FUNCTIONS_TOKEN` and `URL`.',
}

const INTRO = `Options are given to \`clerkMiddleware()\` (Next.js, Hono), to \`withAuth()\` (fetch) or to \`createAuth()\`, as an object or as a function of the request that returns one. All have the same names everywhere. \`undefined\`, \`null\` and \`''\` count as "not given".

## Where a value comes from

The first of these that has a value wins, option by option.

1. **The options of the call.** With a function, what it returned for this request.
2. **The environment**, in adapters. Next.js reads \`NEXT_PUBLIC_CLERK_…\` before \`CLERK_…\`, and the running process before what was written into the build. Hono and fetch read the bindings of the Worker where they hold one of these variables, else the variables of the process; never a mixture. \`createAuth()\` of \`@postern/core\` reads no environment.
3. **The publishable key.** It names the Frontend API, the sign-in pages, and on a loopback host the Backend API too.
4. **The default** that stands with each option.

Keys are never joined across instances. Where the options name another \`publishableKey\` than the environment, the environment's \`secretKey\`, \`jwtKey\` and \`machineSecretKey\` are not used; where they name another \`secretKey\` alone, its \`jwtKey\` and \`machineSecretKey\` are not. See [ERR_AUTH_SECRET_KEY_MISSING](../errors.md#err_auth_secret_key_missing).

A wrong value is an \`AuthError\` at the first request (\`createAuth()\`: at once), which names the option. A name that does not exist does nothing; on a development instance the log says so once ([option-unknown](../errors.md#event-option-unknown)).`

const findFields = (packages: readonly (readonly ApiEntry[])[], type: string): readonly ApiField[] => {
  const found = packages.flat().flatMap(({ specifier, exports }) =>
    // Where it is declared: what other packages export was built some time ago.
    exports.filter(({ name, home }) => name === type && home === specifier.split('/')[1]),
  )
  return found[0]?.fields ?? []
}

/** What is said to be used where nothing is given. */
const readDefault = ({ docs }: ApiField): string => {
  const said = /\bDefault(?: for [^:]+)?:? (.+?)(?:[.:](?=\s|$)|;|, and (?=no |it |the )|$)/s.exec(docs.text)?.[1]
  if (said !== undefined) return said.replace(/ \(.*\)$/, '')
  const required = /\bRequired([^.(]*)/.exec(docs.text)?.[1]
  if (required !== undefined) return `required${required}`.trim()
  return /\b(?:ignored|no behaviour|Refused with)\b/.test(docs.text) ? 'no effect' : ''
}

const toType = ({ code }: ApiField): string =>
  code
    .replaceAll(/\s+/g, ' ')
    .replace(/^(?:readonly )?\w+\??: /, '')
    .replaceAll(/ \| (?:null|undefined)\b(?=$| \|)/g, '')

interface Option {
  readonly name: string
  readonly field: ApiField
  readonly variable: string
  readonly notes: readonly string[]
}

const toShared = (field: ApiField, variables: ReadonlyMap<string, string>): Option => {
  const { name } = field
  const variable = variables.get(name)
  const isPublic = variable !== undefined && isPublicInNext(name, variable)
  const shown = isPublic ? `\`${variable}\`; in Next.js \`NEXT_PUBLIC_${variable}\`` : `\`${variable}\``
  const codes = readRefusals(name).map((code) => `\`${code}\``)
  return {
    name,
    field,
    variable: variable === undefined ? '' : shown,
    notes: [PLATFORMS[name] ?? '', codes.length === 0 ? '' : `Refused with: ${codes.join(', ')}.`],
  }
}

const toOwn = (field: ApiField, prefix: string): Option => ({
  name: prefix + field.name,
  field,
  variable: ADAPTER_VARIABLES[prefix + field.name] ?? '',
  notes: [],
})

const toSection = ({ name, field, variable, notes }: Option): readonly string[] => [
  `### ${name}`,
  `Type: \`${toType(field)}\``,
  linkText(UP, [field.docs.text, ...field.docs.see.map((see) => `See ${see}.`)].join(' '), () => null),
  ...(variable === '' ? [] : [`Variable: ${variable}.`]),
  ...notes.filter((note) => note !== '').map((note) => linkText(UP, note, () => null)),
]

const toTable = (options: readonly Option[]): string => {
  const rows = options.map(({ name, field, variable }) => {
    const anchor = name.toLowerCase().replaceAll('.', '')
    return `| [\`${name}\`](#${anchor}) | ${readDefault(field).replaceAll('|', '\\|')} | ${variable.split(';')[0] ?? ''} |`
  })
  return ['| Option | Default | Variable |', '| --- | --- | --- |', ...rows].join('\n')
}

/** @param packages What `readApi` gives for each package. */
export const toOptionsPage = (packages: readonly (readonly ApiEntry[])[]): string => {
  const variables = readVariables()
  const shared = findFields(packages, 'AuthOptions').map((field) => toShared(field, variables))
  const names = new Set(shared.map(({ name }) => name))
  const proxy = findFields(packages, 'AdapterOptions').map((field) => toOwn(field, ''))
  const next = findFields(packages, 'ClerkMiddlewareOptions')
    .filter(({ name }) => !names.has(name) && !proxy.some((option) => option.name === name))
    .map((field) => toOwn(field, ''))
  const parts = PARTS.map(
    ([title, type, prefix]) => [title, findFields(packages, type).map((field) => toOwn(field, prefix))] as const,
  )
  return [
    '---\ntitle: Options\ndescription: Every option of every adapter, with its type, its default, its bounds, its environment variable, and which value wins.',
    'questions:\n  - list of options of clerkMiddleware\n  - environment variables\n  - CLERK_SECRET_KEY\n  - default of clockSkewInMs\n  - which value wins, option or environment\noutline: [2, 3]\n---',
  ]
    .join('\n')
    .concat(`\n\n# Options\n\n${INTRO}\n\n`)
    .concat(
      [
        '## All of them',
        toTable([...shared, ...proxy, ...next, ...parts.flatMap(([, options]) => options)]),
        '## Options of every package',
        ...shared.flatMap(toSection),
        '## Options of the adapters',
        ...proxy.flatMap(toSection),
        '## Options of Next.js alone',
        'Here `isSatellite`, `domain` and `proxyUrl` may be functions of the URL, too.',
        ...next.flatMap(toSection),
        ...parts.flatMap(([title, options]) => [`## Inside of ${title}`, ...options.flatMap(toSection)]),
      ].join('\n\n'),
    )
    .concat('\n')
}
