import { test as base } from '@playwright/test'
import { emulatorFixtures, type EmulatorTest, type EmulatorWorker } from '@postern/emulator/playwright'

const url = `http://127.0.0.1:${process.env['EMULATOR_PORT'] ?? '4000'}`

export const test = base.extend<EmulatorTest, EmulatorWorker>(emulatorFixtures({ url }))
export { expect } from '@playwright/test'
