import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { NOW_MS, NOW_SEC, tokenPolicy } from '../../test/mint.ts'
import {
  handshakeClaimRules,
  m2mClaimRules,
  oauthClaimRules,
  restoredClaimRules,
  sessionClaimRules,
  type ClaimFacts,
} from './claim-rules.ts'

type Claims = ClaimFacts['claims']

const policy = {
  ...tokenPolicy,
  audiences: ['api'],
  authorizedParties: ['https://app.example.com'],
  issuers: ['https://clerk.example.com'],
}
const undemanding = { ...policy, audiences: [], authorizedParties: [], issuers: [] }

/** A claim of each kind that a row tells apart: good, odd, and whatever else it can be. */
const values = {
  sub: ['user_1', 'mch_1', undefined, ''],
  sid: ['sess_1', 7],
  aud: ['api', 'other'],
  azp: ['https://app.example.com', 'https://other.example.com'],
  iss: ['https://clerk.example.com', 'https://other.example.com'],
  exp: [NOW_SEC + 30, NOW_SEC - 30, 'soon', undefined],
  nbf: [NOW_SEC - 30, NOW_SEC + 30, 'soon'],
  iat: [NOW_SEC - 30, NOW_SEC + 30, 'soon'],
} as const
const good: Claims = Object.fromEntries(Object.entries(values).map(([name, [first]]) => [name, first]))
/** Everything that a row looks at is wrong. */
const bad: Claims = {
  sub: 'mch_1',
  sid: 7,
  aud: 'other',
  azp: 'https://other.example.com',
  iss: 'https://other.example.com',
  exp: 'soon',
  nbf: 'soon',
  iat: 'soon',
}

const toFacts = (claims: Claims): ClaimFacts => ({ claims, policy, nowMs: NOW_MS, skewMs: 5_000 })
const baseline = toFacts(good)
const all = toProduct<Claims>(values).map(toFacts)

/** The wrong claims, these of them good and some changed: every row below the one that the case is for would apply, too. */
function allBut(names: readonly (keyof typeof values)[], change: Claims = {}): Partial<ClaimFacts> {
  return { claims: { ...bad, ...Object.fromEntries(names.map((name) => [name, good[name]])), ...change } }
}
const ended = { exp: NOW_SEC - 30 }
const startsLater = { nbf: NOW_SEC + 30 }
const issuedLater = { iat: NOW_SEC + 30 }

const sessions = {
  'subject-is-missing': [allBut([], { sub: undefined }), allBut([], { sub: '' })],
  'subject-is-a-machine': [allBut([])],
  'claim-of-odd-type': [allBut(['sub'])],
  'audience-is-another': [allBut(['sub', 'sid'])],
  'party-is-not-listed': [allBut(['sub', 'sid', 'aud'])],
  'issuer-is-not-listed': [allBut(['sub', 'sid', 'aud', 'azp'])],
  'end-is-no-time': [
    allBut(['sub', 'sid', 'aud', 'azp', 'iss']),
    allBut(['sub', 'sid', 'aud', 'azp', 'iss'], { exp: undefined }),
  ],
  'end-has-come': [allBut(['sub', 'sid', 'aud', 'azp', 'iss'], ended)],
  'start-is-no-time': [allBut(['sub', 'sid', 'aud', 'azp', 'iss', 'exp'])],
  'start-is-ahead': [allBut(['sub', 'sid', 'aud', 'azp', 'iss', 'exp'], startsLater)],
  'issue-is-no-time': [allBut(['sub', 'sid', 'aud', 'azp', 'iss', 'exp', 'nbf'])],
  'issue-is-ahead': [allBut(['sub', 'sid', 'aud', 'azp', 'iss', 'exp', 'nbf'], issuedLater)],
  'claims-hold': [
    {},
    { policy: undemanding, ...allBut(['sub', 'sid', 'exp', 'nbf', 'iat']) },
    { claims: { ...good, nbf: undefined, iat: undefined } },
  ],
} satisfies Cases<ClaimFacts>
describeTable('sessionClaimRules', sessionClaimRules, baseline, sessions, all)

const restored: Cases<ClaimFacts> = {
  'subject-is-missing': sessions['subject-is-missing'],
  'subject-is-a-machine': sessions['subject-is-a-machine'],
  'claim-of-odd-type': sessions['claim-of-odd-type'],
  'end-is-no-time': [allBut(['sub', 'sid']), allBut(['sub', 'sid'], { exp: undefined })],
  'end-has-come': [allBut(['sub', 'sid'], ended)],
  'claims-hold': [{}, allBut(['sub', 'sid', 'exp'])],
}
describeTable('restoredClaimRules', restoredClaimRules, baseline, restored, all)

const timesOf = (names: readonly (keyof typeof values)[]): Cases<ClaimFacts> => ({
  'audience-is-another': [allBut(names)],
  'end-is-no-time': [allBut([...names, 'aud']), allBut([...names, 'aud'], { exp: undefined })],
  'end-has-come': [allBut([...names, 'aud'], ended)],
  'start-is-no-time': [allBut([...names, 'aud', 'exp'])],
  'start-is-ahead': [allBut([...names, 'aud', 'exp'], startsLater)],
  'issue-is-no-time': [allBut([...names, 'aud', 'exp', 'nbf'])],
  'issue-is-ahead': [allBut([...names, 'aud', 'exp', 'nbf'], issuedLater)],
  'claims-hold': [allBut([...names, 'aud', 'exp', 'nbf', 'iat'])],
})

const oauth: Cases<ClaimFacts> = {
  'subject-is-missing': sessions['subject-is-missing'],
  'subject-is-a-machine': sessions['subject-is-a-machine'],
  ...timesOf(['sub']),
}
describeTable('oauthClaimRules', oauthClaimRules, baseline, oauth, all)

const m2m: Cases<ClaimFacts> = {
  'subject-is-missing': sessions['subject-is-missing'],
  'subject-is-no-machine': [allBut(['sub'])],
  // The subject of the wrong claims is a machine.
  ...timesOf([]),
}
describeTable('m2mClaimRules', m2mClaimRules, baseline, m2m, all)

const handshake = { handshake: [] }
const handshakes: Cases<ClaimFacts> = {
  'handshake-is-missing': [allBut([]), allBut([], { exp: undefined })],
  'handshake-does-not-end': [allBut([], { ...handshake, exp: undefined })],
  'end-is-no-time': [allBut([], handshake)],
  'end-has-come': [allBut([], { ...handshake, ...ended })],
  'claims-hold': [allBut(['exp'], handshake)],
}
describeTable('handshakeClaimRules', handshakeClaimRules, baseline, handshakes, [
  ...all,
  ...all.map(({ claims }) => toFacts({ ...claims, ...handshake })),
])
