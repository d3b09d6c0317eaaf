import { describe, expect, it } from 'vitest'
import { liveOptions } from '../../test/fakes.ts'
import { mergeAccountOptions } from './merge-account-options.ts'

describe('mergeAccountOptions', () => {
  it('lets null stand for no way back, and absent values erase nothing', () => {
    expect(mergeAccountOptions(liveOptions, { redirectUrl: null, signInUrl: '' })).toEqual({
      ...liveOptions,
      redirectUrl: null,
    })
  })

  it('takes another publishable key alone', () => {
    const publishableKey = `pk_live_${btoa('clerk.other.com$')}`
    expect(mergeAccountOptions(liveOptions, { publishableKey }).publishableKey).toBe(publishableKey)
  })

  it('throws for what is no plain object', () => {
    expect(() => mergeAccountOptions({}, Object.create({ redirectUrl: '/' }))).toThrow(
      expect.objectContaining({ code: 'ERR_AUTH_OPTION_INVALID' }),
    )
  })
})
