/** The provider's browser script without any component, versions 5 and 6: every scene, in order, in one browser. */
import { type Browser, chromium, type Page } from '@playwright/test'
import { findLaunch } from '@postern/workspace/find-chromium'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installPageKit } from '../world/page-kit.ts'
import { startWorld, type World } from '../world/start-world.ts'
import { toScriptPage } from '../world/to-script-page.ts'
import { scenes } from './scenes.ts'

const launch = findLaunch('the browser script without components')
const VERSIONS = [
  ['6', '../..'],
  ['5', '../../fixtures/clerk-js-5'],
] as const

describe.skipIf(launch === null).each(VERSIONS)('version %s of the script, without components', (version, folder) => {
  let world: World
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    world = await startWorld(fileURLToPath(new URL(folder, import.meta.url)), toScriptPage(version))
    browser = await chromium.launch(launch ?? {})
    page = await browser.newPage()
    await page.addInitScript(installPageKit)
    await page.goto(world.url)
    await page.waitForFunction(() => typeof window.Clerk === 'object')
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  it.each(scenes.map((scene) => [scene.name, scene] as const))('%s', async (_name, scene) => {
    expect(await scene.run(page, world)).toEqual(scene.wanted)
  })
})

describe('scenes', () => {
  it('are at least as many as were tried before', () => {
    expect(scenes.length).toBeGreaterThanOrEqual(67)
  })
})
