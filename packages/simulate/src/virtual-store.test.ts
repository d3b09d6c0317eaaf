import { describe, expect, it } from 'vitest'
import { CENTRE_MS, createVirtualStore, PLACE_MEMORY_MS, type StoreLine } from './virtual-store.ts'
import { createVirtualTime, type VirtualTime } from './virtual-time.ts'

/** Lets `ms` pass. */
function pass(time: VirtualTime, ms: number): void {
  const untilMs = time.now() + ms
  while (time.nextMs() <= untilMs) time.runNext()
  time.advance(untilMs)
}

function read(time: VirtualTime, line: StoreLine | undefined): unknown {
  let found: unknown = 'nothing yet'
  line?.read('name', (value) => (found = value))
  pass(time, CENTRE_MS)
  return found
}

describe('createVirtualStore', () => {
  it('shows everybody at once what a shared store was told', () => {
    const time = createVirtualTime()
    const store = createVirtualStore('shared', time)
    store?.connect(0).write('name', 'value')
    pass(time, CENTRE_MS)
    expect(read(time, store?.connect(1))).toBe('value')
  })

  it('shows a place for a minute what it read of a regional store, also that there was nothing', () => {
    const time = createVirtualTime()
    const store = createVirtualStore('regional', time)
    const [here, there] = [store?.connect(0), store?.connect(1)]
    expect(read(time, there)).toBeNull()
    here?.write('name', 'value')
    expect(read(time, here)).toBe('value')
    expect(read(time, there)).toBeNull()
    pass(time, PLACE_MEMORY_MS)
    expect(read(time, there)).toBe('value')
  })
})
