import type { CachedKeySet } from '@postern/core'
import { describe, expect, it } from 'vitest'
import { createCacheKeyStore, createKeyStore, createKvKeyStore } from './create-key-store.ts'

const SECRET = 'sk_test_a_secret_of_the_instance'
const keys: CachedKeySet = { keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }], fetchedAtMs: 1_767_225_600_000 }
const id = 'a'.repeat(64)
const name = `postern-keys-${id}`

describe('createKeyStore', () => {
  it('reads what was written with the same secret', async () => {
    const map = new Map<string, string>()
    expect(await createKeyStore(map, SECRET).read(id)).toBeNull()
    await createKeyStore(map, SECRET).write(id, keys)
    expect(await createKeyStore(map, SECRET).read(id)).toEqual(keys)
  })

  it('finds nothing when the entry was written with another secret, or for another instance', async () => {
    const map = new Map<string, string>()
    await createKeyStore(map, 'sk_test_somebody_elses_secret').write(id, keys)
    expect(await createKeyStore(map, SECRET).read(id)).toBeNull()
    await createKeyStore(map, SECRET).write('b'.repeat(64), keys)
    map.set(name, map.get(`postern-keys-${'b'.repeat(64)}`) ?? '')
    expect(await createKeyStore(map, SECRET).read(id)).toBeNull()
  })

  it('finds nothing in entries that were changed, or never were ours', async () => {
    const map = new Map<string, string>()
    const store = createKeyStore(map, SECRET)
    await store.write(id, keys)
    const text = map.get(name) ?? ''
    const poisoned = [
      text.replace('"RSA"', '"oct"'),
      text.slice(1),
      text.slice(0, -1),
      `${text} `,
      JSON.stringify(keys),
      `.${JSON.stringify(keys)}`,
      `AAAA.${JSON.stringify(keys)}`,
      '%%%.{}',
      '',
      'x'.repeat(500_000),
    ]
    for (const planted of poisoned) {
      map.set(name, planted)
      expect(await store.read(id), planted.slice(0, 20)).toBeNull()
    }
    map.set(name, text)
    expect(await store.read(id)).toEqual(keys)
  })

  it('finds nothing where the store answers with something that is no text', async () => {
    // @ts-expect-error A store may do this.
    expect(await createKeyStore({ get: () => ({ keys }), set: () => {} }, SECRET).read(id)).toBeNull()
  })

  it('writes no secret', async () => {
    const map = new Map<string, string>()
    await createKeyStore(map, SECRET).write(id, keys)
    expect([...map.keys(), ...map.values()].join('\n')).not.toContain(SECRET)
  })

  it('throws without a secret', () => {
    expect(() => createKeyStore(new Map(), '')).toThrow('ERR_AUTH_OPTION_INVALID')
  })
})

describe('createCacheKeyStore', () => {
  it('keeps entries under URLs, for a day', async () => {
    const entries = new Map<string, Response>()
    const cache = {
      match: async (url: string) => entries.get(url)?.clone(),
      put: async (url: string, response: Response) => void entries.set(url, response),
    }
    const store = createCacheKeyStore(SECRET, async () => cache)
    expect(await store.read(id)).toBeNull()
    await store.write(id, keys)
    expect(await store.read(id)).toEqual(keys)
    expect([...entries.values()][0]?.headers.get('cache-control')).toBe('max-age=86400')
  })
})

describe('createKvKeyStore', () => {
  it('keeps entries under their names, for a day', async () => {
    const lifetimes: number[] = []
    const map = new Map<string, string>()
    const kv = {
      get: async (key: string) => map.get(key) ?? null,
      put: async (key: string, text: string, options: { readonly expirationTtl: number }) => {
        lifetimes.push(options.expirationTtl)
        map.set(key, text)
      },
    }
    await createKvKeyStore(kv, SECRET).write(id, keys)
    expect(await createKvKeyStore(kv, SECRET).read(id)).toEqual(keys)
    expect(lifetimes).toEqual([86_400])
  })
})
