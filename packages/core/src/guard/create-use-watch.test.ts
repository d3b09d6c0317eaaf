import { describe, expect, it } from 'vitest'
import { fakePorts } from '../../test/mint.ts'
import { createUseWatch } from './create-use-watch.ts'

describe('createUseWatch', () => {
  it('says once in a process that a middleware is made for each request (policies W2)', () => {
    const world = fakePorts()
    for (let count = 1; count <= 60; count++) {
      createUseWatch()(world.ports)
      expect(world.events).toHaveLength(count < 20 ? 0 : 1)
    }
    expect(world.events[0]).toMatchObject({ level: 'warn', event: 'middleware-made-per-request' })
    expect(world.events[0]?.message).toContain('make it once')
  })

  it('says nothing of many that are made before their requests come, nor of one that answers many (policies W2)', async () => {
    const world = fakePorts()
    const watches = Array.from({ length: 60 }, createUseWatch)
    const one = createUseWatch()
    for (let count = 0; count < 60; count++) one(world.ports)
    await Promise.resolve()
    for (const watch of watches) watch(world.ports)
    expect(world.events).toEqual([])
  })
})
