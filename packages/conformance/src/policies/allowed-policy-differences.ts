/**
 * Where policies knowingly answer otherwise with ours. Each has its row in the migration guide. An entry that explains nothing any more is
 * stale, and fails the test.
 */
import type { Difference } from '../differential/difference.ts'
import { KNOWN, withChallenge, withNoStore } from '../differential/known-differences.ts'
import type { PolicyAnswer, PolicyVisit } from './policy-answer.ts'

export type AllowedPolicyDifference = Difference<PolicyVisit, PolicyAnswer>

const PROGRAMS = ['fetch', 'post']
const isProblem = ({ body }: PolicyAnswer): boolean => body.startsWith('{"type":"urn:postern:reason:')

export const allowedPolicyDifferences: readonly AllowedPolicyDifference[] = [
  {
    decision: 'D14',
    row: '`redirect()` of `next/navigation`',
    why: '`Response.redirect()` of the application can be added to; theirs throws, since its headers are immutable',
    explain: ({ policy }, vendor, ours) =>
      policy === 'signed-in-away.ts' && vendor.answer === 'threw' && ours.answer === '302' ? ours : null,
  },
  {
    ...KNOWN.refusedAction,
    explain: ({ way }, vendor, ours) =>
      way === 'action' && vendor.answer === 'not-found' && ours.answer === '401'
        ? { ...vendor, answer: '401', body: ours.body }
        : null,
  },
  {
    ...KNOWN.refusedWrite,
    explain: ({ way }, vendor, ours) =>
      ['action', 'post'].includes(way) && vendor.answer === 'not-found' && ours.answer === '404'
        ? { ...vendor, answer: '404' }
        : null,
  },
  {
    decision: '012',
    row: "a refused fetch of Next's router",
    why: 'a refused fetch of the router is empty, so that it visits for real',
    explain: ({ way }, vendor, ours) =>
      way === 'router' && vendor.answer === 'not-found' && ours.answer === '204' ? { ...vendor, answer: '204' } : null,
  },
  {
    ...KNOWN.protectedSignInPage,
    explain: ({ path }, vendor, ours) => {
      const isLoop =
        vendor.answer === '307' && path === '/sign-in' && new URL(vendor.location ?? '').pathname.startsWith(path)
      return isLoop && ours.answer === 'next' ? { ...ours, cacheControl: vendor.cacheControl } : null
    },
  },
  {
    ...KNOWN.refusedJsonClient,
    explain: ({ way }, vendor, ours) => {
      const isSameStatus = vendor.answer === ours.answer || (vendor.answer === 'not-found' && ours.answer === '404')
      if (!PROGRAMS.includes(way) || !isSameStatus || vendor.body !== '' || !isProblem(ours)) return null
      return { ...vendor, answer: ours.answer, body: ours.body }
    },
  },
  {
    ...KNOWN.oauthChallenge,
    explain: ({ policy, visitor }, vendor, ours) =>
      ours.answer === '401' && (policy === 'tokens.ts' || visitor === 'OAuth token')
        ? withChallenge(vendor, ours)
        : null,
  },
  {
    ...KNOWN.loopbackProvider,
    explain: (_, vendor, ours) =>
      vendor.challenge?.replace('https:', 'http:') === ours.challenge ? { ...vendor, challenge: ours.challenge } : null,
  },
  {
    ...KNOWN.uncachedAnswer,
    explain: ({ visitor }, vendor, ours) =>
      visitor === 'expired' || ours.answer !== 'next' ? withNoStore(vendor, ours) : null,
  },
]
