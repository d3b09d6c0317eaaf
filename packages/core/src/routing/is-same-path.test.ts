import { describe, expect, it } from 'vitest'
import { isAtOrBelow, isSamePath } from './is-same-path.ts'

describe('isAtOrBelow', () => {
  it.each([
    ['/sign-in', '/sign-in'],
    ['/sign-in/', '/sign-in'],
    ['/sign-in', '/sign-in/'],
    ['/sign-in/tasks', '/sign-in'],
    ['/sign-in/sso/callback', '/sign-in/'],
    ['/', '/'],
    ['/anmelden/%C3%BCber', '/anmelden'],
    ['/%61nmelden', '/anmelden'],
    ['/über', '/%C3%BCber'],
  ])('%s lies at or below %s (in-use 3)', (path, page) => {
    expect(isAtOrBelow(path, page)).toBe(true)
  })

  it.each([
    ['/dashboard', '/'],
    ['/sign-into', '/sign-in'],
    ['/sign', '/sign-in'],
    ['/Sign-In', '/sign-in'],
    ['//sign-in', '/sign-in'],
    ['/sign-in//admin', '/sign-in'],
    ['/sign-in/../admin', '/sign-in'],
    ['/sign-in/..%2Fadmin', '/sign-in'],
    ['/sign-in/%2e%2e/admin', '/sign-in'],
    ['/sign-in%2Fadmin', '/sign-in'],
    ['/sign-in/..;/admin', '/sign-in'],
    ['/sign-in;x=1', '/sign-in'],
    ['/sign-in/..\\admin', '/sign-in'],
    ['/sign-in/%5c..%5cadmin', '/sign-in'],
    ['/sign-in/%252e%252e%252fadmin', '/sign-in'],
    ['/sign-in/%', '/sign-in'],
    ['/sign-in/%00', '/sign-in'],
    ['//', '/'],
    ['/%2F', '/'],
  ])('%s does not lie at or below %s (in-use 3)', (path, page) => {
    expect(isAtOrBelow(path, page)).toBe(false)
  })
})

describe('isSamePath', () => {
  it.each([
    ['/denied', '/denied'],
    ['/denied/', '/denied'],
    ['/', '/'],
    ['/%64enied', '/denied'],
    ['/a//b', '/a//b'],
  ])('%s is %s (in-use 3)', (one, other) => expect(isSamePath(one, other)).toBe(true))

  it.each([
    ['/denied', '/'],
    ['/denied', '/denied/x'],
    ['/Denied', '/denied'],
    ['/a//b', '/a/b'],
  ])('%s is not %s (in-use 3)', (one, other) => expect(isSamePath(one, other)).toBe(false))
})
