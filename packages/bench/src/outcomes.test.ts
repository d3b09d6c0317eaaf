import { describe, expect, it } from 'vitest'
import { toOurOutcome, toPeerOutcome } from './outcomes.ts'

const nobody = { isAuthenticated: false, userId: null }
const user = { isAuthenticated: true, userId: 'user_1' }

describe('toOurOutcome', () => {
  it.each([
    ['signed-in', { kind: 'pass', auth: user }],
    ['signed-out', { kind: 'pass', auth: nobody }],
    ['handshake', { kind: 'redirect', location: new URL('https://clerk.example.com/v1/client/handshake?a=b') }],
    ['refused', { kind: 'redirect', location: 'https://accounts.example.com/sign-in' }],
    ['refused', { kind: 'deny' }],
    ['unknown', null],
    ['unknown', undefined],
  ])('is %s', (outcome, decision) => {
    expect(toOurOutcome(decision)).toBe(outcome)
  })
})

describe('toPeerOutcome', () => {
  it.each([
    ['signed-in', user],
    ['signed-out', nobody],
    ['handshake', null],
    ['unknown', {}],
  ])('is %s', (outcome, auth) => {
    expect(toPeerOutcome(auth)).toBe(outcome)
  })
})
