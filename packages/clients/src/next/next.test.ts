/** Next 16 with the provider's packages alone, and with our middleware in front of them: the same scenes in a browser. */
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { createEmulator, type Emulator, toEnvBlocks } from '@postern/emulator'
import { openScripts } from '@postern/emulator/scripts'
import { findLaunch } from '@postern/workspace/find-chromium'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scenes, type Stage } from '../components/scenes.ts'
import { type Environment, type RunningServer, toEnvironment } from '../world/run-program.ts'
import { buildNext, type NextBuild, type NextVariant } from './start-next.ts'

const launch = findLaunch("Next with the provider's components")
const VARIANTS: readonly (readonly [name: string, variant: NextVariant, auth: 'theirs' | 'ours'])[] = [
  ["the provider's packages alone", 'vendor', 'theirs'],
  ["our middleware and the provider's auth()", 'ours', 'theirs'],
  ['our middleware and our auth()', 'ours', 'ours'],
]

describe.skipIf(launch === null)('Next 16 against the emulator', () => {
  let emulator: Emulator
  let browser: Browser
  let env: Environment
  const builds = new Map<NextVariant, Promise<NextBuild>>()

  beforeAll(async () => {
    emulator = createEmulator({ scripts: openScripts(fileURLToPath(new URL('../..', import.meta.url))) })
    await emulator.listen({ port: 0 })
    const { lines = [] } = toEnvBlocks(emulator).find(({ framework }) => framework === 'next-vendor') ?? {}
    const pages = { NEXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in', NEXT_PUBLIC_CLERK_SIGN_UP_URL: '/sign-up' }
    env = { ...toEnvironment(lines), ...pages }
    browser = await chromium.launch(launch ?? {})
  })
  afterAll(async () => {
    await browser?.close()
    await emulator?.close()
  })

  /** The address of the emulator is part of a build, so one build serves all who share the emulator. */
  const build = (variant: NextVariant): Promise<NextBuild> => {
    const known = builds.get(variant) ?? buildNext(variant, env)
    builds.set(variant, known)
    return known
  }

  describe.each(VARIANTS)('with %s', (_name, variant, auth) => {
    let app: RunningServer & { readonly url: string }
    let context: BrowserContext
    let stage: Stage

    beforeAll(async () => {
      emulator.control.reset()
      app = await (await build(variant)).start({ WHOSE_AUTH: auth })
      context = await browser.newContext()
      const page = await context.newPage()
      stage = {
        browser,
        context,
        page,
        url: app.url,
        emulator,
        memory: new Map(),
        useKey: (key) => useKey(app.url, key),
      }
    })
    afterAll(async () => {
      await context?.close()
      await app?.stop()
    })

    it.each(scenes.map((scene) => [scene.name, scene] as const))('%s', async (_title, scene) => {
      expect(await scene.play(stage)).toEqual(scene.wanted)
    })
  })
})

/** Asks the application's own API. */
async function useKey(url: string, key: string): Promise<string | null> {
  const answer = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${key}` } })
  const { tokenType, userId } = (await answer.json()) as { readonly tokenType?: string; readonly userId?: string }
  return answer.status === 200 && tokenType === 'api_key' ? (userId ?? null) : null
}
