import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { withoutNode } from '../../test/without-node.ts'
import { openHandover } from './open-handover.ts'
import {
  type OpeningKey,
  resolveOpeningKeys,
  type SealingKey,
  createSealingKeySource,
  type SealingMaterial,
} from './sealing-material.ts'
import { sealHandover } from './seal-handover.ts'

const nowMs = 1_800_000_000_000
const keysOf = (material: SealingMaterial): readonly OpeningKey[] => {
  const keys = resolveOpeningKeys(material)
  if (keys === null) throw new Error('The test gives a key.')
  return keys
}
const keyOf = async (material: SealingMaterial): Promise<SealingKey> => {
  const read = createSealingKeySource(material)
  if (read === null) throw new Error('The test gives a key.')
  return read()
}
const keys = keysOf({ encryptionKey: 'a'.repeat(64) })
const contents = {
  status: 'signed-in',
  reason: null,
  clerkUrl: 'http://app.test/dashboard',
  options: { publishableKey: 'pk_test_x' },
  machineAuth: null,
  isMachineAsked: false,
  reader: { isPage: true, isServerAction: false, isPrefetch: false, isRouterFetch: true },
  mark: null,
  trace: ['otherwise'],
} as const
const toSeal = {
  key: await keyOf({ encryptionKey: 'a'.repeat(64) }),
  publishableKey: 'pk_test_x',
  host: 'app.test',
  method: 'GET',
  path: '/dashboard',
  token: 'the.session.token',
  isTokenInside: true,
  nowMs,
  contents,
}
const sealed = await sealHandover(toSeal)
// Made with @noble/ciphers and @noble/hashes 2.4.0, for the same request, under a key stretched from a passphrase.
const foreignSeal =
  'AuGrcHoBoxhdOmAJcGtfdGVzdF94S6DdKUsjxmWMRp8BlGvNQ7Ev_x9rYUjeN900utpx2g5lkSQgpHnjwFfxNRsPIQwp0-ovS_bSsH5Ieu0XWYOdDdZoVdip' +
  '_RkG3eb6dwg55cUFnLauQj8E9YMGl5s5yoCdPvlM72VY9OnHNocAaTxw5wbUGMsQScZ7xsj7cdLa-s2-1NidTBzIaeRHAtpQ0jG1bqZYrarCj8WqH0I23IOK' +
  '_NeRVDahRlNlMN_CCCQg7BOr3S5rgwEKCsQmowdRfP668_X1aSITthmFaGFba6uSQQ8LB2oZtGQpJ8S7Bf7kCCDL1CvD4i7JQdvVbiF5SOfNG3ld9O6JE9JA' +
  'Sx0ktqLSkAP_E7LK-XbGvzz-SwGTX05DeXYxX_u8rNoOoICdfRh2LlZNrt3niHuWlEvHlgwYQXyi_LI2v0WT7Q_A-P8yC2EDhQN7_Onvf_xKOTYYgmwnK2o-' +
  '0JxHWlyvkZMBMvIIgt0GGS2-QAG0AANJxt5yZNsqchb9PNbkDKoS5w'
// The same, as the release before made it: it does not say who reads the answer.
const olderSeal =
  'AeGrcHoBoxhdOmAJcGtfdGVzdF94S6DdKUsjxmWMRp8BlGvNQ7Ev_x9rYUjeN900utpx2g4jdwNo794YM5owU5jqHv7rPDIOLbnynudnu3IKXpTWQwZtyL4J' +
  'dXwinCIGh3Cw7ulgHrEwqtd-fEcQwHOEWFRB2GjC1e8DznRKIYlN_XPNLLvOurCEC78WKQ33wAmWwxgkkVtgSohWeQq24_FxSu3YzNC1HGT0MWMp1yWZbdh1' +
  'AzDrFpUX0arjdUjqdo0zDDJiLQlJmFz0Zn_LpyHRWNqofQUdpI4cOkWsI9pEhJnXtsPHARmZDg9QAPrz7RXd7Yju0I6vofKrunRM47_Kzn-zwlofVo7s1w3j' +
  'Axho2-6hd2hDo37o_7odtcSCOzVR7u0qH1bJm_ka'
const toOpen = {
  keys,
  sealed,
  publishableKey: 'pk_test_x',
  host: 'app.test',
  token: null,
  request: { method: 'GET', path: '/dashboard' },
  nowMs: nowMs + 1_000,
}

