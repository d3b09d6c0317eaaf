/** A tiny identity provider for the tests of the adapters: one key, session tokens, opaque machine tokens, and a count of the calls. */
import type { AdapterOptions } from '../src/adapter-options.ts'
import type { Ports } from '@postern/core'

/** Midnight of 2026-01-01 UTC, when all tests take place. */
export const NOW_SEC = 1_767_225_600
export const APP = 'https://app.example.com'

/** A production instance: without a development browser no request is sent on a handshake, unless its cookies contradict each other. */
const HOST = 'clerk.example.com'
export const PUBLISHABLE_KEY: string = `pk_live_${btoa(`${HOST}$`)}`
export const SECRET_KEY = 'sk_live_fixture'

export interface Provider {
  readonly options: AdapterOptions
  readonly ports: Pick<Ports, 'fetch' | 'clock' | 'log'>
  /** Requests that reached the provider. */
  readonly calls: readonly Request[]
  /** A session token. */
  readonly mint: (claims?: Readonly<Record<string, unknown>>) => Promise<string>
}

/** Names the one key. */
const KID = 'ins_fixture'

/** A valid API key, and one that was never given out. */
export const API_KEY = 'ak_0123456789abcdef0123456789abcdef'
export const UNKNOWN_API_KEY = 'ak_ffffffffffffffffffffffffffffffff'

export async function createProvider(): Promise<Provider> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const pair = await crypto.subtle.generateKey(
    { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ['sign', 'verify'],
  )
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const calls: Request[] = []
  return {
    options: {
      publishableKey: PUBLISHABLE_KEY,
      secretKey: SECRET_KEY,
      jwtKey: JSON.stringify(jwk),
      authorizedParties: [APP],
      signInUrl: `${APP}/sign-in`,
    },
    ports: {
      fetch: async (input, init) => {
        const request = new Request(input, init)
        calls.push(request)
        return answer(request, jwk)
      },
      clock: { nowMs: () => NOW_SEC * 1000 },
      log: () => {},
    },
    calls,
    async mint(claims = {}) {
      const header = encode({ alg: 'RS256', typ: 'JWT', kid: KID })
      const payload = encode({
        iss: `https://${HOST}`,
        azp: APP,
        sub: 'user_ada',
        sid: 'sess_ada',
        iat: NOW_SEC - 10,
        nbf: NOW_SEC - 20,
        exp: NOW_SEC + 50,
        v: 2,
        sts: 'active',
        ...claims,
      })
      const signed = new TextEncoder().encode(`${header}.${payload}`)
      const signature = await crypto.subtle.sign(algorithm, pair.privateKey, signed)
      return `${header}.${payload}.${toBase64Url(new Uint8Array(signature))}`
    },
  }
}

/** An organization in which the person is an admin with one permission. */
export const ADMIN_CLAIMS = {
  fea: 'o:admin',
  o: { id: 'org_acme', slg: 'acme', rol: 'admin', per: 'example1', fpm: '1' },
} as const

async function answer(request: Request, jwk: JsonWebKey): Promise<Response> {
  if (new URL(request.url).pathname.endsWith('/jwks')) return Response.json({ keys: [{ ...jwk, kid: KID }] })
  if (!new URL(request.url).pathname.endsWith('/verify')) return new Response(null, { status: 501 })
  const { secret } = (await request.clone().json()) as { readonly secret?: string }
  if (secret !== API_KEY) return Response.json({ errors: [{ code: 'token-invalid' }] }, { status: 404 })
  return Response.json({
    object: 'api_key',
    id: 'ak_1',
    name: 'CI',
    subject: 'user_ada',
    scopes: ['read'],
    claims: null,
    revoked: false,
    expired: false,
    expiration: null,
    created_at: NOW_SEC * 1000,
    updated_at: NOW_SEC * 1000,
  })
}

/** Cookies of a signed-in browser. */
export function toCookies(token: string): string {
  return `__session=${token}; __client_uat=${NOW_SEC - 60}`
}

function encode(value: unknown): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(value)))
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
