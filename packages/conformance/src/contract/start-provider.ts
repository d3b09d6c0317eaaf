/** The provider of the contract's application: an emulator on a port, so that adapters reach it with the platform's own `fetch`. */
import { createEmulator, type Emulator } from '@postern/emulator'

/** Origin of the application in every request of the contract. */
export const APP_ORIGIN = 'http://localhost:3000'

/** Waits until it listens. Whoever started it closes it. */
export async function startProvider(): Promise<Emulator> {
  const emulator = createEmulator({ appOrigin: APP_ORIGIN })
  await emulator.listen()
  return emulator
}
