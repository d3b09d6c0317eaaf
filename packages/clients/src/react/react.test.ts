/** `@clerk/react` with Vite, with the lines that the emulator prints for it: the same scenes, as far as they need no server. */
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { createEmulator, type Emulator, toEnvBlocks } from '@postern/emulator'
import { openScripts } from '@postern/emulator/scripts'
import { findLaunch } from '@postern/workspace/find-chromium'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scenesWithoutServer, type Stage } from '../components/scenes.ts'
import { type RunningServer, toEnvironment } from '../world/run-program.ts'
import { startReact } from './start-react.ts'

const launch = findLaunch('React with Vite')

describe.skipIf(launch === null)('React with Vite', () => {
  let emulator: Emulator
  let app: RunningServer & { readonly url: string }
  let browser: Browser
  let context: BrowserContext
  let stage: Stage

  beforeAll(async () => {
    const scripts = openScripts(fileURLToPath(new URL('../..', import.meta.url)))
    emulator = createEmulator({ scripts, seed: { settings: { asksReverification: true } } })
    await emulator.listen({ port: 0 })
    const { lines = [] } = toEnvBlocks(emulator).find(({ framework }) => framework === 'react') ?? {}
    app = await startReact(toEnvironment(lines))
    browser = await chromium.launch(launch ?? {})
    context = await browser.newContext()
    const page = await context.newPage()
    const useKey = (key: string): Promise<string | null> => verifyKey(emulator, key)
    stage = { browser, context, page, url: app.url, emulator, memory: new Map(), useKey }
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await emulator?.close()
  })

  it.each(scenesWithoutServer.map((scene) => [scene.name, scene] as const))('%s', async (_title, scene) => {
    expect(await scene.play(stage)).toEqual(scene.wanted)
  })

  it('has no more to do than what needs a server', () => {
    expect(scenesWithoutServer.length).toBeGreaterThanOrEqual(19)
  })
})

/** As a server of any kind asks the provider. */
async function verifyKey(emulator: Emulator, secret: string): Promise<string | null> {
  const answer = await fetch(`${emulator.url}/api_keys/verify`, {
    method: 'POST',
    headers: { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ secret }),
  })
  const { subject } = (await answer.json()) as { readonly subject?: string }
  return answer.status === 200 ? (subject ?? null) : null
}
