import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DurableObjectStorageLike, PosternStore } from './postern-store.ts'

const NOW_MS = 1_800_000_000_000

/** A storage in memory, whose lists are sorted by name as those of the platform are. */
function fakeStorage(): DurableObjectStorageLike & { readonly values: Map<string, unknown>; alarmMs: number | null } {
  const values = new Map<string, unknown>()
  const storage = {
    values,
    alarmMs: null as number | null,
    get: (name: string) => Promise.resolve(values.get(name)),
    put: (name: string, value: unknown) => Promise.resolve(void values.set(name, value)),
    delete: (names: string[]) => Promise.resolve(names.filter((name) => values.delete(name)).length),
    list: ({ limit, startAfter = '' }: { limit: number; startAfter?: string }) =>
      Promise.resolve(
        new Map(
          [...values]
            .toSorted(([one], [other]) => (one < other ? -1 : 1))
            .filter(([name]) => name > startAfter)
            .slice(0, limit),
        ),
      ),
    getAlarm: () => Promise.resolve(storage.alarmMs),
    setAlarm: (atMs: number) => Promise.resolve(void (storage.alarmMs = atMs)),
  }
  return storage
}
const put = (object: PosternStore, name: string, lifetimeSec: number | string): Promise<Response> =>
  object.fetch(new Request(`https://store.test/${name}?lifetime=${lifetimeSec}`, { method: 'PUT', body: 'text' }))
const get = (object: PosternStore, name: string): Promise<Response> =>
  object.fetch(new Request(`https://store.test/${name}`))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW_MS })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('PosternStore', () => {
  it('answers with a text until its time is over', async () => {
    const object = new PosternStore({ storage: fakeStorage() })
    expect((await put(object, 'a', 10)).status).toBe(204)
    vi.setSystemTime(NOW_MS + 9_999)
    expect(await (await get(object, 'a')).text()).toBe('text')
    vi.setSystemTime(NOW_MS + 10_000)
    expect((await get(object, 'a')).status).toBe(404)
  })

  it.each(['x', '', '-1', 'NaN'])('keeps a text for no time where the time is %j', async (lifetime) => {
    const object = new PosternStore({ storage: fakeStorage() })
    await put(object, 'a', lifetime)
    expect((await get(object, 'a')).status).toBe(404)
  })

  it('throws away what is over, over several pages, and is woken as long as there is something', async () => {
    const storage = fakeStorage()
    const object = new PosternStore({ storage })
    for (let count = 0; count < 300; count += 1) await put(object, `old-${String(count).padStart(3, '0')}`, 10)
    await put(object, 'young', 100)
    expect(storage.alarmMs).toBe(NOW_MS + 60_000)
    vi.setSystemTime(NOW_MS + 60_000)
    await object.alarm()
    expect([...storage.values.keys()]).toEqual(['young'])
    expect(storage.alarmMs).toBe(NOW_MS + 120_000)
    vi.setSystemTime(NOW_MS + 120_000)
    storage.alarmMs = null
    await object.alarm()
    expect([storage.values.size, storage.alarmMs]).toEqual([0, null])
  })

  it('does not put off a waking that is due', async () => {
    const storage = fakeStorage()
    const object = new PosternStore({ storage })
    await put(object, 'a', 10)
    vi.setSystemTime(NOW_MS + 30_000)
    await put(object, 'b', 10)
    expect(storage.alarmMs).toBe(NOW_MS + 60_000)
  })
})
