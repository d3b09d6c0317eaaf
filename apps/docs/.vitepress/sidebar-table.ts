/** The order of the site: sections, their groups and their pages. A test holds that each page stands here once. */

/** Pages that are shown below one heading. */
export interface PageGroup {
  /** Null where the pages stand below the name of the section. */
  readonly name: string | null
  /** Paths of Markdown files in `apps/docs`, without `.md`. */
  readonly pages: readonly string[]
}

/** One entry of the navigation, and the sidebar that is shown with its pages. */
export interface Section {
  readonly name: string
  readonly groups: readonly PageGroup[]
}

const group = (name: string | null, ...pages: readonly string[]): PageGroup => ({ name, pages })

/** Pages that `src/reference` writes, one for each entry. */
const apiPages = [
  'index',
  'next',
  'next-check',
  'hono',
  'fetch',
  'core',
  'core-backend-client',
  'core-csp',
  'core-frontend-api-proxy',
  'core-handover',
  'core-urlpattern',
  'core-wire',
  'store',
  'emulator',
  'emulator-vitest',
  'emulator-playwright',
  'emulator-database',
  'emulator-scripts',
].map((name) => `look-up/api/${name}`)

/** Of the stranger, not of the mechanism. */
export const sections: readonly Section[] = [
  {
    name: 'Start',
    groups: [
      group(
        null,
        'start/index',
        'start/next',
        'start/hono-workers',
        'start/deno',
        'start/bun',
        'start/node',
        'start/express',
      ),
    ],
  },
  {
    name: 'Do',
    groups: [
      group(
        'Protect',
        'do/protect-pages',
        'do/protect-apis',
        'do/server-actions',
        'do/roles-permissions-plans',
        'do/machine-tokens',
        'do/why-was-it-refused',
        'do/ask-from-a-terminal',
      ),
      group(
        'People',
        'do/show-the-user',
        'do/sign-in-and-sign-up',
        'do/sign-out-and-profile',
        'do/switch-organization',
        'do/require-an-organization',
        'do/organizations-by-url',
        'do/manage-users',
        'do/session-claims',
        'do/reverification',
      ),
      group('Next.js', 'do/cache-components', 'do/csp', 'do/next-intl', 'do/pages-router'),
      group('Connect', 'do/websockets', 'do/webhooks', 'do/several-tenants', 'do/satellites'),
      group('Test', 'do/test-with-vitest', 'jest', 'do/test-with-playwright'),
      group(
        'Operate',
        'do/behind-a-proxy',
        'do/containers',
        'do/previews',
        'do/deploy-vercel',
        'do/deploy-cloudflare',
        'do/deploy-netlify',
        'do/deploy-docker',
        'do/production-checklist',
      ),
    ],
  },
  {
    name: 'Understand',
    groups: [
      group(
        null,
        'understand/the-walk',
        'understand/the-handshake',
        'understand/hand-over-and-seal',
        'understand/two-layers',
        'understand/when-the-provider-is-away',
        'understand/many-processes',
        'understand/trust',
      ),
    ],
  },
  {
    name: 'Look up',
    groups: [
      group('Answers', 'errors', 'answers', 'handshake', 'behind-a-proxy'),
      group('Use', 'look-up/options', 'api', 'look-up/changelog'),
      group(
        'Packages',
        'look-up/packages/next',
        'look-up/packages/hono',
        'look-up/packages/fetch',
        'look-up/packages/core',
        'look-up/packages/store',
        'look-up/packages/emulator',
      ),
      group('API', ...apiPages),
      group('Emulator', 'emulator', 'emulated'),
      group('Run', 'runtimes', 'stores', 'scale', 'performance', 'figures'),
      group('Inside', 'protocol', 'rulings', 'threats', 'decisions/README'),
    ],
  },
  { name: 'Come from', groups: [group(null, 'migrate-from-clerk', 'come-from/others')] },
]
