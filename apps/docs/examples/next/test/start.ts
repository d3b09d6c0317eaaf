/**
 * Once for all test files: `next build` where turbo has not done it, then an emulator, `next start` with its keys, and a browser. What a test
 * needs to know travels by `provide`; `app.ts` reads it.
 */
import { chromium } from '@playwright/test'
import { createEmulator } from '@postern/emulator'
import { findLaunch } from '@postern/workspace/find-chromium'
import type { TestProject } from 'vitest/node'
import { buildIfMissing, chooseOrigin, startNext } from './next-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of the application. */
    appUrl: string
    /** Origin of the emulator. */
    emulatorUrl: string
    /** Where the browser is driven; empty where this machine has none. */
    browserEndpoint: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildIfMissing()
  const appUrl = await chooseOrigin()
  const emulator = createEmulator({ appOrigin: appUrl })
  const { url: emulatorUrl } = await emulator.listen()
  const stops = [() => emulator.close()]
  const stop = async (): Promise<void> => {
    for (const end of stops.toReversed()) await end()
  }
  try {
    const keys = {
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
      CLERK_SECRET_KEY: emulator.secretKey,
      CLERK_WEBHOOK_SIGNING_SECRET: 'whsec_cG9zdGVybi1lbXVsYXRvci13ZWJob29r',
    }
    stops.push((await startNext(keys, appUrl)).stop)
    const launch = findLaunch('the browser tests of apps/docs/examples/next')
    const browser = launch === null ? null : await chromium.launchServer(launch)
    if (browser !== null) stops.push(() => browser.close())
    project.provide('appUrl', appUrl)
    project.provide('emulatorUrl', emulatorUrl)
    project.provide('browserEndpoint', browser?.wsEndpoint() ?? '')
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}
