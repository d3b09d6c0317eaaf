/** Bench. Keys, tokens and requests that every contestant gets alike. */

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
}
const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
const { n = '', e = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)

/** The public key as PEM, the form that both sides accept. */
export const publicKeyPem: string = toPem(await crypto.subtle.exportKey('spki', pair.publicKey))
/** The public key, imported once: what a raw verification costs is the floor. */
export const publicKey: CryptoKey = pair.publicKey
export const publicJwk = { kty: 'RSA', n, e, alg: 'RS256', use: 'sig', kid: 'ins_bench' } as const

const host = 'clerk.example.com'
export const publishableKey: string = `pk_live_${btoa(`${host}$`).replaceAll('=', '')}`
export const secretKey = 'sk_live_bench'
export const origin = 'https://app.example.com'
/** What both sides are set up with. With the public key nothing is fetched. */
export const keys = { publishableKey, secretKey, jwtKey: publicKeyPem, authorizedParties: [origin] }
export const suffix: string = await toSuffix(publishableKey)

const minted = new Map<number, Promise<string>>()

/**
 * A session token of production size, about 1 kB. @param serial Makes each token another; the same one twice is the same token, so that
 * contestants of a round get the same ones and signing them, which costs more than everything that is measured, happens once.
 */
export function mintToken(serial: number): Promise<string> {
  const known = minted.get(serial)
  if (known !== undefined) return known
  const token = signToken(serial)
  if (minted.size >= MAX_MINTED) minted.clear()
  minted.set(serial, token)
  return token
}

/** Tokens that are kept. More than a round needs. */
const MAX_MINTED = 4_096

function signToken(serial: number): Promise<string> {
  return signClaims(toClaims(serial))
}

/** What the token of a session says. @param serial Makes each session another. */
export function toClaims(serial: number): Readonly<Record<string, unknown>> {
  const nowSec = Math.floor(Date.now() / 1000)
  return {
    azp: origin,
    exp: nowSec + 3_600,
    fea: 'o:billing,o:impersonation,o:magic_links,o:posts,u:beta',
    fva: [3, -1],
    iat: nowSec - 5,
    iss: `https://${host}`,
    nbf: nowSec - 15,
    o: {
      id: 'org_2aBcDeFgHiJkLmNoPqRsTuVwXyZ',
      slg: 'acme',
      rol: 'admin',
      per: 'create,delete,manage,read',
      fpm: '12,12,9,14',
    },
    pla: 'u:pro,o:enterprise',
    sid: `sess_2aBcDeFgHiJkLmNoPqRs${serial.toString().padStart(8, '0')}`,
    sts: 'active',
    sub: 'user_2aBcDeFgHiJkLmNoPqRsTuVwXyZ',
    v: 2,
  }
}

/** What stands before the signature. */
export function toSigningInput(claims: object, kid: string = publicJwk.kid): string {
  const header = { alg: 'RS256', cat: 'cl_B7d4PD111AAA', kid, typ: 'JWT' }
  return `${toBase64Url(JSON.stringify(header))}.${toBase64Url(JSON.stringify(claims))}`
}

/** A token of these claims, with a signature that holds. */
export async function signClaims(claims: object): Promise<string> {
  const input = toSigningInput(claims)
  const signature = await crypto.subtle.sign(algorithm.name, pair.privateKey, new TextEncoder().encode(input))
  return `${input}.${toBase64Url(new Uint8Array(signature))}`
}

/** A page visit with realistic production cookies. */
export function toSignedInRequest(token: string): Request {
  const uat = Math.floor(Date.now() / 1000) - 3_000
  const cookie = [
    '_ga=GA1.1.1234567890.1700000000',
    'theme=dark',
    `__client_uat=${uat}`,
    `__client_uat_${suffix}=${uat}`,
    `__refresh_${suffix}=XyZ0123456789abcdef`,
    `__session=${token}`,
    `__session_${suffix}=${token}`,
    'locale=en-GB',
  ].join('; ')
  return new Request(`${origin}/dashboard/reports?tab=2`, {
    headers: { ...browser, cookie, referer: `${origin}/dashboard` },
  })
}

/** The same visitor without a session. */
export function toSignedOutRequest(): Request {
  return new Request(`${origin}/dashboard`, {
    headers: { ...browser, cookie: '_ga=GA1.1.1234567890.1700000000; theme=dark' },
  })
}

/** A client without its session token: it has to be sent on a handshake. */
export function toHandshakeRequest(): Request {
  return new Request(`${origin}/dashboard`, {
    headers: { ...browser, cookie: `__client_uat=1700000000; __client_uat_${suffix}=1700000000` },
  })
}

const browser = {
  accept: 'text/html,application/xhtml+xml',
  'accept-language': 'en-GB,en;q=0.9',
  host: 'app.example.com',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
}

function toBase64Url(data: string | Uint8Array): string {
  return Buffer.from(data).toString('base64url')
}

function toPem(spki: ArrayBuffer): string {
  const body =
    Buffer.from(spki)
      .toString('base64')
      .match(/.{1,64}/g)
      ?.join('\n') ?? ''
  return `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----`
}

async function toSuffix(key: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-1', new TextEncoder().encode(key)))).slice(0, 8)
}
