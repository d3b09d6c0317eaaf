import { describe, expect, it } from 'vitest'
import { isListedOrigin } from './is-listed-origin.ts'

const listed = ['https://app.example.com', 'https://*.shop.example', 'http://*.localhost:3000']

describe('isListedOrigin', () => {
  it.each([
    'https://app.example.com',
    'https://preview-7.shop.example',
    'https://xn--bcher-kva.shop.example',
    'https://a_b.shop.example',
    'http://acme.localhost:3000',
  ])('knows %s (in-use 12)', (origin) => expect(isListedOrigin(listed, origin)).toBe(true))

  it.each([
    'https://shop.example',
    'https://.shop.example',
    'https://*.shop.example',
    'https://a.b.shop.example',
    'http://a.shop.example',
    'https://a.shop.example:8443',
    'https://a.shop.example.evil.example',
    'https://evil.example/.shop.example',
    'https://evil.example#.shop.example',
    'https://user@shop.example',
    'https://evil-shop.example',
    'https://ashop.example',
    'https://A.shop.example',
    'https://-.shop.example',
    'https://a:1.shop.example',
    'http://acme.localhost',
    'https://app.example.com/',
    '',
    'null',
  ])('does not know %j (in-use 12)', (origin) => expect(isListedOrigin(listed, origin)).toBe(false))

  it('knows nothing where nothing is listed', () => expect(isListedOrigin([], 'https://a.example')).toBe(false))
})
