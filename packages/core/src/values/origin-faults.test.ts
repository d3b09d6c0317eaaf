import { describe, expect, it } from 'vitest'
import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { toUrl } from '../foundation/is-record.ts'
import { firstMatch } from '../foundation/rule.ts'
import { isListedOrigin, originFaults, parseOrigin } from './origin-faults.ts'

type OriginText = Parameters<(typeof originFaults)[number][1]>[0]

const of = (text: string, isWebOnly = false): OriginText => ({
  text,
  isWebOnly,
  url: toUrl(text.replace(/^(https?:\/\/)\*\.(?=[^*]+$)/i, '$1any-label.')),
})

const cases: Cases<OriginText> = {
  'origin-without-scheme': [of('a*'), of('shop.example'), of('javascript:*'), of('mailto:ann@x?y#*'), of('')],
  'origin-with-stray-wildcard': [
    of('https://*'),
    of('wss://ann@*.com/x?y'),
    of('https://ann:secret@a*.com/x'),
    of('https://a*b c'),
    of('https://*.*.com/x'),
  ],
  'origin-unreadable': [
    of('https://'),
    of('foo:///x?y'),
    of('ws://'),
    of('https://a b/x'),
    of('https://*.10.0.0.1'),
    of('https://', true),
  ],
  'origin-of-no-page': [of('wss://ann:secret@shop.example/x?y'), of('ftp://shop.example'), of('foo://x@y/z', true)],
  'origin-with-user': [of('https://ann:secret@shop.example/x?y'), of('https://:secret@shop.example')],
  'origin-with-path': [
    of('https://shop.example/x'),
    of('https://*.com/x'),
    of('https://*.com?y'),
    of('https://shop.example/#'),
  ],
  'origin-wildcard-too-wide': [of('https://*.com'), of('https://*.vercel.app/')],
  'origin-as-browsers-send-it': [of('https://shop.example'), of('https://*.shop.example'), of('foo://shop.example')],
}
const all = toProduct<{ scheme: string; user: string; host: string; tail: string; isWebOnly: boolean }>({
  scheme: ['', 'https://', 'wss://', 'foo://', 'javascript:'],
  user: ['', 'ann:secret@'],
  host: ['', 'shop.example', '*.shop.example', '*.com', 'a*.com', 'a b', '*'],
  tail: ['', '/', '/x', '?y', '/x#y'],
  isWebOnly: [false, true],
}).map(({ scheme, user, host, tail, isWebOnly }) => of(scheme + user + host + tail, isWebOnly))

describeTable('originFaults', originFaults, of('https://shop.example'), cases, all)

describe('parseOrigin', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://shop.example/', 'https://shop.example'],
    ['HTTPS://Shop.example', 'https://shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    ['http://shop.example:80/', 'http://shop.example'],
    ['https://shop.example:8443', 'https://shop.example:8443'],
    [' https://shop.example\n', 'https://shop.example'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['https://*.shop.example', 'https://*.shop.example'],
    ['https://*.Shop.example:443/', 'https://*.shop.example'],
    ['https://*.preview.shop.example:8443', 'https://*.preview.shop.example:8443'],
    ['http://*.localhost:3000', 'http://*.localhost:3000'],
    ['https://*.my-team.vercel.app', 'https://*.my-team.vercel.app'],
    ['chrome-extension://abcdef', 'chrome-extension://abcdef'],
    ['Capacitor://localhost/', 'capacitor://localhost'],
  ])('reads %j as %s (in-use 12)', (text, origin) => {
    expect(parseOrigin(text, false)).toEqual({ ok: true, value: origin })
  })

  it.each([
    ['origin-without-scheme', 'shop.example', 'https://shop.example'],
    ['origin-without-scheme', 'shop.example:8443/x', 'https://shop.example:8443'],
    ['origin-without-scheme', 'localhost:3000', 'http://localhost:3000'],
    ['origin-without-scheme', '//shop.example', 'https://shop.example'],
    ['origin-without-scheme', '/shop', null],
    ['origin-without-scheme', '*', null],
    ['origin-without-scheme', 'null', null],
    ['origin-without-scheme', '*.shop.example', null],
    ['origin-without-scheme', 'javascript:1', null],
    ['origin-with-stray-wildcard', 'https://shop.*', null],
    ['origin-with-stray-wildcard', 'https://shop-*.vercel.app', null],
    ['origin-with-stray-wildcard', 'https://*shop.example', null],
    ['origin-with-stray-wildcard', 'https://*.*.shop.example', null],
    ['origin-with-stray-wildcard', 'https://shop.example:*', null],
    ['origin-with-stray-wildcard', '*://*.shop.example', null],
    ['origin-with-stray-wildcard', 'capacitor://*.shop.example', null],
    ['origin-with-stray-wildcard', 'https://user@*.shop.example', null],
    ['origin-unreadable', 'https://', null],
    ['origin-unreadable', 'https://shop example', null],
    ['origin-unreadable', 'https://*.10.0.0.1', null],
    ['origin-unreadable', 'chrome-extension:///', null],
    ['origin-of-no-page', 'wss://shop.example', 'https://shop.example'],
    ['origin-of-no-page', 'ftp://shop.example', 'https://shop.example'],
    ['origin-with-user', 'https://ann:secret@shop.example', 'https://shop.example'],
    ['origin-with-path', 'https://shop.example/en', 'https://shop.example'],
    ['origin-with-path', 'https://shop.example?', 'https://shop.example'],
    ['origin-with-path', 'https://shop.example/#x', 'https://shop.example'],
    ['origin-with-path', 'https://*.shop.example/en', null],
    ['origin-wildcard-too-wide', 'https://*.com', null],
    ['origin-wildcard-too-wide', 'https://*.example', null],
    ['origin-wildcard-too-wide', 'https://*.co.uk', null],
    ['origin-wildcard-too-wide', 'https://*.vercel.app', null],
    ['origin-wildcard-too-wide', 'https://*.Pages.dev', null],
    ['origin-wildcard-too-wide', 'https://*.com.', null],
  ])('refuses by %s: %j, meaning %j (in-use 12)', (_, text, meant) => {
    const read = parseOrigin(text, false)
    expect(read.ok).toBe(false)
    if (read.ok) return
    expect(/write "(.*)"/.exec(read.failure)?.[1] ?? null).toBe(meant)
    expect(read.failure).not.toContain('secret')
  })

  it('gives every refusal its row', () => {
    const rules = originFaults.map(([name]) => name)
    expect(rules.at(-1)).toBe('origin-as-browsers-send-it')
    const facts = { text: 'wss://u@a.example/x', url: new URL('wss://u@a.example/x'), isWebOnly: true }
    expect(firstMatch(originFaults, facts).rule).toBe('origin-of-no-page')
  })

  it('takes no scheme of applications where only the web is meant', () => {
    expect(parseOrigin('capacitor://localhost', true).ok).toBe(false)
  })
})

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
