/** What a route may accept: any token, each kind alone, and two kinds together. */
import type { AcceptsToken } from '@postern/core'

export const ACCEPTED_SETS: readonly AcceptsToken[] = [
  'any',
  'session_token',
  'api_key',
  'm2m_token',
  'oauth_token',
  ['session_token', 'api_key'],
  ['m2m_token', 'oauth_token'],
]
