/** The emulator's fixtures for Playwright, under Playwright: two workers at once, with an emulator each and with one for both. */
import { createEmulator } from '@postern/emulator'
import { findLaunch } from '@postern/workspace/find-chromium'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runPlaywright, type TestOutcome } from './run-playwright.ts'

const hasBrowser = findLaunch("the emulator's fixtures for Playwright") !== null

const WORKERS = 2
const TESTS = 4

/** A server that answers once both workers wait. @returns Its URL. It ends with the test. */
async function startMeeting(): Promise<string> {
  const waiting: ServerResponse[] = []
  const server = createServer((_, response) => {
    waiting.push(response)
    if (waiting.length >= WORKERS) for (const one of waiting) one.end('all here')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function run(environment: Readonly<Record<string, string>> = {}): Promise<readonly TestOutcome[]> {
  const { tests, output } = await runPlaywright({ SUITE_MEETING: await startMeeting(), ...environment })
  expect(
    tests.map(({ status }) => status),
    output,
  ).toEqual(Array.from({ length: TESTS }, () => 'passed'))
  expect(new Set(tests.map(({ worker }) => worker)).size).toBe(WORKERS)
  return tests
}

describe.skipIf(!hasBrowser)('fixtures for Playwright, with parallel workers', () => {
  it('give each worker an emulator of its own', async () => {
    const tests = await run()
    const pairs = new Set(tests.map(({ worker, emulator }) => `${worker} ${emulator}`))
    expect([pairs.size, new Set(tests.map(({ emulator }) => emulator)).size]).toEqual([WORKERS, WORKERS])
  }, 400_000)

  it('let all workers share one that runs already, and keep their people apart', async () => {
    const emulator = createEmulator()
    await emulator.listen()
    onTestFinished(() => emulator.close())
    const tests = await run({ SUITE_EMULATOR: emulator.url })
    expect(new Set(tests.map((test) => test.emulator))).toEqual(new Set([emulator.url]))
    const sessions = emulator.control.sessions()
    const people = sessions.map(({ userId }) => userId).toSorted()
    expect(people).toEqual(['user_ada', 'user_ada', 'user_grace', 'user_grace'])
    expect(new Set(sessions.map(({ clientId }) => clientId)).size).toBe(TESTS)
  }, 400_000)
})
