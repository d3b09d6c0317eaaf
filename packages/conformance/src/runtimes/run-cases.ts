/** Asks one runtime every case of the table. */
import { Agent } from 'node:http'
import { ADAPTER_HEADER, SITE_HEADER } from './app/create-handler.ts'
import { VISITORS } from '../expected/visitors.ts'
import { WAYS } from '../expected/ways.ts'
import type { Case } from './case.ts'
import { type Answer, describeAnswer } from './describe-answer.ts'
import { type RawRequest, sendRequest } from './send-request.ts'
import { isProduction } from './sites.ts'
import type { World } from './world.ts'

export type Adapter = 'fetch' | 'hono'

/** @returns The answers, by the name of their case. One after the other: everything that is minted is used at once. */
export async function runCases(
  port: number,
  cases: readonly Case[],
  adapter: Adapter,
  world: World,
): Promise<ReadonlyMap<string, Answer>> {
  // A connection for each request: on a busy machine a server may close an idle one just when it is used again.
  const agent = new Agent({ keepAlive: false })
  const answers = new Map<string, Answer>()
  try {
    for (const one of cases) {
      const response = await sendRequest(port, await toRequest(one, adapter, world), agent)
      answers.set(one.name, describeAnswer(response, world))
    }
  } finally {
    agent.destroy()
  }
  return answers
}

async function toRequest(one: Case, adapter: Adapter, world: World): Promise<RawRequest> {
  const site = one.site ?? 'dev'
  const visitor = one.visitor ?? 'nobody'
  const emulator = isProduction(site) ? world.prod : world.dev
  const minted = typeof visitor === 'string' ? await VISITORS[visitor](emulator) : await visitor(world)
  const { path = '/' } = one
  return {
    method: one.method ?? 'GET',
    path: typeof path === 'string' ? path : await path(world),
    headers: {
      host: 'app.test',
      ...(isProduction(site) && { 'x-forwarded-proto': 'https' }),
      [SITE_HEADER]: encodeURIComponent(site),
      [ADAPTER_HEADER]: adapter,
      ...WAYS[one.way ?? 'program'],
      ...minted,
      ...one.headers,
    },
    body: one.body ?? null,
  }
}
