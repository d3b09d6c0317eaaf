/** Who comes to the contract's application, as request headers. Minted by an emulator that answers on a port. */
import { createEmulator, type Emulator } from '@postern/emulator'

/** Origin of the application in every request of the contract. */
export const APP_ORIGIN = 'http://localhost:3000'

export type Visitor = keyof typeof VISITORS
export type HeaderMap = Readonly<Record<string, string>>

const cookie = async (session: Promise<{ readonly cookieHeader: string }>): Promise<HeaderMap> => ({
  cookie: (await session).cookieHeader,
})
const bearer = async (minted: Promise<{ readonly bearer: string }>): Promise<HeaderMap> => ({
  authorization: (await minted).bearer,
})

/** One row per kind of visitor. */
export const VISITORS = {
  stranger: async () => ({}),
  'returning stranger': async () => ({ cookie: '__clerk_redirect_count=1' }),
  visitor: ({ mint }: Emulator) => cookie(mint.visitor()),
  member: ({ mint }: Emulator) => cookie(mint.session({ user: 'grace', org: 'acme' })),
  admin: ({ mint }: Emulator) => cookie(mint.session({ user: 'ada', org: 'acme' })),
  'admin elsewhere': ({ mint }: Emulator) => cookie(mint.session({ user: 'ada', org: 'globex' })),
  pending: ({ mint }: Emulator) => cookie(mint.session({ user: 'edsger' })),
  expired: ({ mint }: Emulator) => cookie(mint.session({ user: 'grace', expiresInSec: -30 })),
  'expired, no refresh': ({ mint }: Emulator) =>
    cookie(mint.session({ user: 'grace', expiresInSec: -30, hasRefreshToken: false })),
  forged: ({ mint }: Emulator) => cookie(mint.session({ user: 'ada', isForeign: true })),
  'session bearer': ({ mint }: Emulator) => bearer(mint.session({ user: 'ada' })),
  'api key': ({ mint }: Emulator) => bearer(mint.apiKey({ subject: 'ada' })),
  'expired api key': ({ mint }: Emulator) => bearer(mint.apiKey({ subject: 'ada', expiresInSec: -1 })),
  'junk api key': async () => ({
    authorization: 'Bearer ak_nobodyknowsthiskey0000000000',
  }),
  'm2m token': ({ mint }: Emulator) => bearer(mint.m2mToken()),
  'm2m jwt': ({ mint }: Emulator) => bearer(mint.m2mToken({ format: 'jwt' })),
  'oauth token': ({ mint }: Emulator) => bearer(mint.oauthToken({ user: 'ada' })),
  'oauth jwt': ({ mint }: Emulator) => bearer(mint.oauthToken({ user: 'ada', format: 'jwt' })),
} as const satisfies Readonly<Record<string, (emulator: Emulator) => Promise<HeaderMap>>>

/** How the browser or program asks. */
export const WAYS = {
  page: { accept: 'text/html,application/xhtml+xml', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' },
  script: { accept: '*/*', 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' },
  program: { accept: '*/*' },
  'server action': { accept: 'text/x-component', 'next-action': 'a1', 'next-url': '/dashboard' },
  prefetch: { accept: 'text/html', 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch' },
} as const satisfies Readonly<Record<string, HeaderMap>>
export type Way = keyof typeof WAYS

/** An emulator on a port, so that adapters reach it with the platform's own `fetch`. */
export async function startProvider(): Promise<Emulator> {
  const emulator = createEmulator({ appOrigin: APP_ORIGIN })
  await emulator.listen()
  return emulator
}
