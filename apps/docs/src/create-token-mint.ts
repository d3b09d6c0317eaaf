/** An instance of its own, for pages that are printed from decisions: a key pair, options, and cookies of people. Waits for the key pair. */
import type { AuthOptions } from '@postern/core'

export interface TokenMint {
  /** When it was made; its tokens live a minute. Milliseconds since the Unix epoch. */
  readonly nowMs: number
  readonly options: AuthOptions
  /** Cookies of a browser that is signed in as a member of an organization. */
  readonly cookies: (claims: Readonly<Record<string, unknown>>) => Promise<string>
}

const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash: 'SHA-256',
}
const toPart = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Makes one. Nothing of it ends up in a page. */
export const createTokenMint = async (): Promise<TokenMint> => {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const nowMs = Date.now()
  const nowSec = Math.floor(nowMs / 1000)
  return {
    nowMs,
    options: {
      publishableKey: `pk_live_${btoa('clerk.example.com$')}`,
      secretKey: 'sk_live_x',
      jwtKey: JSON.stringify({ kty, n, e }),
    },
    cookies: async (claims) => {
      const payload = {
        iss: 'https://clerk.example.com',
        azp: 'https://app.example.com',
        sub: 'user_1',
        sid: 'sess_1',
        iat: nowSec - 10,
        nbf: nowSec - 20,
        exp: nowSec + 60,
        org_id: 'org_1',
        org_role: 'org:member',
        ...claims,
      }
      const signed = `${toPart({ alg: 'RS256', typ: 'JWT', kid: 'ins_1' })}.${toPart(payload)}`
      const signature = await crypto.subtle.sign(ALGORITHM.name, pair.privateKey, Buffer.from(signed))
      return `__session=${signed}.${Buffer.from(signature).toString('base64url')}; __client_uat=${nowSec - 100}`
    },
  }
}
