/** A variant of the application, served for two tenants: `localhost` has the keys of the environment, `other.localhost` its own. */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { createEmulator, generateSigningKey, type Emulator } from '@postern/emulator'
import { type RunningFixture } from './start-fixture.ts'
import { buildVariant, type Variant } from './variants.ts'

export interface TwoTenants {
  readonly app: RunningFixture
  readonly emulator: Emulator
  /** The second tenant's. */
  readonly other: Emulator
  /** Host and port of the second tenant. Browsers find it; other programs ask `app.url` and name it as the `Host`. */
  readonly otherHost: string
  readonly stop: () => Promise<void>
}

/** Builds, starts both emulators and the application. Waits for all. */
export async function startTwoTenants(variant: Variant): Promise<TwoTenants> {
  const fixture = await buildVariant(variant)
  const [port, signingKey] = await Promise.all([findAnyPort(), generateSigningKey()])
  const otherHost = `other.localhost:${port}`
  const emulator = createEmulator({ appOrigin: `http://localhost:${port}` })
  const other = createEmulator({ appOrigin: `http://${otherHost}`, signingKey, secretKey: 'sk_test_another_tenant' })
  await Promise.all([emulator.listen(), other.listen()])
  const closeBoth = async (): Promise<void> => {
    await Promise.all([emulator.close(), other.close()])
  }
  const env = {
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
    CLERK_SECRET_KEY: emulator.secretKey,
    CLERK_ENCRYPTION_KEY: 'b7'.repeat(32),
    OTHER_HOST: otherHost,
    OTHER_PUBLISHABLE_KEY: other.publishableKey,
    OTHER_SECRET_KEY: other.secretKey,
  }
  const app = await fixture.start(env, { port }).catch(async (error: unknown) => {
    await closeBoth()
    throw error
  })
  const stop = async (): Promise<void> => {
    await app.stop()
    await closeBoth()
  }
  return { app, emulator, other, otherHost, stop }
}
