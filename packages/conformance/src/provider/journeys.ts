/** What people do, once, for every stack. Each journey says what it must pass; the tests compare the whole way. */
import type { Site, SiteOptions } from './site.ts'
import { showWalk } from './show-walk.ts'

export interface Journey {
  readonly name: string
  readonly site?: SiteOptions
  /** @returns The whole way, without anything secret or random. */
  readonly run: (site: Site) => Promise<readonly string[]>
  /** Texts that the way must hold, in this order. */
  readonly passes: readonly string[]
}

/** Life of a session token, and the clock skew that is forgiven. */
const LIFE_MS = 66_000
const FORMS = ['token', 'nonce'] as const

const signInAndOut = async (site: Site): Promise<readonly string[]> => [
  ...showWalk(await site.visit('/')),
  ...showWalk(await site.visit('/dashboard')),
  ...showWalk(await site.signIn('user_ada')),
  ...showWalk(await site.visit('/dashboard')),
  ...showWalk(await site.submit('/sign-out', { redirect_url: `${site.origin}/` })),
  ...showWalk(await site.visit('/dashboard')),
]

const expire = async (site: Site, isRefreshable: boolean): Promise<readonly string[]> => {
  await site.visit('/')
  await site.signIn('user_grace')
  if (!isRefreshable) site.browser.jar.remove('__refresh')
  site.advance(LIFE_MS)
  return showWalk(await site.visit('/dashboard'))
}

/** Two visits of the satellite's page that needs a session: the first learns, the second knows. */
const visitSatellite = async (site: Site): Promise<readonly string[]> => [
  ...showWalk(await site.visit(`${site.satellite}/dashboard`)),
  ...showWalk(await site.visit(`${site.satellite}/dashboard`)),
]

/** Nobody is asked about before the person comes back from signing in, or from a link that says so. */
const returnToSatellite = async (site: Site): Promise<readonly string[]> => {
  const back = `${site.satellite}/dashboard?__clerk_synced=false`
  await site.visit('/')
  return [
    ...showWalk(await site.visit(`${site.satellite}/`)),
    ...showWalk(await site.submit('/sign-in', { user: 'user_ada', redirect_url: back })),
    ...showWalk(await site.visit(`${site.satellite}/dashboard`)),
  ]
}

const satelliteJourneys: readonly Journey[] = [false, true].flatMap((isProduction): readonly Journey[] => {
  const kind = isProduction ? 'production' : 'development'
  return [
    {
      name: `${kind}: a satellite learns on the first visit who is signed in`,
      site: { isProduction, satellite: { isAutoSync: true } },
      run: async (site) => {
        await site.visit('/')
        await site.signIn('user_ada')
        return visitSatellite(site)
      },
      passes: ['satellite-needs-syncing', '"userId":"user_ada"', '/dashboard 200'],
    },
    {
      name: `${kind}: a satellite learns on the first visit that nobody is signed in`,
      site: { isProduction, satellite: { isAutoSync: true } },
      run: async (site) => showWalk(await site.visit(`${site.satellite}/`)),
      passes: ['satellite-needs-syncing', '"userId":null'],
    },
    {
      name: `${kind}: a satellite that waits learns who is signed in when the person comes back`,
      site: { isProduction, satellite: { isAutoSync: false } },
      run: returnToSatellite,
      passes: [
        '/ 200 session-token-and-uat-missing',
        'satellite-needs-syncing',
        '"userId":"user_ada"',
        '/dashboard 200',
      ],
    },
  ]
})

export const journeys: readonly Journey[] = [
  ...FORMS.map((handshakeForm): Journey => ({
    name: `development: first visit, sign-in, sign-out, handshakes by ${handshakeForm}`,
    site: { emulator: { handshakeForm } },
    run: signInAndOut,
    passes: [
      'dev-browser-missing',
      'session-token-missing',
      'dev-browser-sync',
      '"userId":"user_ada"',
      '"userId":null',
    ],
  })),
  ...FORMS.map((handshakeForm): Journey => ({
    name: `production: first visit, sign-in, sign-out, handshakes by ${handshakeForm}`,
    site: { isProduction: true, emulator: { handshakeForm } },
    run: signInAndOut,
    passes: [
      'session-token-and-uat-missing',
      'client-uat-but-no-session-token',
      '"userId":"user_ada"',
      '"userId":null',
    ],
  })),
  ...[false, true].flatMap((isProduction) => [
    {
      name: `${isProduction ? 'production' : 'development'}: a session expires and is renewed without a trip`,
      site: { isProduction },
      run: (site: Site) => expire(site, true),
      passes: ['/dashboard 200', '"userId":"user_grace"'],
    },
    {
      name: `${isProduction ? 'production' : 'development'}: a session expires without a refresh cookie`,
      site: { isProduction },
      run: (site: Site) => expire(site, false),
      passes: ['refresh-non-eligible-no-refresh-cookie', '"userId":"user_grace"'],
    },
  ]),
  {
    name: 'a session that was revoked ends at its next renewal',
    run: async (site) => {
      await site.visit('/')
      await site.signIn('user_grace')
      for (const { id } of site.emulator.control.sessions()) site.emulator.control.revokeSession(id)
      const before = showWalk(await site.visit('/dashboard'))
      site.advance(LIFE_MS)
      return [...before, ...showWalk(await site.visit('/dashboard'))]
    },
    passes: ['/dashboard 200', 'session-token-expired-refresh-'],
  },
  {
    name: 'the organization follows the URL',
    site: {
      app: { organizationSyncOptions: { organizationPatterns: ['/orgs/:slug'], personalAccountPatterns: ['/me'] } },
    },
    run: async (site) => {
      await site.visit('/')
      await site.signIn('user_ada')
      const walks = [await site.visit('/orgs/globex'), await site.visit('/orgs/globex'), await site.visit('/me')]
      return [...walks, await site.visit('/orgs/nobody')].flatMap(showWalk)
    },
    passes: ['active-organization-mismatch', '"orgSlug":"globex"', 'active-organization-mismatch'],
  },
  {
    name: 'the organization is switched on the provider’s page',
    run: async (site) => {
      await site.visit('/')
      await site.signIn('user_ada')
      const fields = { organization_id: 'org_globex', redirect_url: `${site.origin}/dashboard` }
      return showWalk(await site.submit('/org-switch', fields))
    },
    passes: ['dev-browser-sync', '"orgSlug":"globex","orgRole":"org:member"'],
  },
  {
    name: 'a pending session counts once its task is done',
    run: async (site) => {
      await site.visit('/')
      const pending = showWalk(await site.signIn('user_edsger'))
      const done = await site.submit('/sign-in/tasks', {
        organization_id: 'org_globex',
        redirect_url: `${site.origin}/dashboard`,
      })
      return [...pending, ...showWalk(done)]
    },
    passes: ['/sign-in/tasks', '"orgSlug":"globex"'],
  },
  ...satelliteJourneys,
]
