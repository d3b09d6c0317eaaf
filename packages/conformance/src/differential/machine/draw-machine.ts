/** Machine tokens, drawn by number: JWTs sound and odd, and opaque ones with what the provider answers about them. */
import type { AcceptsToken } from '@postern/core'
import { ACCEPTED_SETS } from '../../expected/accepted-sets.ts'
import { SESSION_HEADER, SOUND_CLAIMS } from '../own-key.ts'
import { createRandom, type Random } from '../random.ts'

export interface ProviderAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

export interface MachineCase {
  readonly acceptsToken: AcceptsToken
  readonly audience?: string | string[]
  /** Header and payload of a JWT, or an opaque token. */
  readonly token: { readonly header: object; readonly payload: object } | string
  /** What the provider answers about an opaque token. */
  readonly answer: ProviderAnswer
  readonly answerName: string
}

const ACCEPTED: readonly AcceptsToken[] = ['any', ...ACCEPTED_SETS, ['api_key'], ['oauth_token', 'session_token'], []]
const OPAQUE = ['ak_0123456789abcdefghijkl', 'mt_0123456789abcdefghijkl', 'oat_0123456789abcdefghijkl']
const M2M_CATEGORY = 'cl_B7d4PD333AAA'

export function drawMachine(seed: number): MachineCase {
  const random = createRandom(seed)
  const acceptsToken = random.pick(ACCEPTED)
  const audience = random.chance(0.35) ? random.pick(['one', ['one', 'two'], []]) : undefined
  const [answerName, answer] = random.pick(Object.entries(ANSWERS))
  const token = random.chance(0.5) ? random.pick(OPAQUE) : drawJwt(random)
  return {
    acceptsToken,
    ...(audience !== undefined && { audience: typeof audience === 'string' ? audience : [...audience] }),
    token,
    answer,
    answerName: typeof token === 'string' ? answerName : 'none',
  }
}

function drawJwt(random: Random): { readonly header: object; readonly payload: object } {
  const isM2M = random.chance(0.5)
  const either = <T>(usual: T, rare: readonly T[], probability = 0.12): T =>
    random.chance(probability) ? random.pick(rare) : usual
  const header = {
    alg: 'RS256',
    kid: either<unknown>(SESSION_HEADER.kid, ['other', undefined], 0.05),
    typ: either<unknown>(isM2M ? 'JWT' : 'at+jwt', ['JWT', 'at+jwt', 'application/at+jwt', 'AT+JWT', undefined, 7]),
    cat: either<unknown>(isM2M ? M2M_CATEGORY : undefined, [
      M2M_CATEGORY,
      SESSION_HEADER.cat,
      'cl_I7d4PD111III',
      undefined,
    ]),
  }
  const payload = {
    iss: SOUND_CLAIMS.iss,
    sub: either<unknown>(isM2M ? 'mch_reports' : 'user_ada', ['mch_x', 'user_x', '', 7, undefined, 'mch_'], 0.1),
    jti: either<unknown>(isM2M ? 'mt_1' : 'oat_1', [undefined, '', 7]),
    client_id: either<unknown>(isM2M ? undefined : 'client_1', [undefined, '', 7]),
    scopes: either<unknown>(isM2M ? 'read write' : undefined, ['', 'read', ' read  write ', ['read'], undefined]),
    scope: either<unknown>(isM2M ? undefined : 'openid profile', ['', 'openid', ['openid'], undefined, ' a  b ']),
    scp: either<unknown>(undefined, [['a', 'b'], 'a b', []]),
    aud: either<unknown>(undefined, ['one', ['one'], ['zero', 'two'], 'zero', '', [], [''], 7, ['one', 7]], 0.3),
    azp: either<unknown>(undefined, ['https://www.app.test', 'https://evil.test']),
    act: either<unknown>(undefined, [{ sub: 'user_grace' }, 'x'], 0.05),
    extra: either<unknown>(undefined, [1, { a: [1] }]),
    iat: either<unknown>(SOUND_CLAIMS.iat, [SOUND_CLAIMS.iat + 60, 'x', undefined], 0.06),
    nbf: either<unknown>(SOUND_CLAIMS.nbf, [SOUND_CLAIMS.nbf + 90, undefined], 0.06),
    exp: either<unknown>(SOUND_CLAIMS.exp, [SOUND_CLAIMS.iat, 'x', undefined], 0.06),
  }
  return { header, payload }
}

const json = (value: unknown, status = 200, contentType = 'application/json'): ProviderAnswer => ({
  status,
  contentType,
  body: JSON.stringify(value),
})
const error = (status: number, code: string): ProviderAnswer => json({ errors: [{ code, message: 'no' }] }, status)

const COMMON = {
  scopes: ['read'],
  claims: { x: 1 },
  revoked: false,
  revocation_reason: null,
  expired: false,
  expiration: null,
  created_at: 1_789_000_000_000,
  updated_at: 1_789_000_000_000,
}
const API_KEY = { object: 'api_key', id: 'ak_1', type: 'api_key', name: 'key', subject: 'user_ada', ...COMMON }
const M2M = { object: 'machine_to_machine_token', id: 'mt_1', subject: 'mch_reports', ...COMMON }
const OAUTH = {
  object: 'clerk_idp_oauth_access_token',
  id: 'oat_1',
  client_id: 'client_1',
  type: 'oauth:access_token',
  subject: 'user_ada',
  ...COMMON,
}

/** Each is given for every kind of token: also what belongs to another. */
const ANSWERS: Readonly<Record<string, ProviderAnswer>> = {
  'a key of a person': json(API_KEY),
  'a key of an organization': json({ ...API_KEY, subject: 'org_acme', claims: null }),
  'a key of somebody else': json({ ...API_KEY, subject: 'x' }),
  'a machine': json(M2M),
  'an OAuth token': json(OAUTH),
  'an OAuth token for one': json({ ...OAUTH, aud: ['one'] }),
  'an OAuth token for another': json({ ...OAUTH, aud: ['zero'] }),
  'with a charset': json(API_KEY, 200, 'application/json; charset=utf-8'),
  revoked: json({ ...API_KEY, revoked: true }),
  'run out': json({ ...M2M, expired: true }),
  'unknown token': error(404, 'resource_not_found'),
  'bad request': error(400, 'form_param_invalid'),
  'bad key': error(401, 'clerk_key_invalid'),
  forbidden: error(403, 'authorization_invalid'),
  'too many': error(429, 'too_many_requests'),
  broken: { status: 500, contentType: 'text/html', body: '<h1>500</h1>' },
  'no object': json({ id: 'x', subject: 'user_ada', scopes: [] }),
  'an empty object': json({}),
  'a list': json([]),
  'not JSON': { status: 200, contentType: 'application/json', body: '{' },
}
