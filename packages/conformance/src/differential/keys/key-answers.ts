/** What the provider answers when it is asked for its keys, sound and odd. */
import { generateKeyPairSync } from 'node:crypto'
import type { ProviderAnswer } from '../machine/draw-machine.ts'
import type { OwnKey } from '../own-key.ts'

const json = (value: unknown, status = 200, contentType = 'application/json'): ProviderAnswer => ({
  status,
  contentType,
  body: JSON.stringify(value),
})
const error = (status: number, code: string): ProviderAnswer => json({ errors: [{ code, message: 'no' }] }, status)

/** @param key The one that has signed the token. */
export function listKeyAnswers({ jwk }: OwnKey): Readonly<Record<string, ProviderAnswer>> {
  const keys = (...list: readonly object[]): ProviderAnswer => json({ keys: list })
  const other = {
    ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }),
    use: 'sig',
  }
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  return {
    'the key': keys(jwk),
    'the key and another': keys({ ...other, kid: 'ins_other', alg: 'RS256' }, jwk),
    'another key only': keys({ ...other, kid: 'ins_other', alg: 'RS256' }),
    'another key of that name': keys({ ...other, kid: jwk['kid'], alg: 'RS256' }),
    'two of that name, the right one first': keys(jwk, { ...other, kid: jwk['kid'], alg: 'RS256' }),
    'a key without an algorithm': keys({ ...jwk, alg: undefined }),
    'a key of another algorithm': keys({ ...jwk, alg: 'RS384' }),
    'a key for encryption': keys({ ...jwk, use: 'enc' }),
    'a key without a name': keys({ ...jwk, kid: undefined }),
    'a curve of that name': keys({ ...curve, kid: jwk['kid'] }),
    'a key that is none': keys({ kid: jwk['kid'], kty: 'RSA' }),
    'a key with fields of its own': keys({ ...jwk, x5c: ['x'], own: 1 }),
    'a field beside the keys': json({ keys: [jwk], own: 1 }),
    'a charset': json({ keys: [jwk] }, 200, 'application/json; charset=utf-8'),
    'plain text': json({ keys: [jwk] }, 200, 'text/plain'),
    'no keys': keys(),
    'keys that are no list': json({ keys: 'x' }),
    'a list': json([jwk]),
    nothing: json({}),
    'no JSON': { status: 200, contentType: 'application/json', body: '{' },
    'a secret key that is not known': error(401, 'clerk_key_invalid'),
    'another 401': error(401, 'x'),
    forbidden: error(403, 'x'),
    'not found': error(404, 'resource_not_found'),
    'too many': error(429, 'too_many_requests'),
    broken: error(500, 'internal'),
    'a page': { status: 502, contentType: 'text/html', body: '<h1>502</h1>' },
  }
}
