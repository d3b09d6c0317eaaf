import { describe, expect, it } from 'vitest'
import { createClock } from '../create-clock.ts'
import { createRandom } from '../create-random.ts'
import type { Instance } from '../instance.ts'
import { createStore } from './create-store.ts'
import { beginSignIn } from './sign-ins.ts'
import { createClient, findClient } from './visits.ts'

const NOW = 1_790_000_000_000
const MANY = 10_500

/** A browser that began a sign-in, one that has a session, and more than are kept. */
const start = () => {
  const store = createStore()
  // Nothing else of an instance is read.
  const instance = { store, clock: createClock(NOW), random: createRandom('clients') } as Partial<Instance> as Instance
  const [idle, busy] = [createClient(instance), createClient(instance)]
  beginSignIn(instance, idle, {})
  store.write((tx) => tx.put('clients', { ...busy, sessionIds: ['sess_1'] }))
  for (let count = 0; count < MANY; count += 1) createClient(instance)
  return { instance, store, idle, busy }
}

describe('forgetClients', () => {
  it('keeps no more browsers than there may be, and nothing of those that go', () => {
    const { instance, store, idle } = start()
    expect(store.list('clients').length).toBeLessThanOrEqual(10_000)
    expect(store.list('clientHandles')).toHaveLength(store.list('clients').length * 2)
    expect([findClient(instance, idle.secret), store.list('signIns')]).toEqual([null, []])
  })

  it('keeps browsers in which somebody has signed in, and the newest', () => {
    const { instance, store, busy } = start()
    expect(findClient(instance, busy.devBrowser)?.id).toBe(busy.id)
    expect(store.get('clients', createClient(instance).id)).not.toBeNull()
  })
})
