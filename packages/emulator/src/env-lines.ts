/** The lines that an application's `.env` file needs, by what the application is made of. */

/** What the lines are made of. */
export interface EnvFacts {
  /** As `emulator.publishableKey`. */
  readonly publishableKey: string
  /** As `emulator.secretKey`. */
  readonly secretKey: string
  /** Origin of the emulator. As `emulator.url`. */
  readonly url: string
  /** What signs the messages of the only webhook endpoint. Default null: there is none, or there are several. */
  readonly webhookSecret?: string | null
}

/** What an application is made of. */
export type EnvFramework = 'next-postern' | 'next-vendor' | 'next-proxy' | 'react' | 'server'

/** The lines for one kind of application. */
export interface EnvBlock {
  /** Which kind. */
  readonly framework: EnvFramework
  /** The kind, for people. */
  readonly title: string
  /** For the `.env` file: `NAME=value`, or a comment that begins with `#`. */
  readonly lines: readonly string[]
  /** Lines for the code of the application, where it reads less from its environment than it needs. Empty where it reads everything. */
  readonly code: readonly string[]
}

/** Where the path of each script begins, and which version the lines ask for. Any other version answers too. */
const CLERK_JS_PATH = '/npm/@clerk/clerk-js@6/dist/clerk.browser.js'
const CLERK_UI_PATH = '/npm/@clerk/ui@1/dist/ui.browser.js'

/** Without these, nothing else means anything. */
const KEYS = ['PUBLISHABLE_KEY', 'SECRET_KEY'] as const
const PAGES = ['SIGN_IN_URL', 'SIGN_UP_URL'] as const
const SCRIPTS = ['PROXY_URL', 'JS_URL', 'UI_URL'] as const
type Name =
  | (typeof KEYS)[number]
  | (typeof PAGES)[number]
  | (typeof SCRIPTS)[number]
  | 'API_URL'
  | 'FAPI_URL'
  | 'TELEMETRY_DISABLED'

/** What only servers read has one name everywhere. */
const SERVER_NAMES: readonly Name[] = ['SECRET_KEY', 'API_URL', 'FAPI_URL']

const NEXT = 'NEXT_PUBLIC_'
const VITE = 'VITE_'

/** The lines for every kind of application. */
export function toEnvBlocks(facts: EnvFacts): readonly EnvBlock[] {
  const values = toValues(facts)
  const write = (prefix: string, ...names: readonly Name[]): readonly string[] =>
    names.map((name) => `${toVariable(prefix, name)}=${values[name]}`)
  const pages = ['# Not with sign-in pages of its own:', ...write(NEXT, ...PAGES)]
  return [
    { framework: 'next-postern', title: 'Next.js with Postern alone', lines: write(NEXT, ...KEYS), code: [] },
    {
      framework: 'next-vendor',
      title: "Next.js with the vendor's packages, also behind Postern's middleware",
      lines: [...write(NEXT, ...KEYS, 'API_URL', ...SCRIPTS, 'TELEMETRY_DISABLED'), ...pages],
      code: [],
    },
    {
      framework: 'next-proxy',
      title: 'The same, through the middleware of the application',
      lines: [
        ...write(NEXT, ...KEYS, 'API_URL', 'FAPI_URL'),
        `${toVariable(NEXT, 'PROXY_URL')}=/__clerk`,
        ...write(NEXT, 'TELEMETRY_DISABLED'),
        ...pages,
      ],
      code: PROXY,
    },
    { framework: 'react', title: 'React with Vite', lines: write(VITE, 'PUBLISHABLE_KEY', ...SCRIPTS), code: REACT },
    {
      framework: 'server',
      title: 'Servers: Express, Fastify, Hono; with Postern the keys are enough',
      lines: write('', ...KEYS, 'API_URL', 'PROXY_URL', 'SIGN_IN_URL', 'TELEMETRY_DISABLED'),
      code: SERVER,
    },
  ]
}

/** Scripts have a dot in their name, which the usual matcher leaves out. */
const PROXY: readonly string[] = [
  'clerkMiddleware({ frontendApiProxy: { enabled: true } })',
  "matcher: ['/((?!_next|.*\\\\..*).*)', '/__clerk/(.*)']",
]
/** What `@clerk/react` takes as props only, two of them under names that its types do not show. */
const REACT: readonly string[] = [
  'const env = import.meta.env',
  'const scripts = {',
  '  __internal_clerkJSUrl: env.VITE_CLERK_JS_URL,',
  '  __internal_clerkUIUrl: env.VITE_CLERK_UI_URL,',
  '}',
  '<ClerkProvider proxyUrl={env.VITE_CLERK_PROXY_URL} telemetry={false} {...scripts}>',
]
/** What servers do not read from their environment. */
const SERVER: readonly string[] = [
  '// Express reads all of them. Fastify and Hono take some as options:',
  '// apiUrl, proxyUrl, signInUrl. @clerk/backend takes all of them so.',
]

/** Every variable of every kind of application, without its prefixes. */
function toValues({ publishableKey, secretKey, url }: EnvFacts): Readonly<Record<Name, string>> {
  const page = toPageUrl(url)
  return {
    PUBLISHABLE_KEY: publishableKey,
    SECRET_KEY: secretKey,
    API_URL: url,
    FAPI_URL: url,
    // Nothing leaves this machine.
    TELEMETRY_DISABLED: '1',
    PROXY_URL: page,
    JS_URL: page + CLERK_JS_PATH,
    UI_URL: page + CLERK_UI_PATH,
    SIGN_IN_URL: `${page}/sign-in`,
    SIGN_UP_URL: `${page}/sign-up`,
  }
}

function toVariable(prefix: string, name: Name): string {
  return `${SERVER_NAMES.includes(name) ? '' : prefix}CLERK_${name}`
}

/**
 * The origin as browsers have to call it. Applications run on `localhost`, and to a page there a numeric address is another site, whose
 * cookies do not travel.
 */
function toPageUrl(url: string): string {
  return url.replace(/^(https?:\/\/)(127\.0\.0\.1|\[::1\])(?=:|$)/, '$1localhost')
}

/** One variable, for a program that is started with it. */
export interface EnvVariable {
  /** Its whole name. */
  readonly name: string
  /** What it says. */
  readonly value: string
  /**
   * `key`: no other value works with this emulator. `page`: an application with sign-in pages of its own names those. `address`: where the
   * emulator answers, and that nothing else is called.
   */
  readonly kind: 'key' | 'address' | 'page'
}

/** All variables under all names, for a program of any kind. */
export function toEnvVariables(facts: EnvFacts): readonly EnvVariable[] {
  const { webhookSecret = null } = facts
  const values = Object.entries(toValues(facts)) as readonly (readonly [Name, string])[]
  const variables = values.flatMap(([name, value]) =>
    ['', NEXT, VITE].map((prefix) => ({ name: toVariable(prefix, name), value, kind: toKind(name) })),
  )
  const distinct = variables.filter(({ name }, index) => variables.findIndex((other) => other.name === name) === index)
  if (webhookSecret === null) return distinct
  return [...distinct, { name: 'CLERK_WEBHOOK_SIGNING_SECRET', value: webhookSecret, kind: 'key' }]
}

function toKind(name: Name): EnvVariable['kind'] {
  if (KEYS.some((key) => key === name)) return 'key'
  return PAGES.some((page) => page === name) ? 'page' : 'address'
}
