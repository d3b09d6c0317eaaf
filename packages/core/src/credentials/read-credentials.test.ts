import { beforeAll, describe, expect, it } from 'vitest'
import { liveOptions, toRequest, type RequestParts } from '../../test/fakes.ts'
import { mintToken, NOW_SEC } from '../../test/mint.ts'
import { readRequest } from '../request/read-request.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { peekToken } from './peek-token.ts'
import {
  readCredentials,
  type CarriedHandshake,
  type Credentials,
  suffixRules,
  type SuffixSituation,
} from './read-credentials.ts'
import { allSuffixSituations, toPeeked } from '../../test/reference/all-suffix-situations.ts'
import { describeTable, type Cases } from '../../test/rule-tables.ts'
import { firstMatch } from '../foundation/rule.ts'

const settings = resolveSettings(liveOptions)
const { suffix } = settings.cookieNames

function read(cookies: RequestParts['cookies'], path = '/', trace: string[] = []): Credentials {
  const facts = readRequest(toRequest(path, cookies === undefined ? {} : { cookies }), [])
  return readCredentials(facts, settings, peekToken, NOW_SEC, trace)
}

let token = ''
let older = ''
beforeAll(async () => {
  token = await mintToken()
  older = await mintToken({ claims: { iat: NOW_SEC - 500 } })
})

describe('readCredentials', () => {
  it('finds nothing where nothing is', () => {
    const trace: string[] = []
    expect(read({}, '/', trace)).toEqual({
      isSuffixed: false,
      sessionToken: '',
      session: null,
      clientUatSec: 0,
      devBrowser: '',
      devBrowserCookie: '',
      isDevBrowserInUrl: false,
      refreshToken: '',
      handshakes: [],
      trips: 0,
    })
    expect(trace).toEqual([])
  })

  it('takes all values from the set that is believed, and the refresh token from the suffixed one only', () => {
    const cookies = {
      __session: older,
      __client_uat: '11',
      __clerk_db_jwt: 'plain_db',
      __refresh: 'never read',
      [`__session_${suffix}`]: token,
      [`__client_uat_${suffix}`]: '22',
      [`__clerk_db_jwt_${suffix}`]: 'suffixed_db',
      [`__refresh_${suffix}`]: 'refresh_1',
    }
    const trace: string[] = []
    expect(read(cookies, '/', trace)).toMatchObject({
      isSuffixed: true,
      sessionToken: token,
      clientUatSec: 22,
      devBrowser: 'suffixed_db',
      refreshToken: 'refresh_1',
    })
    expect(trace).toEqual(['suffixed-cookies'])
    expect(read({ ...cookies, [`__session_${suffix}`]: older, __session: token })).toMatchObject({
      isSuffixed: false,
      sessionToken: token,
      clientUatSec: 11,
      devBrowser: 'plain_db',
      refreshToken: 'refresh_1',
    })
  })

  it('says that a malformed session shadows good suffixed cookies', () => {
    const cookies = { __session: 'junk', [`__session_${suffix}`]: token, [`__client_uat_${suffix}`]: '22' }
    expect(read(cookies)).toMatchObject({ isSuffixed: false, sessionToken: 'junk', session: null })
  })

  it('says that a foreign session with no suffixed cookies asks for the suffixed set', async () => {
    const foreign = await mintToken({ claims: { iss: 'https://clerk.other.com' } })
    expect(read({ __session: foreign, __client_uat: '1' })).toMatchObject({
      isSuffixed: true,
      sessionToken: '',
      clientUatSec: 0,
    })
  })

  it.each([
    ['0', 0],
    ['1', 1],
    ['007', 7],
    ['', 0],
    ['-1', 0],
    ['+1', 0],
    ['1.5', 0],
    ['1e3', 0],
    ['0x10', 0],
    ['99999999999', 99_999_999_999],
    ['١', 0],
  ])('reads a client_uat of %j as %d', (text, clientUatSec) => {
    expect(read({ __client_uat: encodeURIComponent(text) }).clientUatSec).toBe(clientUatSec)
  })

  it.each([
    ['0', 0],
    ['3', 3],
    ['12', 12],
    ['-1', 0],
    ['3.5', 0],
    ['Infinity', 0],
    ['99999999999999999999', 1e20],
  ])('reads a counter of %j as %d', (text, trips) => {
    expect(read({ __clerk_redirect_count: text }).trips).toBe(trips)
  })

  it('takes the development browser and handshakes from the URL before the cookies', () => {
    const nonce = (text: string, isInUrl: boolean): CarriedHandshake => ({ text, isNonce: true, isInUrl })
    const token = (text: string, isInUrl: boolean): CarriedHandshake => ({ text, isNonce: false, isInUrl })
    const cookies = { __clerk_db_jwt: 'a', __clerk_handshake: 'b', __clerk_handshake_nonce: 'c' }
    expect(read(cookies)).toMatchObject({
      devBrowser: 'a',
      isDevBrowserInUrl: false,
      handshakes: [nonce('c', false), token('b', false)],
    })
    const url = '/?__clerk_db_jwt=x&__clerk_handshake=y&__clerk_handshake_nonce=z'
    expect(read(cookies, url)).toMatchObject({
      devBrowser: 'x',
      devBrowserCookie: 'a',
      isDevBrowserInUrl: true,
      handshakes: [nonce('z', true), nonce('c', false), token('y', true), token('b', false)],
    })
    const empty = '/?__clerk_db_jwt=&__clerk_handshake=&__clerk_handshake_nonce='
    expect(read(cookies, empty)).toMatchObject({
      devBrowser: 'a',
      isDevBrowserInUrl: true,
      handshakes: [nonce('c', false), token('b', false)],
    })
  })
})

