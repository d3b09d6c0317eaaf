/** Tokens, keys and requests that core takes for genuine, or for what a stranger invents. Waits for cryptography once, at the beginning. */

export interface TokenMint {
  /** The options that name the instance. */
  readonly keys: {
    readonly publishableKey: string
    readonly secretKey: string
    readonly authorizedParties: readonly string[]
  }
  /** The public key under a name. */
  toJwk(kid: string): object
  /** A request whose session token names this key. Its signature is good where the key is one of those that were named at the beginning. */
  toSessionRequest(kid: string): Request
  toApiKeyRequest(name: string): Request
  /** The name of the API key that a call to the provider asks about. */
  readApiKey(body: string): string
  /** What the provider says of a good API key. */
  toApiKeyFacts(name: string): object
}

const ORIGIN = 'https://app.example.com'
const HOST = 'clerk.example.com'
const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
}
/** Longer than any simulation: what is counted here is not that tokens expire. */
const TOKEN_LIFETIME_SEC = 86_400

/**
 * @param epochMs What the clocks show when the simulation begins.
 * @param kids Names of the provider's signing keys.
 */
export async function createTokenMint(epochMs: number, kids: readonly string[]): Promise<TokenMint> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const { n = '', e = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const issuedAtSec = Math.floor(epochMs / 1_000)
  const claims = {
    azp: ORIGIN,
    exp: issuedAtSec + TOKEN_LIFETIME_SEC,
    iat: issuedAtSec,
    iss: `https://${HOST}`,
    nbf: issuedAtSec,
    sid: 'sess_simulated',
    sts: 'active',
    sub: 'user_simulated',
    v: 2,
  }
  const payload = toBase64Url(JSON.stringify(claims))
  const toHead = (kid: string): string => toBase64Url(JSON.stringify({ alg: 'RS256', kid, typ: 'JWT' }))
  const requests = new Map<string, Request>()
  for (const kid of kids) {
    const input = `${toHead(kid)}.${payload}`
    const signature = await crypto.subtle.sign(ALGORITHM.name, pair.privateKey, new TextEncoder().encode(input))
    requests.set(kid, toRequest(`${input}.${Buffer.from(signature).toString('base64url')}`))
  }
  const invented = 'A'.repeat(342)
  return {
    keys: {
      publishableKey: `pk_live_${btoa(`${HOST}$`).replaceAll('=', '')}`,
      secretKey: 'sk_live_simulated',
      authorizedParties: [ORIGIN],
    },
    toJwk: (kid) => ({ kty: 'RSA', n, e, alg: 'RS256', use: 'sig', kid }),
    toSessionRequest: (kid) => requests.get(kid) ?? toRequest(`${toHead(kid)}.${payload}.${invented}`),
    toApiKeyRequest(name) {
      const known = requests.get(name)
      if (known !== undefined) return known
      const request = toRequest(`ak_${name}`)
      if (!name.startsWith('junk')) requests.set(name, request)
      return request
    },
    readApiKey: (body) => /"ak_(\w+)"/.exec(body)?.[1] ?? '',
    toApiKeyFacts: (name) => ({ object: 'api_key', id: `ak_id_${name}`, subject: 'user_simulated', scopes: [], name }),
  }
}

function toRequest(token: string): Request {
  return new Request(`${ORIGIN}/data`, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } })
}

function toBase64Url(text: string): string {
  return Buffer.from(text).toString('base64url')
}
