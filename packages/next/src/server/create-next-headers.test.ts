import { describe, expect, it } from 'vitest'
import { createNextHeaders } from './create-next-headers.ts'

const done = async (): Promise<void> => {}
const failing = (error: unknown) =>
  createNextHeaders(async () => ({ headers: () => Promise.reject(error), untilRequest: done }))

describe('createNextHeaders', () => {
  it('returns what Next has', async () => {
    const headers = new Headers({ a: 'b' })
    const next = createNextHeaders(async () => ({ headers: () => Promise.resolve(headers), untilRequest: done }))
    expect(await next.read()).toBe(headers)
  })

  it.each([
    // Next 16
    'Route "/x": `headers()` can\'t be read inside `"use cache"`. Read it outside the cached function.',
    'Route "/x": `headers()` can\'t be read inside `unstable_cache()`. Read it outside the cached function.',
    'Route "/x": `connection()` can\'t be called inside `"use cache: private"` because private cached functions may run during prefetching.',
    // Next 15
    'Route /x used "headers" inside "use cache". Accessing Dynamic data sources inside a cache scope is not supported.',
    'Route /x used "headers" inside "use cache: private". Accessing "headers" inside a private cache scope is not supported.',
    'Route /x used "headers" inside a function cached with "unstable_cache(...)". Accessing Dynamic data sources is not supported.',
  ])('says what to do instead: %s', async (message) => {
    const cause = new Error(message)
    await expect(failing(cause).read()).rejects.toMatchObject({ code: 'ERR_AUTH_CACHED_SCOPE', cause })
  })

  it('lets everything else through as it is, since some of it is control flow', async () => {
    const error = Object.assign(new Error('Dynamic server usage'), { digest: 'DYNAMIC_SERVER_USAGE' })
    await expect(failing(error).read()).rejects.toBe(error)
    await expect(failing('a promise that hangs').read()).rejects.toBe('a promise that hangs')
  })

  it('does not go on before there is a request, so that no clock is read in a rendering in advance (first-day 2)', async () => {
    const order: string[] = []
    let arrive = (): void => {}
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    const next = createNextHeaders(async () => ({ headers: async () => new Headers(), untilRequest: () => arrived }))
    const reading = next.read().then(() => order.push('read'))
    // Longer than everything that has to be awaited here besides.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
    order.push('request')
    arrive()
    await reading
    expect(order).toEqual(['request', 'read'])
  })

  it('has the headers at once where they were read before for the same request, and for no other (in-use 25)', async () => {
    const requests = [new Headers({ n: '1' }), new Headers({ n: '2' })].map((headers) => Promise.resolve(headers))
    let at = 0
    const headers = (): Promise<Headers> => requests[at] ?? Promise.reject(new Error('There are two.'))
    const next = createNextHeaders(async () => ({ headers, untilRequest: done }))
    expect(next.peek()).toBe(null)
    await next.read()
    expect(next.peek()?.get('n')).toBe('1')
    at = 1
    expect(next.peek()).toBe(null)
  })

  it('has nothing at once where Next throws (in-use 25)', async () => {
    let isOver = false
    const headers = (): Promise<Headers> => {
      if (isOver) throw new Error('`headers()` was called outside a request scope.')
      return Promise.resolve(new Headers())
    }
    const next = createNextHeaders(async () => ({ headers, untilRequest: done }))
    await next.read()
    isOver = true
    expect(next.peek()).toBe(null)
  })
})
