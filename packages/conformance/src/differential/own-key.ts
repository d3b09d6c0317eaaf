/** A signing key of the test's own, for tokens that no emulator would mint. Does not wait. */
import { createSign, generateKeyPairSync } from 'node:crypto'
import { NOW_MS } from './provider.ts'

export interface OwnKey {
  /** PEM, for the option `jwtKey` of both sides. */
  readonly jwtKey: string
  /** As a key endpoint answers it, `kid` included. */
  readonly jwk: Readonly<Record<string, unknown>>
  readonly sign: (header: object, payload: object) => string
}

const NOW_SEC = NOW_MS / 1000
const KID = 'ins_own'

/** A header as the provider writes it for sessions. */
export const SESSION_HEADER = { alg: 'RS256', typ: 'JWT', kid: KID, cat: 'cl_B7d4PD111AAA' } as const

/** Claims that hold at the moment at which every case happens. */
export const SOUND_CLAIMS = {
  iss: 'https://clerk.app.test',
  sub: 'user_ada',
  sid: 'sess_ada',
  azp: 'https://www.app.test',
  iat: NOW_SEC - 5,
  nbf: NOW_SEC - 15,
  exp: NOW_SEC + 55,
} as const

export function createOwnKey(): OwnKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const toPart = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    jwtKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwk: { ...publicKey.export({ format: 'jwk' }), kid: KID, alg: 'RS256', use: 'sig' },
    sign(header, payload) {
      const signed = `${toPart(header)}.${toPart(payload)}`
      return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`
    },
  }
}
