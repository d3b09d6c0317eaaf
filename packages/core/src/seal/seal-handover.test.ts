import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from './handover-contents.ts'
import { openHandover } from './open-handover.ts'
import {
  resolveOpeningKeys,
  type SealingKey,
  createSealingKeySource,
  type SealingMaterial,
} from './sealing-material.ts'
import { sealHandover } from './seal-handover.ts'

const nowMs = 1_800_000_000_000
const readKey = async (material: SealingMaterial): Promise<SealingKey> => {
  const read = createSealingKeySource(material)
  if (read === null) throw new Error('The test gives a key.')
  return read()
}
const toSeal = {
  key: await readKey({ secretKey: 'sk_test_1' }),
  publishableKey: 'pk_test_x',
  host: 'app.test',
  method: 'GET',
  path: '/dashboard',
  token: 'the.session.token',
  isTokenInside: true,
  nowMs,
  contents: {
    status: 'signed-in',
    reason: null,
    clerkUrl: 'http://app.test/dashboard',
    options: null,
    machineAuth: null,
    isMachineAsked: false,
    reader: { isPage: true, isServerAction: false, isPrefetch: false, isRouterFetch: true },
    mark: null,
    trace: [],
  },
} as const

// A `__proto__` of its own is nothing that options or auth objects hold, and no comparison of objects sees it.
const isPlain = (value: unknown): boolean => !JSON.stringify(value).includes('__proto__')
const json = fc.jsonValue().filter(isPlain) as fc.Arbitrary<Json>
const jsonObject: fc.Arbitrary<JsonObject | null> = fc.option(fc.dictionary(fc.string(), json).filter(isPlain))
const text = fc.string({ unit: 'binary' })
const filled = fc.string({ unit: 'grapheme', minLength: 1 })
const hexKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => [...bytes].map(toHexByte).join(''))
const base64UrlKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', ''),
)
const material: fc.Arbitrary<SealingMaterial> = fc.oneof(
  fc.record({ encryptionKey: fc.oneof(hexKey, base64UrlKey, filled) }),
  fc.record({ encryptionKey: filled, secretKey: filled }),
  fc.record({ secretKey: filled }),
)
const contents = fc.record({
  status: fc.constantFrom('signed-in', 'signed-out'),
  reason: fc.option(text),
  clerkUrl: fc.webUrl(),
  options: jsonObject,
  machineAuth: jsonObject,
  isMachineAsked: fc.boolean(),
  reader: fc.record({
    isPage: fc.boolean(),
    isServerAction: fc.boolean(),
    isPrefetch: fc.boolean(),
    isRouterFetch: fc.boolean(),
  }),
  mark: fc.option(fc.record({ traceId: text, isJson: fc.boolean() })),
  trace: fc.array(text),
})
const handover = fc.record({
  contents,
  publishableKey: fc.string({ maxLength: 255 }),
  host: fc.oneof(fc.domain(), text),
  method: fc.constantFrom('GET', 'POST', 'HEAD', 'PATCH'),
  path: text,
  token: fc.option(fc.oneof(text, fc.base64String({ minLength: 600, maxLength: 4_000 }))),
  isTokenInside: fc.boolean(),
  nowMs: fc.integer({ min: 0, max: 4_102_444_800_000 }),
})

function toHexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}

describe('sealHandover', () => {
  it('writes what the side that opens reads, whatever the key, the token, the host and the contents', async () => {
    await fc.assert(
      fc.asyncProperty(material, handover, async (given, rest) => {
        const sealed = await sealHandover({ ...rest, key: await readKey(given) })
        const { publishableKey, host, method, path, token } = rest
        const opened = openHandover({
          keys: resolveOpeningKeys(given) ?? [],
          sealed,
          publishableKey,
          host,
          token: rest.isTokenInside ? null : token,
          request: { method, path },
          nowMs: rest.nowMs,
        })
        const found = { contents: JSON.parse(JSON.stringify(rest.contents)), token, publishableKey, isFresh: true }
        expect(opened).toEqual({ ok: true, value: found })
      }),
      { numRuns: 300 },
    )
  })

  it('never writes the same text twice', async () => {
    expect(await sealHandover(toSeal)).not.toBe(await sealHandover(toSeal))
  })

  it('hides the token, the path and the options', async () => {
    const bytes = atob((await sealHandover(toSeal)).replaceAll('-', '+').replaceAll('_', '/'))
    expect(bytes).not.toContain('session')
    expect(bytes).not.toContain('dashboard')
  })

  it('rejects when the platform does not encrypt', async () => {
    const stranger = await crypto.subtle.generateKey({ name: 'AES-CBC', length: 256 }, false, ['encrypt'])
    await expect(sealHandover({ ...toSeal, key: { ...toSeal.key, key: stranger } })).rejects.toThrow()
  })
})
