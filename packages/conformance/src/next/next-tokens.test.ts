/** The matrix of tokens over HTTP: a Next application, built and served. What `auth()` sees is printed by a route handler of the server. */
import { runTokenMatrix, type Tenants, type TokenApp } from '../contract/run-token-matrix.ts'
import { BUILD_TIMEOUT_MS, buildFixture } from './start-fixture.ts'

/** @param handover Of the middleware: whether the vendor's `auth()` is served, too. */
async function startNext({ working, down }: Tenants, handover: 'clerk' | 'sealed'): Promise<TokenApp> {
  const fixture = await buildFixture('next-tokens')
  const { url, stop } = await fixture.start({
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: working.publishableKey,
    CLERK_SECRET_KEY: working.secretKey,
    CLERK_ENCRYPTION_KEY: 'b7'.repeat(32),
    DOWN_PUBLISHABLE_KEY: down.publishableKey,
    DOWN_SECRET_KEY: down.secretKey,
  })
  return { stop, send: (path, headers) => fetch(url + path, { headers: { ...headers, 'x-handover': handover } }) }
}

runTokenMatrix('tokens in Next, over HTTP', {
  unasked: 'after',
  start: (tenants) => startNext(tenants, 'clerk'),
  startTimeoutMs: BUILD_TIMEOUT_MS,
})

runTokenMatrix('tokens in Next with a sealed hand-over, over HTTP', {
  unasked: 'never',
  start: (tenants) => startNext(tenants, 'sealed'),
  startTimeoutMs: BUILD_TIMEOUT_MS,
})
