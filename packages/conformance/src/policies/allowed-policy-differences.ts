/**
 * Where policies knowingly answer otherwise with ours. Each has its row in the migration guide. An entry that explains nothing any more is
 * stale, and fails the test.
 */
import type { Difference } from '../differential/difference.ts'
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
    decision: '009',
    row: 'a refused server action',
    why: 'a refused server action is answered with 401 where nobody is signed in, instead of the not-found page',
    explain: ({ way }, vendor, ours) =>
      way === 'action' && vendor.answer === 'not-found' && ours.answer === '401'
        ? { ...vendor, answer: '401', body: ours.body }
        : null,
  },
  {
    decision: '013',
    row: 'a refused request that is neither GET nor HEAD',
    why: 'a refused request that is no read renders no page, which could own the action that it carries',
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
    decision: '019',
    row: 'a rule that protects the sign-in page itself',
    why: 'the sign-in page that a rule protects is shown; theirs is redirected to itself, without end',
    explain: ({ path }, vendor, ours) => {
      const isLoop =
        vendor.answer === '307' && path === '/sign-in' && new URL(vendor.location ?? '').pathname.startsWith(path)
      return isLoop && ours.answer === 'next' ? { ...ours, cacheControl: vendor.cacheControl } : null
    },
  },
  {
    decision: '020',
    row: 'a refused client that asks for JSON',
    why: 'a program that asks for JSON is told why in JSON, with the same status',
    explain: ({ way }, vendor, ours) => {
      const isSameStatus = vendor.answer === ours.answer || (vendor.answer === 'not-found' && ours.answer === '404')
      if (!PROGRAMS.includes(way) || !isSameStatus || vendor.body !== '' || !isProblem(ours)) return null
      return { ...vendor, answer: ours.answer, body: ours.body }
    },
  },
  {
    decision: 'D18',
    row: 'an OAuth-only route without any token',
    why: 'the challenge is there for whoever may only come with an OAuth token, and for a refused action that came with one',
    explain: ({ policy, visitor }, vendor, ours) =>
      ours.answer === '401' && vendor.challenge === null && (policy === 'tokens.ts' || visitor === 'OAuth token')
        ? { ...vendor, challenge: ours.challenge }
        : null,
  },
  {
    decision: 'D22',
    row: 'the loopback host of a publishable key',
    why: 'the loopback provider of a publishable key speaks http',
    explain: (_, vendor, ours) =>
      vendor.challenge?.replace('https:', 'http:') === ours.challenge ? { ...vendor, challenge: ours.challenge } : null,
  },
  {
    decision: 'D20',
    row: 'any answer that we shape',
    why: 'no response that we shape, or that sets a session cookie, is to be cached',
    explain: ({ visitor }, vendor, ours) =>
      ours.cacheControl === 'no-store' &&
      vendor.cacheControl === null &&
      (visitor === 'expired' || ours.answer !== 'next')
        ? { ...vendor, cacheControl: 'no-store' }
        : null,
  },
]
