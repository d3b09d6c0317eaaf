/**
 * Can somebody else's application get a token, and does it open what tokens open? A walk whose browser is signed in → steps. Waits for the
 * network.
 *
 * The client is one of the emulator's own seed. It lets people come back to `/callback` of the Next app, which has to be public: whoever
 * comes there has no token yet.
 */
import type { Visit } from './create-browser.ts'
import { parseForms } from './html-forms.ts'
import { at, expectPage, type Step, type Walk } from './walk.ts'

const CLIENT = { id: 'client_demo', secret: 'demo-client-secret' }

/** Where a person begins who wants to try it. */
export const toAuthorizeUrl = ({ app, provider }: Pick<Walk, 'app' | 'provider'>, state: string | null = null): URL => {
  const url = at(provider, '/oauth/authorize')
  url.searchParams.set('client_id', CLIENT.id)
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('redirect_uri', at(app, '/callback').href)
  if (state !== null) url.searchParams.set('state', state)
  return url
}

/** Consents as the person who is signed in at the provider. */
const consent = async ({ browser }: Walk, { last, body }: Visit): Promise<Visit | null> => {
  const form = parseForms(body, last.url).find(({ buttons }) => buttons.some(({ value }) => value === 'allow'))
  const button = form?.buttons.find(({ value }) => value === 'allow')
  if (form === undefined || button === undefined) return null
  const fields = { ...form.fields, [button.name ?? '']: button.value }
  return browser.visit(form.action.href, { form: fields, from: last.url.href })
}

const redeem = async ({ app, provider, fetch }: Walk, code: string): Promise<string> => {
  const response = await fetch(at(provider, '/oauth/token'), {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${CLIENT.id}:${CLIENT.secret}`)}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: at(app, '/callback').href }),
  })
  const body: unknown = await response.json()
  const token = typeof body === 'object' && body !== null && 'access_token' in body ? body.access_token : null
  return typeof token === 'string' ? token : ''
}

const askOAuth = async ({ app, fetch, say }: Walk, token: string | null, status: number): Promise<string | null> => {
  const headers = { accept: 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
  const response = await fetch(at(app, '/oauth'), { headers, redirect: 'manual' })
  await response.body?.cancel()
  say(`    GET ${at(app, '/oauth').href}${token === null ? '' : ' with an OAuth token'} → ${response.status}`)
  return response.status === status ? null : `expected ${status}, got ${response.status}`
}

/** From the consent page over `/callback` to the answer of `/oauth`. */
export const oauthSteps = (walk: Walk): readonly Step[] => {
  const { app, browser } = walk
  const state = 'state-of-the-demo'
  let code = ''
  return [
    ['/oauth is closed without a token', () => askOAuth(walk, null, 401)],
    [
      'somebody else’s application asks for consent, and /callback shows what came of it',
      async () => {
        const back = await consent(walk, await browser.visit(toAuthorizeUrl(walk, state).href))
        if (back === null) return 'the provider shows no form to consent'
        code = back.last.url.searchParams.get('code') ?? ''
        return expectPage(back, at(app, '/callback'), 200, state)
      },
    ],
    ['the code becomes a token that opens /oauth', async () => askOAuth(walk, await redeem(walk, code), 200)],
  ]
}
