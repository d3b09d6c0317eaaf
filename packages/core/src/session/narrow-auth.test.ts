import { describe, expect, it } from 'vitest'
import type { AcceptsToken } from '../wire/token-types.ts'
import { TOKEN_TYPES } from '../wire/token-types.ts'
import type { AuthObject, DebugView } from './auth-object.ts'
import { toInvalidTokenAuth, toMachineAuth, toNoMachineAuth } from './to-machine-auth.ts'
import { narrowAuth } from './narrow-auth.ts'
import { toSignedOutAuth } from './to-session-auth.ts'

const debug = (): DebugView => ({})
const apiKeyFacts = {
  tokenType: 'api_key',
  id: 'i',
  subject: 'user_1',
  scopes: [],
  expirationMs: null,
  name: 'n',
  claims: null,
} as const
const objects = {
  session_token: toSignedOutAuth('pending', debug),
  api_key: toMachineAuth(apiKeyFacts, 'ak_1', debug),
  m2m_token: toNoMachineAuth('m2m_token', debug),
  oauth_token: toNoMachineAuth('oauth_token', debug),
} satisfies Record<string, AuthObject>

describe('narrowAuth', () => {
  for (const held of TOKEN_TYPES) {
    it(`shows a ${held} to everyone who accepts any`, () => {
      expect(narrowAuth(objects[held], 'any', debug)).toBe(objects[held])
    })

    it.each(TOKEN_TYPES)(`shows a ${held} to one who accepts %s only if it is one`, (accepted) => {
      const one = narrowAuth(objects[held], accepted, debug)
      const listed = narrowAuth(objects[held], [accepted], debug)
      if (accepted === held) {
        expect(one).toBe(objects[held])
        expect(listed).toBe(objects[held])
      } else {
        expect(one).toMatchObject({ tokenType: accepted, isAuthenticated: false })
        expect(listed).toMatchObject({ tokenType: null, isAuthenticated: false })
      }
    })
  }

  it('does not show the status of a session that it made up', () => {
    expect(narrowAuth(objects.api_key, 'session_token', debug)).toMatchObject({ sessionStatus: null, userId: null })
  })

  it('shows the invalid-token object under any only', () => {
    const invalid = toInvalidTokenAuth()
    expect(narrowAuth(invalid, 'any', debug)).toBe(invalid)
    expect(narrowAuth(invalid, 'api_key', debug)).toMatchObject({ tokenType: 'api_key', isAuthenticated: false })
    expect(narrowAuth(invalid, [...TOKEN_TYPES], debug)).toMatchObject({ tokenType: null })
  })

  it.each<readonly [string, unknown]>([
    ['an unknown kind', 'cookie'],
    ['an empty list', []],
    ['a list with any in it', ['any']],
    ['a list with null in it', [null]],
    ['null', null],
    ['a number', 1],
    ['an object', {}],
  ])('shows nothing to one who accepts %s', (_name, accepts) => {
    for (const held of [...Object.values(objects), toInvalidTokenAuth()]) {
      expect(narrowAuth(held, accepts as AcceptsToken, debug)).toMatchObject({
        tokenType: null,
        isAuthenticated: false,
      })
    }
  })
})