describe.each([
  ['with what the platform has', () => {}],
  ['with a library', withoutNode],
])('openHandover %s', (_how, prepare) => {
  beforeEach(prepare)

  it('returns what was sealed, with the token inside', () => {
    expect(openHandover(toOpen)).toEqual({
      ok: true,
      value: { contents, token: 'the.session.token', publishableKey: 'pk_test_x', isFresh: true },
    })
  })

  it('accepts the token that travels beside the seal', async () => {
    const beside = await sealHandover({ ...toSeal, isTokenInside: false })
    expect(openHandover({ ...toOpen, sealed: beside, token: 'the.session.token' })).toMatchObject({
      value: { token: 'the.session.token' },
    })
  })

  it('names the instance when the caller does not know it', () => {
    expect(openHandover({ ...toOpen, publishableKey: null })).toMatchObject({ value: { publishableKey: 'pk_test_x' } })
  })

  it('opens what another implementation sealed', () => {
    const keys = keysOf({ encryptionKey: 'a passphrase that is stretched' })
    expect(openHandover({ ...toOpen, keys, sealed: foreignSeal })).toMatchObject({
      ok: true,
      value: {
        contents: { status: 'signed-in', reader: contents.reader, trace: [] },
        token: 'the.session.token',
        isFresh: true,
      },
    })
  })

  it('refuses a seal of the release before, whatever key it has (in-use 17)', () => {
    const keys = keysOf({ encryptionKey: 'a passphrase that is stretched' })
    expect(openHandover({ ...toOpen, keys, sealed: olderSeal })).toEqual({ ok: false, failure: 'other-version' })
  })

  it.each([
    undefined,
    null,
    {},
    { ...contents.reader, isPage: 'yes' },
    { ...contents.reader, isServerAction: undefined },
  ])('refuses contents that say of the reader: %j (in-use 1)', async (reader) => {
    const odd = JSON.parse(JSON.stringify({ ...contents, reader })) as typeof contents
    const strange = await sealHandover({ ...toSeal, contents: odd })
    expect(openHandover({ ...toOpen, sealed: strange })).toEqual({ ok: false, failure: 'malformed' })
  })

  it.each([undefined, {}, 'mark', { traceId: 1, isJson: true }, { traceId: 'a', isJson: 'yes' }])(
    'refuses contents with the mark %j (first-day 9)',
    async (mark) => {
      const odd = JSON.parse(JSON.stringify({ ...contents, mark })) as typeof contents
      const strange = await sealHandover({ ...toSeal, contents: odd })
      expect(openHandover({ ...toOpen, sealed: strange })).toEqual({ ok: false, failure: 'malformed' })
    },
  )

  it('does not look at method and path where the caller sees neither', () => {
    expect(openHandover({ ...toOpen, request: null }).ok).toBe(true)
  })

  it.each([
    ['other-token', { token: 'another.session.token' }],
    ['other-instance', { publishableKey: 'pk_test_y' }],
    ['not-authentic', { host: 'other.test' }],
    ['not-authentic', { host: '' }],
    ['other-request', { request: { method: 'POST', path: '/dashboard' } }],
    ['other-request', { request: { method: 'GET', path: '/admin' } }],
    ['unknown-key', { keys: keysOf({ encryptionKey: 'b'.repeat(64) }) }],
    ['malformed', { sealed: '' }],
    ['malformed', { sealed: 'not a seal' }],
    ['malformed', { sealed: `${sealed}=` }],
    ['malformed', { sealed: 'A'.repeat(100_000) }],
  ] as const)('refuses with %s when %j', (failure, change) => {
    expect(openHandover({ ...toOpen, ...change })).toEqual({ ok: false, failure })
  })

  it('refuses a seal whose token is missing beside it', async () => {
    const beside = await sealHandover({ ...toSeal, isTokenInside: false })
    expect(openHandover({ ...toOpen, sealed: beside })).toEqual({ ok: false, failure: 'other-token' })
  })

  it.each([
    [true, 59_999],
    [false, 60_000],
    [false, 86_400_000],
    [true, -60_000],
    [false, -60_001],
  ])('says isFresh: %s when the seal is %i ms old', (isFresh, ageMs) => {
    expect(openHandover({ ...toOpen, nowMs: nowMs + ageMs })).toMatchObject({ ok: true, value: { isFresh } })
  })

  it('opens with the previous encryption key, and does not seal with it', async () => {
    const rotated = { encryptionKey: 'new', previousEncryptionKey: 'a'.repeat(64) }
    expect(openHandover({ ...toOpen, keys: keysOf(rotated) }).ok).toBe(true)
    const fresh = await sealHandover({ ...toSeal, key: await keyOf(rotated) })
    expect(openHandover({ ...toOpen, sealed: fresh })).toEqual({ ok: false, failure: 'unknown-key' })
  })

  it('refuses every flipped bit', () => {
    const bytes = Uint8Array.from(atob(sealed.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    fc.assert(
      fc.property(fc.nat({ max: bytes.length * 8 - 1 }), (bit) => {
        const changed = Uint8Array.from(bytes)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const text = btoa(String.fromCharCode(...changed))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replaceAll('=', '')
        return !openHandover({ ...toOpen, sealed: text }).ok
      }),
      { numRuns: 500 },
    )
  })

  it('refuses every truncation and any other text without throwing', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(openHandover({ ...toOpen, sealed: sealed.slice(0, length) }).ok).toBe(false)
    }
    fc.assert(fc.property(fc.base64String(), (text) => !openHandover({ ...toOpen, sealed: text }).ok))
  })
})
