/** The matrix of tokens in core and in every adapter, in process; a new application for each request, which remembers nothing. */
import type { AuthOptions } from '@postern/core'
import { afterAll, beforeAll, vi } from 'vitest'
import { answerWithCore } from './apps/answer-with-core.ts'
import { answerWithFetch } from './apps/answer-with-fetch.ts'
import { answerWithHono } from './apps/answer-with-hono.ts'
import { answerWithNext } from './apps/answer-with-next.ts'
import type { ContractApp } from './run-contract.ts'
import { type MatrixOptions, runTokenMatrix, TENANT_HEADER, toTenantOptions } from './run-token-matrix.ts'
import { APP_ORIGIN } from './start-provider.ts'

type Create = (options: AuthOptions) => ContractApp

const apps: readonly (readonly [name: string, create: Create, unasked: MatrixOptions['unasked']])[] = [
  ['core', answerWithCore, 'never'],
  ['fetch', answerWithFetch, 'never'],
  ['hono', answerWithHono, 'before'],
  ['next', answerWithNext, 'after'],
]

beforeAll(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterAll(() => {
  vi.restoreAllMocks()
})

for (const [name, create, unasked] of apps) {
  runTokenMatrix(`tokens in ${name}`, {
    unasked,
    start: async (tenants) => ({
      send: async (path, headers) => {
        const app = create(toTenantOptions(tenants, headers[TENANT_HEADER]))
        const request = new Request(APP_ORIGIN + path, { headers: { host: 'localhost:3000', ...headers } })
        return (await app(request)).response
      },
      stop: async () => {},
    }),
  })
}
