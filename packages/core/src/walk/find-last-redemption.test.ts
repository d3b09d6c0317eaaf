import { describe, expect, it } from 'vitest'
import { devOptions, silentWorld, toNavigation, type RequestParts } from '../../test/fakes.ts'
import { NOW_MS, NOW_SEC } from '../../test/mint.ts'
import { readRequest } from '../request/read-request.ts'
import { createRecent } from '../foundation/create-recent.ts'
import { findInstance } from '../tenancy/find-instance.ts'
import type { LastRedemption } from '../tenancy/instance.ts'
import { findLastRedemption, keepLastRedemption } from './find-last-redemption.ts'

const failure = { cause: 'token-invalid', atMs: NOW_MS } as const
const instance = findInstance(devOptions, silentWorld().ports).current()
const see = (parts: RequestParts = {}, path = '/', nowMs = NOW_MS): Parameters<typeof findLastRedemption>[0] => ({
  instance,
  facts: readRequest(toNavigation(path, parts), []),
  nowMs,
})

describe('findLastRedemption', () => {
  it('finds it again by the cookies, whatever their order, and for ten seconds', () => {
    keepLastRedemption(see({ cookies: { a: '1', b: '2' } }), { failure })
    const again = { cookies: { b: '2', a: '1' } }
    expect(findLastRedemption(see(again)).failure).toEqual(failure)
    expect(findLastRedemption(see(again, '/', NOW_MS + 9_999)).failure).toEqual(failure)
    expect(findLastRedemption(see(again, '/', NOW_MS + 10_000)).failure).toBeNull()
  })

  it('finds it by the cookies that last: the counter of trips runs out and counts on', () => {
    keepLastRedemption(see({ cookies: { e: '1' } }), { failure })
    expect(findLastRedemption(see({ cookies: { e: '1', __clerk_redirect_count: '1' } })).failure).toEqual(failure)
    keepLastRedemption(see({ cookies: { f: '1', __clerk_redirect_count: '2' } }), { failure })
    expect(findLastRedemption(see({ cookies: { f: '1' } })).failure).toEqual(failure)
  })

  it('finds it by the development browser alone, where there is one', () => {
    keepLastRedemption(see({ cookies: { __clerk_db_jwt: 'one', a: '1' } }), { failure })
    expect(findLastRedemption(see({ cookies: { __clerk_db_jwt: 'one' } })).failure).toEqual(failure)
    expect(findLastRedemption(see({ cookies: { __clerk_db_jwt: 'two', a: '1' } })).failure).toBeNull()
  })

  it.each<[string, RequestParts]>([
    ['nothing', {}],
    ['fewer cookies', { cookies: { c: '1' } }],
    ['another value', { cookies: { c: '1', d: '3' } }],
    ['another name for itself', { cookies: { c: '1', d: '2' }, headers: { 'user-agent': 'b' } }],
  ])('finds nothing for a browser with %s', (_, parts) => {
    keepLastRedemption(see({ cookies: { c: '1', d: '2' } }), { failure })
    expect(findLastRedemption(see(parts))).toEqual({ failure: null, oversized: null })
  })

  it('finds it by the mark in the URL for a browser that keeps no cookies', () => {
    keepLastRedemption(see({ headers: { 'user-agent': 'keeps none' } }), { failure })
    const back = { headers: { 'user-agent': 'keeps none' } }
    expect(findLastRedemption(see(back, `/?__postern_trip=${NOW_SEC}`)).failure).toEqual(failure)
    expect(findLastRedemption(see(back, `/?__postern_trip=${NOW_SEC - 1}`)).failure).toBeNull()
    expect(findLastRedemption(see(back)).failure).toBeNull()
  })
})

describe('keepLastRedemption', () => {
  it('goes on with the browser, which comes back with the cookies that are set and not with those that are too large', () => {
    const before = see({ cookies: { e: '1', __clerk_handshake: 'result' } })
    const oversized = { name: '__session', bytes: 5_000, atMs: NOW_MS }
    keepLastRedemption(before, { failure })
    keepLastRedemption(before, { oversized }, ['e=2; Path=/', 'f=3', `__session=${'x'.repeat(5_000)}`])
    expect(findLastRedemption(see({ cookies: { e: '2', f: '3' } }))).toEqual({ failure, oversized })
  })

  it('keeps nothing where nothing is known', () => {
    keepLastRedemption(see({ cookies: { g: '1' } }), {}, ['h=1'])
    expect(findLastRedemption(see({ cookies: { g: '1', h: '1' } }))).toEqual({ failure: null, oversized: null })
  })

  it('holds no cookie in its names', () => {
    const names: string[] = []
    const kept = { ...createRecent<LastRedemption>(), keep: (id: string) => void names.push(id) }
    keepLastRedemption(
      { ...see({ cookies: { secret: 'sesame' } }), instance: { ...instance, lastRedemption: kept } },
      { failure },
    )
    expect(names).toHaveLength(1)
    expect(names.join('')).not.toContain('sesame')
    expect(names[0]).toHaveLength(20)
  })
})
