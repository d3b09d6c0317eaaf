/** Every situation that the suffix table can be asked about, in representatives. */
import type { SuffixSituation } from '../../src/credentials/read-credentials.ts'
import type { PeekedToken } from '../../src/credentials/peek-token.ts'
import { NOW_SEC } from '../mint.ts'

type Claims = Readonly<Record<string, unknown>>

/** A token of which only the claims matter. */
export function toPeeked(claims: Claims): PeekedToken {
  return { token: 'a.b.c', headerPart: 'a', payloadPart: 'b', signaturePart: 'c', header: {}, claims }
}

const HOST = 'clerk.example.com'
const uats = [undefined, '0', '1', '1800000000', 'junk', ''] as const
const issuers = [
  undefined,
  null,
  '',
  7,
  `https://${HOST}`,
  `http://${HOST}`,
  HOST,
  `https://${HOST}:8080`,
  'https://clerk.other.com',
] as const
const times = [undefined, 0, NOW_SEC - 10, NOW_SEC, NOW_SEC + 10] as const

interface Token {
  readonly text: string
  readonly peeked: PeekedToken | null
}
const plainTokens: readonly Token[] = [
  { text: '', peeked: null },
  { text: 'junk', peeked: null },
  ...issuers.flatMap((iss) => times.map((iat) => ({ text: 'plain', peeked: toPeeked({ iss, iat }) }))),
]
const suffixedTokens: readonly Token[] = [
  { text: '', peeked: null },
  { text: 'junk', peeked: null },
  ...times.flatMap((iat) => times.map((exp) => ({ text: 'suffixed', peeked: toPeeked({ iat, exp }) }))),
]

export const allSuffixSituations: readonly SuffixSituation[] = [false, true].flatMap((isDevelopment) =>
  uats.flatMap((plainUat) =>
    uats.flatMap((suffixedUat) =>
      plainTokens.flatMap((plain) =>
        suffixedTokens.map((suffixed) => ({
          isDevelopment,
          issuerHost: HOST,
          nowSec: NOW_SEC,
          plainUat,
          suffixedUat,
          plainToken: plain.text,
          suffixedToken: suffixed.text,
          plain: plain.peeked,
          suffixed: suffixed.peeked,
        })),
      ),
    ),
  ),
)
