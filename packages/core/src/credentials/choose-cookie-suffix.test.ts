import { describe, expect, it } from 'vitest'
import { allSuffixSituations, toPeeked } from '../../test/reference/all-suffix-situations.ts'
import { describeTable, type Cases } from '../../test/rule-tables.ts'
import { NOW_SEC } from '../../test/mint.ts'
import { firstMatch } from '../foundation/rule.ts'
import { suffixRules, type SuffixRuleName, type SuffixSituation } from './choose-cookie-suffix.ts'

const ours = { iss: 'https://clerk.example.com', iat: NOW_SEC - 10, exp: NOW_SEC + 50 }
const older = { ...ours, iat: NOW_SEC - 20 }

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

const cases: Cases<SuffixSituation, SuffixRuleName> = {
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
    { ...plain(foreign), ...suffixed(older), ...both },
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
    { ...plain(ours), ...suffixed(older), ...both },
    { ...plain(ours), ...both },
  ],
  'only-suffixed-signed-out': [
    { suffixedUat: '0', plainUat: '1' },
    { suffixedUat: '0' },
    { ...plain(ours), ...suffixed(older), suffixedUat: '0', plainUat: '1' },
  ],
  'suffixed-session-ran-out': [
    { ...suffixed(ranOut), isDevelopment: true, suffixedUat: '1', plainUat: '0' },
    { ...suffixed({ ...ranOut, exp: 0 }), isDevelopment: true, plainUat: '0' },
  ],
  'suffixed-session-without-client': [
    { ...suffixed(ours) },
    { ...suffixed(ours), plainUat: '0' },
    { ...plain(older), ...suffixed(ours), plainUat: '1' },
    { ...suffixed(ranOut), plainUat: '0' },
  ],
  'suffixed-cookies': [
    { ...plain(older), ...suffixed(ours), ...both },
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
