/** Where server code of Next is knowingly told otherwise. As `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'
import type { ServerAnswer, ServerCase } from './server-outcome.ts'

export const allowedServerDifferences: readonly Difference<ServerCase, ServerAnswer>[] = [
  {
    decision: 'D14',
    row: '`redirect()` of `next/navigation`',
    why: 'a relative target is resolved, in server code too',
    explain: ({ question }, vendor, ours) => {
      const isRelative = vendor.stop === 'NEXT_REDIRECT;replace;/welcome;307;'
      return question === 'protect, targets' && isRelative && ours.stop?.endsWith('/welcome;307;') === true
        ? { ...vendor, stop: ours.stop }
        : null
    },
  },
  {
    decision: '032',
    row: "`auth({ acceptsToken: 'api_key' })` in server code",
    why: 'nobody has the kind that was asked for, as in the middleware',
    explain: ({ question }, vendor, ours) => {
      const asked = /^auth\((?!"any"|"session_token"|.*session_token)["[]/.test(question)
      const isNobody = vendor.auth?.['isAuthenticated'] === false && ours.auth?.['isAuthenticated'] === false
      return asked && isNobody && vendor.auth?.['tokenType'] === 'session_token' ? { ...vendor, auth: ours.auth } : null
    },
  },
]
