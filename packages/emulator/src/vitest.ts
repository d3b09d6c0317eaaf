/**
 * Entry `@postern/emulator/vitest`: fixtures for Vitest. It imports nothing of Vitest and works with any version.
 *
 * ```ts
 * import { test as base } from 'vitest'
 * import { emulatorFixtures } from '@postern/emulator/vitest'
 * const test = base.extend(emulatorFixtures())
 * test('lets Ada in', async ({ emulator }) => { … })
 * ```
 */
import { createEmulator } from './create-emulator.ts'
import type { Emulator } from './emulator.ts'
import type { EmulatorOptions } from './options.ts'

/** How Vitest calls a fixture. */
export type EmulatorFixture = (context: object, use: (emulator: Emulator) => Promise<void>) => Promise<void>

/** What `base.extend` takes. */
export interface EmulatorFixtures {
  /** A fresh emulator for each test, without a port. */
  readonly emulator: EmulatorFixture
  /** A fresh emulator for each test, on a free port of its own: for applications that run in another process. */
  readonly emulatorServer: EmulatorFixture
}

/** Fixtures for `base.extend`. @param options Options of every emulator that the fixtures make. */
export function emulatorFixtures(options: EmulatorOptions = {}): EmulatorFixtures {
  // Vitest reads from the pattern in the first parameter which fixtures are wanted, so there has to be one.
  return {
    // oxlint-disable-next-line no-empty-pattern
    emulator: async ({}, use) => {
      const emulator = createEmulator(options)
      await use(emulator)
      await emulator.close()
    },
    // oxlint-disable-next-line no-empty-pattern
    emulatorServer: async ({}, use) => {
      const emulator = createEmulator(options)
      await emulator.listen()
      await use(emulator)
      await emulator.close()
    },
  }
}
