/** As `rule-sections.ts`, for the tables that look at the header and the claims of a token: what each is for, and its facts in words. */
import {
  handshakeClaimRules,
  m2mClaimRules,
  oauthClaimRules,
  restoredClaimRules,
  sessionClaimRules,
} from '../../../packages/core/src/verification/claim-rules.ts'
import {
  m2mHeaderRules,
  oauthHeaderRules,
  sessionHeaderRules,
} from '../../../packages/core/src/verification/header-rules.ts'
import type { Section } from './section.ts'

// Tables of several classes of tokens share these.
const SUBJECT = {
  "typeof claims['sub'] === 'string'": ['`sub` is text', '`sub` is missing or no text'],
  "claims['sub'] === ''": ['`sub` is empty', '`sub` is not empty'],
} as const
const HUMAN = {
  'hasMachineSubject(f)': ['`sub` is that of a machine', '`sub` is not that of a machine'],
} as const
const TYPES = {
  'isTyped(claims)': [
    'claims that say who somebody is are text, or absent',
    'a claim that says who somebody is has another type than text',
  ],
} as const
const AUDIENCE = {
  'policy.audiences.length > 0': ['`audience` is set', '`audience` is not set'],
  'isForAudience(claims, policy.audiences)': [
    '`aud` names one of them',
    '`aud` names none of them, or something else too',
  ],
} as const
const END = {
  "isTime(claims['exp'])": ['`exp` is a time', '`exp` is missing or no time'],
  "toMs(claims['exp']) > nowMs - skewMs": ['`exp` is to come', '`exp` has come'],
} as const
const START = {
  "claims['nbf'] === undefined": ['there is no `nbf`', 'there is an `nbf`'],
  "isTime(claims['nbf'])": ['it is a time', 'it is no time'],
  "isAhead(claims['nbf'], f)": ['`nbf` is still to come', '`nbf` is not to come'],
  "claims['iat'] === undefined": ['there is no `iat`', 'there is an `iat`'],
  "isTime(claims['iat'])": ['it is a time', 'it is no time'],
  "isAhead(claims['iat'], f)": ['`iat` is still to come', '`iat` is not to come'],
} as const
const READING = {
  'READING_MEMBERS.some(member => Object.hasOwn(header, member))': [
    'the header holds `crit`, `b64`, `zip` or `enc`',
    'the header holds none of `crit`, `b64`, `zip`, `enc`',
  ],
  isAnotherType: ['`typ` is another than the class may have', '`typ` is one that the class may have'],
  "ALGORITHMS.includes(header['alg'])": ['`alg` is RS256, RS384 or RS512', '`alg` is none of RS256, RS384 and RS512'],
} as const

const TOKEN_WORDS = {
  sessionHeader: {
    ...READING,
    'isSessionCategory(header[CATEGORY_HEADER_NAME])': [
      '`cat` may be that of a session',
      '`cat` is that of no session',
    ],
  },
  m2mHeader: {
    ...READING,
    'OF_MACHINE.includes(header[CATEGORY_HEADER_NAME])': [
      '`cat` may be that of a machine',
      '`cat` is that of no machine',
    ],
  },
  oauthHeader: {
    ...READING,
    'OF_OTHERS.includes(header[CATEGORY_HEADER_NAME])': [
      '`cat` is that of another class',
      '`cat` is not that of another class',
    ],
  },
  sessionClaims: {
    ...SUBJECT,
    ...HUMAN,
    ...TYPES,
    ...AUDIENCE,
    ...END,
    ...START,
    'policy.authorizedParties.length > 0': ['`authorizedParties` is set', '`authorizedParties` is not set'],
    'isOfParty(claims, policy.authorizedParties)': ['`azp` is one of them', '`azp` is none of them'],
    'policy.issuers.length > 0': ['`issuer` is set', '`issuer` is not set'],
    'isOfIssuer(claims, policy.issuers)': ['`iss` is one of them', '`iss` is none of them'],
  },
  restoredClaims: { ...SUBJECT, ...HUMAN, ...TYPES, ...END },
  m2mClaims: { ...SUBJECT, ...HUMAN, ...AUDIENCE, ...END, ...START },
  oauthClaims: { ...SUBJECT, ...HUMAN, ...AUDIENCE, ...END, ...START },
  handshakeClaims: {
    ...END,
    "claims['handshake'] === undefined": ['there is no `handshake`', 'there is a `handshake`'],
    "claims['exp'] === undefined": ['there is no `exp`', 'there is an `exp`'],
  },
} as const

/** A class of tokens after the other. */
export const TOKEN_SECTIONS: readonly Section[] = [
  {
    title: 'What is wrong with the header of a session token?',
    text: 'Asked before any key is looked up, also of a handshake token. These rows leave no name in the trace: the reason stands there.',
    rules: sessionHeaderRules,
    file: 'verification/header-rules.ts',
    words: TOKEN_WORDS.sessionHeader,
  },
  {
    title: 'What is wrong with the claims of a session token?',
    text: 'Asked when the signature is good. Times are compared with the skew that the options forgive.',
    rules: sessionClaimRules,
    file: 'verification/claim-rules.ts',
    words: TOKEN_WORDS.sessionClaims,
  },
  {
    title: 'What is wrong with a session out of a seal?',
    text: 'Asked by server code, of a token that the middleware verified and sealed.',
    rules: restoredClaimRules,
    file: 'verification/claim-rules.ts',
    words: TOKEN_WORDS.restoredClaims,
  },
  {
    title: 'What is wrong with the claims of a handshake token?',
    text: 'Asked when the signature is good.',
    rules: handshakeClaimRules,
    file: 'verification/claim-rules.ts',
    words: TOKEN_WORDS.handshakeClaims,
  },
  {
    title: "What is wrong with the header of a machine's token?",
    text: 'Asked of a JWT of one machine for another, before any key is looked up.',
    rules: m2mHeaderRules,
    file: 'verification/header-rules.ts',
    words: TOKEN_WORDS.m2mHeader,
  },
  {
    title: "What is wrong with the claims of a machine's token?",
    text: 'Asked when the signature is good.',
    rules: m2mClaimRules,
    file: 'verification/claim-rules.ts',
    words: TOKEN_WORDS.m2mClaims,
  },
  {
    title: 'What is wrong with the header of an OAuth access token?',
    text: 'Asked of a JWT, before any key is looked up.',
    rules: oauthHeaderRules,
    file: 'verification/header-rules.ts',
    words: TOKEN_WORDS.oauthHeader,
  },
  {
    title: 'What is wrong with the claims of an OAuth access token?',
    text: 'Asked when the signature is good.',
    rules: oauthClaimRules,
    file: 'verification/claim-rules.ts',
    words: TOKEN_WORDS.oauthClaims,
  },
]
