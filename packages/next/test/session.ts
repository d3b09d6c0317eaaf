/** Keys and session tokens for the tests of this package. Made with Web Crypto, so that they share no mistake with the verifier. */

/** 2026-11-23 12:00:00 UTC. */
export const NOW_MS = 1_795_435_200_000
export const PUBLISHABLE_KEY: string = `pk_test_${btoa('clerk.example.com$')}`
export const SECRET_KEY = 'sk_test_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'

const encoder = new TextEncoder()
const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
const toPart = (value: object): string => toBase64Url(encoder.encode(JSON.stringify(value)))

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash: 'SHA-256',
}
const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

const toPublicKeyText = async (key: CryptoKey): Promise<string> =>
  btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.exportKey('spki', key))))

/** The public key, as `CLERK_JWT_KEY`. */
export const JWT_KEY: string = await toPublicKeyText(pair.publicKey)
/** The same as the Backend API gives it. */
export const JWKS: { readonly keys: readonly object[] } = {
  keys: [{ ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: 'ins_1', use: 'sig', alg: 'RS256' }],
}
/** The public key of another instance. */
export const OTHER_JWT_KEY: string = await toPublicKeyText(
  (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])).publicKey,
)

/** A session token that runs out 60 s from `NOW_MS`. */
export async function mintSession(claims: object = {}): Promise<string> {
  const nowSec = NOW_MS / 1000
  const payload = {
    iss: 'https://clerk.example.com',
    sub: 'user_1',
    sid: 'sess_1',
    iat: nowSec - 10,
    nbf: nowSec - 20,
    exp: nowSec + 60,
    ...claims,
  }
  const signed = `${toPart({ alg: 'RS256', typ: 'JWT', kid: 'ins_1' })}.${toPart(payload)}`
  const signature = await crypto.subtle.sign(algorithm.name, pair.privateKey, encoder.encode(signed))
  return `${signed}.${toBase64Url(new Uint8Array(signature))}`
}

/** Cookies of a development browser that is signed in. */
export async function mintCookies(claims: object = {}): Promise<string> {
  return `__session=${await mintSession(claims)}; __client_uat=${NOW_MS / 1000 - 100}; __clerk_db_jwt=dvb_1`
}