const ours = { iss: 'https://clerk.example.com', iat: NOW_SEC - 10, exp: NOW_SEC + 50 }
const olderClaims = { ...ours, iat: NOW_SEC - 20 }

const plain = (claims: Readonly<Record<string, unknown>> | null): Partial<SuffixSituation> => ({
  plainToken: 'plain',
  plain: claims === null ? null : toPeeked(claims),
})
const suffixed = (claims: Readonly<Record<string, unknown>> | null): Partial<SuffixSituation> => ({
  suffixedToken: 'suffixed',
  suffixed: claims === null ? null : toPeeked(claims),
})

/** Nobody is here. */
const baseline: SuffixSituation = {
  isDevelopment: false,
  issuerHost: 'clerk.example.com',
  nowSec: NOW_SEC,
  plainUat: undefined,
  suffixedUat: undefined,
  plainToken: '',
  suffixedToken: '',
  plain: null,
  suffixed: null,
}
const both = { plainUat: '1', suffixedUat: '1' }
const foreign = { ...ours, iss: 'https://clerk.other.com' }
const noIssuer = { ...ours, iss: undefined }
const ranOut = { ...ours, exp: NOW_SEC }

const cases: Cases<SuffixSituation> = {
  'plain-session-without-issuer': [
    { ...plain(noIssuer) },
    { ...plain(null) },
    { ...plain({ ...ours, iss: '' }), ...suffixed(ours), ...both },
    // A malformed session shadows good suffixed cookies.
    { ...plain(null), ...suffixed(ours), ...both },
    { ...plain(noIssuer), ...suffixed(ours), ...both },
    { ...plain(noIssuer), ...suffixed(ours), plainUat: '1' },
  ],
  'plain-session-of-another': [
    { ...plain(foreign) },
    { ...plain({ ...ours, iss: 7 }) },
    { ...plain({ ...ours, iss: 'https://clerk.example.com:8080' }) },
    { ...plain(foreign), ...suffixed(olderClaims), ...both },
    { ...plain(foreign), suffixedUat: '0', plainUat: '1' },
    { ...plain(foreign), ...suffixed(ranOut), isDevelopment: true, suffixedUat: '1', plainUat: '0' },
    { ...plain(foreign), ...suffixed(ours) },
    // Newer, but without a client of the instance.
    { ...plain({ ...foreign, iat: 1 }), ...suffixed(ours), plainUat: '1' },
  ],
  'no-suffixed-cookies': [
    {},
    { ...plain(ours), plainUat: '1' },
    { ...plain({ ...ours, iss: 'http://clerk.example.com' }), plainUat: '1' },
    { ...plain(ours), plainUat: '0' },
    { plainUat: '0' },
  ],
  'plain-session-is-newer': [
    { ...plain(ours), ...suffixed(olderClaims), ...both },
    { ...plain(ours), ...both },
  ],
  'only-suffixed-signed-out': [
    { suffixedUat: '0', plainUat: '1' },
    { suffixedUat: '0' },
    { ...plain(ours), ...suffixed(olderClaims), suffixedUat: '0', plainUat: '1' },
  ],
  'suffixed-session-ran-out': [
    { ...suffixed(ranOut), isDevelopment: true, suffixedUat: '1', plainUat: '0' },
    { ...suffixed({ ...ranOut, exp: 0 }), isDevelopment: true, plainUat: '0' },
  ],
  'suffixed-session-without-client': [
    { ...suffixed(ours) },
    { ...suffixed(ours), plainUat: '0' },
    { ...plain(olderClaims), ...suffixed(ours), plainUat: '1' },
    { ...suffixed(ranOut), plainUat: '0' },
  ],
  'suffixed-cookies': [
    { ...plain(olderClaims), ...suffixed(ours), ...both },
    { ...plain(ours), ...suffixed(ours), ...both },
    { suffixedUat: '1' },
    { suffixedUat: '0', plainUat: '0' },
    { ...suffixed(ranOut), suffixedUat: '1', plainUat: '0' },
    { ...suffixed({ ...ours, exp: NOW_SEC + 1 }), isDevelopment: true, suffixedUat: '1', plainUat: '0' },
    { ...suffixed(null), isDevelopment: true, suffixedUat: '1', plainUat: '0' },
  ],
}

describeTable('suffixRules', suffixRules, baseline, cases, allSuffixSituations)

describe('suffixRules outcomes', () => {
  it('believes the suffixed set in two rows only', () => {
    const names = suffixRules.filter(([, , outcome]) => outcome === 'suffixed').map(([name]) => name)
    expect(names).toEqual(['plain-session-of-another', 'suffixed-cookies'])
  })

  it('takes a missing iat for 0', () => {
    const { iat: _, ...undated } = ours
    expect(firstMatch(suffixRules, { ...baseline, ...both, ...plain(ours), ...suffixed(undated) }).outcome).toBe(
      'plain',
    )
    expect(firstMatch(suffixRules, { ...baseline, ...both, ...plain(undated), ...suffixed(ours) }).outcome).toBe(
      'suffixed',
    )
  })
})
