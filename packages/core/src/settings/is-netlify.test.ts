import { describe, expect, it } from 'vitest'
import { isNetlify } from './is-netlify.ts'

const none = { NETLIFY: undefined, NETLIFY_FUNCTIONS_TOKEN: undefined, URL: undefined }

describe('isNetlify', () => {
  it.each([{ NETLIFY: 'true' }, { NETLIFY_FUNCTIONS_TOKEN: 'x' }, { URL: 'https://shop.netlify.app' }])(
    'is true with %j (in-use 19)',
    (set) => expect(isNetlify({ ...none, ...set })).toBe(true),
  )

  it.each([
    {},
    { NETLIFY: '' },
    { NETLIFY: true },
    { URL: 'https://netlify.app.evil.example' },
    { URL: () => 'netlify.app' },
  ])('is false with %j', (set) => expect(isNetlify({ ...none, ...set })).toBe(false))
})
