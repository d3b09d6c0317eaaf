/** The suite's `test`: the emulator's fixtures, and an application for each worker that trusts that worker's emulator. */
import { test as base } from '@playwright/test'
import {
  emulatorFixtures,
  type EmulatorTest,
  type EmulatorWorker,
  type PlaywrightOptions,
} from '@postern/emulator/playwright'
import { createRouteMatcher, withAuth } from '@postern/fetch'
import { listenOnLoopback } from '../../network/listen-on-loopback.ts'

/** Origin of an emulator that all workers share. Without it, each has its own. */
export const EMULATOR_VARIABLE = 'SUITE_EMULATOR'

interface AppWorker {
  /** Origin of the application. */
  app: string
}

const url = process.env[EMULATOR_VARIABLE]
const options: PlaywrightOptions = url === undefined ? {} : { url }
const isForPeople = createRouteMatcher('/dashboard(.*)')

export const test = base.extend<EmulatorTest, EmulatorWorker>(emulatorFixtures(options)).extend<object, AppWorker>({
  app: [
    async ({ emulator }, use) => {
      const { publishableKey, secretKey } = emulator
      const handler = withAuth(
        async (request, { auth }) => {
          if (isForPeople(request)) await auth.protect()
          const { userId, sessionId } = await auth()
          return new Response(`${userId} ${sessionId}`, { headers: { 'content-type': 'text/plain' } })
        },
        { publishableKey, secretKey, apiUrl: emulator.url },
        { log: () => {} },
      )
      const { port, stop } = await listenOnLoopback((request) => handler(request))
      await use(`http://localhost:${port}`)
      await stop()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ app }, use) => {
    await use(app)
  },
})
