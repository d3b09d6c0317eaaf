/** Session tokens with odd headers, and options of `verifyToken`, drawn by number. */
import { drawClaims } from '../claims/draw-claims.ts'
import { SESSION_HEADER, SOUND_CLAIMS } from '../own-key.ts'
import { createRandom } from '../random.ts'

export interface TokenCase {
  /** Header and payload, or a text that is no token. */
  readonly token: { readonly header: object; readonly payload: object } | string
  readonly options: Readonly<Record<string, unknown>>
  readonly odd: readonly string[]
}

const { iat, nbf } = SOUND_CLAIMS
const HEADERS: Readonly<Record<string, readonly unknown[]>> = {
  alg: ['RS384', 'RS512', 'none', 'HS256', 'ES256', undefined, 7],
  typ: [undefined, 'jwt', 'at+jwt', 'other', '', 7],
  cat: [undefined, 'cl_B7d4PD222AAA', 'cl_B7d4PD333AAA', 'cl_I7d4PD111III', 'x', 7],
  kid: [undefined, 'other', '', 7],
  crit: [['exp'], []],
}
const TIMES: Readonly<Record<string, readonly unknown[]>> = {
  iat: [iat + 9, iat + 10.5, iat + 11, null, 'x', undefined, -1],
  nbf: [nbf + 19, nbf + 20.9, nbf + 21, null, 'x', undefined],
  exp: [iat + 1, iat, iat - 0.5, iat - 2, null, 'x', undefined, 1e12, Number.MAX_VALUE],
  aud: ['one', ['one'], ['zero', 'one'], 'zero', '', [], [7], { one: 1 }],
}
const OPTIONS: Readonly<Record<string, readonly unknown[]>> = {
  audience: ['one', ['one', 'two'], [], ''],
  authorizedParties: [[SOUND_CLAIMS.azp], ['https://other.test'], []],
  issuer: [SOUND_CLAIMS.iss, 'https://other.test', '', ['https://other.test', SOUND_CLAIMS.iss]],
  clockSkewInMs: [0, 1000, 10_000, Number.NaN, undefined],
  headerType: [['other', 'JWT'], 'JWT', 'at+jwt', [], ['at+jwt', 'other']],
}
const TEXTS = ['', 'x', 'a.b', 'a.b.c', 'a.b.c.d', '..', 'mt_0123456789abcdefghijkl', 'ak_0123456789abcdefghijkl']

export function drawToken(seed: number): TokenCase {
  const random = createRandom(seed)
  const { claims, odd } = drawClaims(seed + 1)
  const names: string[] = [...odd]
  const change = (values: Readonly<Record<string, readonly unknown[]>>, probability: number): object =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, some]): [string, unknown][] => {
        if (!random.chance(probability)) return []
        names.push(name)
        return [[name, random.pick(some)]]
      }),
    )
  const options = { ...change(OPTIONS, 0.15) }
  if (random.chance(0.05)) return { token: random.pick(TEXTS), options, odd: ['no token'] }
  const header = { ...SESSION_HEADER, ...change(HEADERS, 0.07) }
  return { token: { header, payload: { ...claims, ...change(TIMES, 0.1) } }, options, odd: names }
}
