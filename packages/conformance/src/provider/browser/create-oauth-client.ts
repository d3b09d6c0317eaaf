/** A single-page application of somebody else: asks for consent, redeems the code with its PKCE verifier, calls the API with the token. */

export interface OAuthClientOptions {
  /** Origin of the authorization server. */
  readonly issuer: string
  /** What the token is for. */
  readonly apiUrl: string
  readonly clientId: string
}

const PAGE = `<!doctype html><html lang="en"><title>Client</title><h1>Client</h1>
<button id="connect">Connect</button><pre id="result"></pre><script type="module">
const { issuer, apiUrl, clientId } = OPTIONS
const redirectUri = location.origin + '/callback'
const toText = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const random = () => toText(crypto.getRandomValues(new Uint8Array(32)))
const show = (value) => { document.querySelector('#result').textContent = JSON.stringify(value) }
document.querySelector('#connect').addEventListener('click', async () => {
  const server = await (await fetch(issuer + '/.well-known/oauth-authorization-server')).json()
  const verifier = random(), state = random()
  sessionStorage.setItem('asked', JSON.stringify({ verifier, state, server }))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const url = new URL(server.authorization_endpoint)
  url.search = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, response_type: 'code', state,
    scope: 'openid profile email', code_challenge: toText(new Uint8Array(digest)), code_challenge_method: 'S256' })
  location.assign(url)
})
const params = new URLSearchParams(location.search)
if (params.has('error')) show({ error: params.get('error') })
if (params.has('code')) {
  const { verifier, state, server } = JSON.parse(sessionStorage.getItem('asked'))
  if (params.get('state') !== state || params.get('iss') !== server.issuer) show({ error: 'not ours' })
  else {
    const body = new URLSearchParams({ grant_type: 'authorization_code', code: params.get('code'), redirect_uri: redirectUri,
      client_id: clientId, code_verifier: verifier })
    const answer = await (await fetch(server.token_endpoint, { method: 'POST', body })).json()
    const headers = { authorization: 'Bearer ' + answer.access_token }
    const [person, profile] = await Promise.all([fetch(server.userinfo_endpoint, { headers }), fetch(apiUrl, { headers })])
    show({ type: answer.token_type, scope: answer.scope, person: await person.json(), profile: await profile.json() })
  }
}
</script></html>`

export function createOAuthClient(options: OAuthClientOptions): (request: Request) => Promise<Response> {
  const page = PAGE.replace('OPTIONS', () => JSON.stringify(options))
  return async () => new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
