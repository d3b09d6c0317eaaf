import { describe, expect, it } from 'vitest'
import { toListenError } from './to-listen-error.ts'

describe('toListenError', () => {
  it.each([
    ['EADDRINUSE', 'ERR_EMULATOR_PORT_IN_USE', 'port 80 is taken'],
    ['EACCES', 'ERR_EMULATOR_PORT_DENIED', 'this user may not listen on port 80. Choose one from 1024'],
    ['EPERM', 'ERR_EMULATOR_PORT_DENIED', 'this user may not listen on port 80'],
    ['EADDRNOTAVAIL', 'ERR_EMULATOR_ADDRESS_UNAVAILABLE', '::1 is no address of this machine'],
    ['ENOTFOUND', 'ERR_EMULATOR_ADDRESS_UNAVAILABLE', '::1 is no address of this machine'],
    ['EMFILE', 'ERR_EMULATOR_ADDRESS_UNAVAILABLE', '::1 cannot be listened on (EMFILE)'],
  ])('names %s', (code, expected, text) => {
    const cause = Object.assign(new Error('listen failed'), { code })
    const error = toListenError(cause, 80, '::1')
    expect(error).toMatchObject({ code: expected, cause })
    expect(error.message).toContain(text)
  })
})
