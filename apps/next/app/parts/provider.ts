import { accountUrls } from '@postern/next'

export interface Provider {
  /** Origin of the provider's pages for people, of the tenant that the request belongs to. */
  readonly origin: string
  /** The console of the emulator, or null: no other provider has one. */
  readonly console: string | null
}

export async function provider(): Promise<Provider> {
  const { origin, hostname } = new URL((await accountUrls()).profile)
  const isEmulator = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return { origin, console: isEmulator ? `${origin}/__emu` : null }
}
