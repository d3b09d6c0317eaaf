/** Where `verifyToken` knowingly judges otherwise. As `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'
import { KNOWN } from '../known-differences.ts'
import type { TokenCase } from './draw-token.ts'

export interface VerifyAnswer {
  /** `holds`, or the reason. */
  readonly answer: string
  readonly claims: Readonly<Record<string, unknown>> | null
}

type VerifyDifference = Difference<TokenCase, VerifyAnswer>

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const hasAudience = ({ options: { audience } }: TokenCase): boolean =>
  typeof audience === 'string' ? audience !== '' : isList(audience) && audience.length > 0

export const allowedVerifyDifferences: readonly VerifyDifference[] = [
  {
    decision: 'D6',
    row: 'a token with `crit` in its header',
    why: 'what a header calls critical is not known here, so the token is not',
    explain: ({ odd }, _, ours) => (odd.includes('crit') && ours.answer === 'token-invalid' ? ours : null),
  },
  {
    decision: '018',
    row: '`verifyToken` of what is no session token',
    why: 'a template token and a machine token are refused with the reason that they are of another kind',
    explain: ({ odd, token }, _, ours) =>
      (typeof token === 'string' || ['cat', 'typ', 'sub'].some((name) => odd.includes(name))) &&
      ours.answer === 'token-type-mismatch'
        ? ours
        : null,
  },
  {
    decision: '032',
    row: '`headerType: []`',
    why: 'an empty list asks for nothing',
    explain: ({ options: { headerType } }, vendor, ours) =>
      isList(headerType) && headerType.length === 0 && vendor.answer === 'token-invalid' ? ours : null,
  },
  {
    ...KNOWN.missingAudience,
    explain: (given, _, ours) => (hasAudience(given) && ours.answer === 'token-verification-failed' ? ours : null),
  },
  {
    ...KNOWN.wrongClaimType,
    explain: ({ odd }, _, ours) => (odd.length > 0 && ours.answer === 'token-verification-failed' ? ours : null),
  },
]
