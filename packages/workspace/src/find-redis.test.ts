import { describe, expect, it } from 'vitest'
import { findRedis, isRedisRequired } from './find-redis.ts'

const search = (env: Readonly<Record<string, string>>, ...installed: readonly string[]): string | null =>
  findRedis({ env, isExecutable: (path) => installed.includes(path) })
const PATH = '/usr/local/bin:/usr/bin'

describe('findRedis', () => {
  it('takes REDIS_PATH when it names an executable, and nothing else when it does not', () => {
    expect(search({ REDIS_PATH: '/opt/r', PATH }, '/opt/r', '/usr/bin/redis-server')).toBe('/opt/r')
    expect(search({ REDIS_PATH: '/opt/r', PATH }, '/usr/bin/redis-server')).toBeNull()
  })

  it('takes Valkey where there is no Redis', () => {
    expect(search({ PATH }, '/usr/bin/valkey-server')).toBe('/usr/bin/valkey-server')
    expect(search({ PATH }, '/usr/bin/valkey-server', '/usr/bin/redis-server')).toBe('/usr/bin/redis-server')
  })
})

describe('isRedisRequired', () => {
  it('is true for 1 only', () => {
    expect([{}, { POSTERN_REQUIRE_REDIS: '0' }, { POSTERN_REQUIRE_REDIS: '1' }].map(isRedisRequired)).toEqual([
      false,
      false,
      true,
    ])
  })
})
