/** What programs do, once, for every stack: tokens in a header. */
import type { Journey } from './journeys.ts'
import { showAnswer } from './show-walk.ts'
import type { Site } from './site.ts'

export const programs: readonly Journey[] = [
  ...[1, 2].map((version): Journey => ({
    name: `session tokens with claims of version ${version} travel as bearer`,
    run: async (site) => {
      const { emulator } = site
      const claimsVersion = version === 1 ? 1 : 2
      const { bearer } = await emulator.mint.session({
        user: 'ada',
        org: 'acme',
        claimsVersion,
        fva: [3, -1],
        actor: 'user_grace',
      })
      const forged = await emulator.mint.session({ isForeign: true })
      const template = await emulator.mint.templateToken({ user: 'ada' })
      const all = [bearer, forged.bearer, `Bearer ${template}`]
      return Promise.all(all.map(async (authorization) => showAnswer(await site.call('/', { authorization }))))
    },
    passes: ['"orgRole":"org:admin"', '"canManage":true', '"userId":null', '"userId":null'],
  })),
  {
    name: 'API keys are verified; revoked, expired and unknown ones are refused',
    run: async (site) => {
      const { emulator } = site
      const key = await emulator.mint.apiKey({
        name: 'cli',
        subject: 'ada',
        scopes: ['read'],
        claims: { tier: 'gold' },
      })
      const revoked = await emulator.mint.apiKey()
      emulator.control.revokeApiKey(revoked.id)
      const all = [
        key.bearer,
        revoked.bearer,
        (await emulator.mint.apiKey({ expiresInSec: -1 })).bearer,
        'Bearer ak_nobody',
      ]
      return askEach(site, 'api_key', all)
    },
    passes: ['200', '"userId":"user_ada"', '"tier":"gold"', '401', '401', '401'],
  },
  {
    name: 'M2M tokens are verified in both forms; foreign and expired ones are refused',
    run: async (site) => {
      const { mint } = site.emulator
      const made = [
        await mint.m2mToken(),
        await mint.m2mToken({ format: 'jwt' }),
        await mint.m2mToken({ format: 'jwt', isForeign: true }),
        await mint.m2mToken({ expiresInSec: -30 }),
        await mint.m2mToken({ format: 'jwt', expiresInSec: -30 }),
      ]
      return askEach(
        site,
        'm2m_token',
        made.map(({ bearer }) => bearer),
      )
    },
    passes: ['200', 'mch_', '200', 'mch_', '401', '401', '401'],
  },
  {
    name: 'OAuth tokens are verified in both forms; foreign and expired ones are refused',
    run: async (site) => {
      const { mint } = site.emulator
      const made = [
        await mint.oauthToken({ user: 'ada', scopes: ['openid'] }),
        await mint.oauthToken({ user: 'ada', scopes: ['openid'], format: 'jwt' }),
        await mint.oauthToken({ format: 'jwt', isForeign: true }),
        await mint.oauthToken({ expiresInSec: -30 }),
      ]
      return askEach(
        site,
        'oauth_token',
        made.map(({ bearer }) => bearer),
      )
    },
    passes: ['200', '"userId":"user_ada"', '200', '"userId":"user_ada"', '401', '401'],
  },
  {
    name: 'a token of one type opens no route of another',
    run: async (site) => {
      const { emulator } = site
      const key = await emulator.mint.apiKey()
      const session = await emulator.mint.session()
      const wrong = [
        await site.call('/api/m2m_token', { authorization: key.bearer }),
        await site.call('/api/api_key', { authorization: session.bearer }),
      ]
      return Promise.all(wrong.map(showAnswer))
    },
    passes: ['401', '401'],
  },
]

async function askEach(site: Site, type: string, bearers: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    bearers.map(async (authorization) => showAnswer(await site.call(`/api/${type}`, { authorization }))),
  )
}
