/** The stores of Cloudflare, in workerd. */
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { createCacheStore, createDurableObjectStore, createKvStore } from '../../src/index.ts'
import { describeStore, toAddress } from '../describe-store.ts'

describeStore(
  'createKvStore',
  () => createKvStore(env.KV, { machineTokens: true }),
  () => ({
    list: async () => {
      const { keys } = await env.KV.list()
      return new Map(await Promise.all(keys.map(async ({ name }) => [name, (await env.KV.get(name)) ?? ''] as const)))
    },
    plant: (name, text) => env.KV.put(name, text),
  }),
)
describeStore('createCacheStore', () => createCacheStore(), null)
describeStore('createDurableObjectStore', () => createDurableObjectStore(env.STORE), null)

describe('createKvStore', () => {
  it('asks KV for no time below the least that it takes', async () => {
    const before = new Set((await env.KV.list()).keys.map(({ name }) => name))
    await createKvStore(env.KV, { machineTokens: true }).write(toAddress({ purpose: 'machine-token' }), 'text', 5_000)
    const { keys } = await env.KV.list()
    const added = keys.filter(({ name }) => !before.has(name))
    expect(added).toHaveLength(1)
    expect((added[0]?.expiration ?? 0) - Date.now() / 1_000).toBeGreaterThan(50)
  })

  it('keeps no answers about machine tokens unless it is told to', async () => {
    const address = toAddress({ purpose: 'machine-token' })
    await createKvStore(env.KV, { machineTokens: true }).write(address, 'text', 60_000)
    expect(await createKvStore(env.KV).read(address)).toBeNull()
    const other = toAddress({ purpose: 'machine-token' })
    await createKvStore(env.KV).write(other, 'text', 60_000)
    expect(await createKvStore(env.KV, { machineTokens: true }).read(other)).toBeNull()
  })
})
