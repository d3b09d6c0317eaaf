import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AuthError } from '../foundation/auth-error.ts'
import { type CspOptions, parseSource, resolveCsp } from './resolve-csp.ts'
import { createCspNonce, toCspHeaders } from './to-csp-headers.ts'

const context = { frontendApiHost: 'clerk.example.com', nonce: 'AAAAAAAAAAAAAAAAAAAAAA==', isProduction: true }
const headersOf = (options: CspOptions, change: Partial<typeof context> = {}): Map<string, string> =>
  new Map(toCspHeaders(resolveCsp(options), { ...context, ...change }))
const policyOf = (options: CspOptions, change: Partial<typeof context> = {}): Map<string, string> => {
  const text = headersOf(options, change).get('content-security-policy') ?? ''
  return new Map(
    text.split('; ').map((part): [string, string] => {
      const [name = '', ...sources] = part.split(' ')
      return [name, sources.join(' ')]
    }),
  )
}

describe('toCspHeaders', () => {
  it('writes the default policy, sorted', () => {
    expect(Object.fromEntries(headersOf({}))).toEqual({
      'content-security-policy':
        "connect-src 'self' https://clerk-telemetry.com https://*.clerk-telemetry.com https://api.stripe.com https://maps.googleapis.com https://img.clerk.com https://*.protect.clerk.com:* clerk.example.com; " +
        "default-src 'self'; form-action 'self'; " +
        "frame-src 'self' https://challenges.cloudflare.com https://*.js.stripe.com https://js.stripe.com https://hooks.stripe.com https://*.protect.clerk.com; " +
        "img-src 'self' https://img.clerk.com; " +
        "script-src 'self' 'unsafe-inline' https: http: https://*.js.stripe.com https://js.stripe.com https://maps.googleapis.com https://*.protect.clerk.com; " +
        "style-src 'self' 'unsafe-inline'; worker-src 'self' blob:",
    })
  })

  it('allows eval outside production', () => {
    expect(policyOf({}, { isProduction: false }).get('script-src')).toContain("'self' 'unsafe-eval' 'unsafe-inline'")
  })

  it('swaps scheme sources for the nonce in strict mode, and hands the nonce over', () => {
    const scripts = policyOf({ strict: true }).get('script-src')
    expect(scripts).toMatch(/ 'strict-dynamic' 'nonce-AAAAAAAAAAAAAAAAAAAAAA=='$/)
    expect(scripts).not.toMatch(/ https?: /)
    expect(headersOf({ strict: true }).get('x-nonce')).toBe(context.nonce)
    expect(headersOf({}).has('x-nonce')).toBe(false)
  })

  it('merges into defaults and adds new directives', () => {
    const policy = policyOf({
      directives: { 'img-src': ['self', 'data:'], 'Object-Src': 'none', sandbox: ['allow-scripts'] },
    })
    expect(policy.get('img-src')).toBe("'self' https://img.clerk.com data:")
    expect(policy.get('object-src')).toBe("'none'")
    expect(policy.get('sandbox')).toBe('allow-scripts')
  })

  it.each(['none', "'none'", 'NONE'])('makes a directive exactly none for %s', (none) => {
    expect(policyOf({ directives: { 'style-src': ['https://x.test', none] } }).get('style-src')).toBe("'none'")
  })

  it('writes a directive without sources by its name alone', () => {
    expect(headersOf({ directives: { 'upgrade-insecure-requests': [] } }).get('content-security-policy')).toContain(
      '; upgrade-insecure-requests; ',
    )
  })

  it('survives a directive that is named like a member of every object', () => {
    expect(policyOf({ directives: { constructor: ['x'] } }).get('constructor')).toBe('x')
  })

  it('reports where it is told to, and only reports when asked', () => {
    const headers = headersOf({ reportOnly: true, reportTo: 'https://r.test/csp?x=1' })
    expect(headers.has('content-security-policy')).toBe(false)
    expect(headers.get('content-security-policy-report-only')).toMatch(/; report-to csp-endpoint$/)
    expect(headers.get('reporting-endpoints')).toBe('csp-endpoint="https://r.test/csp?x=1"')
  })

  it('refuses a frontend host or nonce that would write policy', () => {
    expect(() => headersOf({}, { frontendApiHost: "x.test; script-src 'unsafe-eval'" })).toThrow(AuthError)
    expect(() => headersOf({ strict: true }, { nonce: "x' *" })).toThrow(AuthError)
  })
})

describe('resolveCsp', () => {
  it.each([
    { directives: { 'img-src': 'https://a.test https://b.test' } },
    { directives: { 'img-src': ['https://a.test; script-src *'] } },
    { directives: { 'img-src': ['https://a.test,b.test'] } },
    { directives: { 'img-src': ['https://a.test\n'] } },
    { directives: { 'img-src': ["'self"] } },
    { directives: { 'img-src': [''] } },
    { directives: { 'img src': ['self'] } },
    { directives: { 'x;y': ['self'] } },
    { directives: { sandbox: ['allow-scripts;'] } },
    { reportTo: 'javascript:alert(1)' },
    { reportTo: 'https://r.test/"; x="' },
    { reportTo: 'https://r.test/\r\nx: y' },
  ])('throws for %j', (options) => {
    expect(() => resolveCsp(options)).toThrow(/^ERR_AUTH_CSP_INVALID/)
  })

  it('counts null and undefined as absent', () => {
    expect(resolveCsp({ strict: null, directives: { 'img-src': null, 'x-src': undefined }, reportTo: null })).toEqual(
      resolveCsp({}),
    )
  })
})

describe('parseSource', () => {
  it.each([
    ['self', "'self'"],
    ["'self'", "'self'"],
    ['unsafe-hashes', "'unsafe-hashes'"],
    ["'wasm-unsafe-eval'", "'wasm-unsafe-eval'"],
    ["'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='", "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"],
    ['data:', 'data:'],
    ['*', '*'],
    ['*.example.com', '*.example.com'],
    ['localhost:*', 'localhost:*'],
    ['wss://x.example.com:443/a/b?', null],
    ['ws://[::1]:3000', 'ws://[::1]:3000'],
    ['https://x.example.com/a/b.js', 'https://x.example.com/a/b.js'],
  ])('reads %s as %s', (source, expected) => {
    expect(parseSource('script-src', source)).toBe(expected)
  })

  it('never lets a separator through', () => {
    fc.assert(
      fc.property(fc.constantFrom('script-src', 'sandbox', 'anything'), fc.string(), (directive, text) => {
        const source = parseSource(directive, text)
        return source === null || /^[\x21-\x2b\x2d-\x3a\x3c-\x7e]+$/.test(source)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('createCspNonce', () => {
  it('is 128 random bits in base64', () => {
    expect(createCspNonce()).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(createCspNonce()).not.toBe(createCspNonce())
  })
})
