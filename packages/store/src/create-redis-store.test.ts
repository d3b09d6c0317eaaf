import { describe, expect, it } from 'vitest'
import { createRedisStore } from './create-redis-store.ts'

describe('createRedisStore', () => {
  it('says which clients it takes when it is given none of them', () => {
    const client = { get: () => Promise.resolve(null), set: () => Promise.resolve() }
    expect(() => createRedisStore(client as never)).toThrow('ERR_AUTH_OPTION_INVALID')
  })
})
