/** The vendor's own server client, unmodified, with the options that point it to an emulator. */
import { createClerkClient } from '@clerk/backend'
import type { Emulator } from '@postern/emulator'

type Client = ReturnType<typeof createClerkClient>
export type VendorOptions = NonNullable<Parameters<Client['authenticateRequest']>[1]>
export type VendorState = Awaited<ReturnType<Client['authenticateRequest']>>

/** The vendor's options for this emulator. `proxyUrl` tells it that the Frontend API speaks http. */
export function toVendorOptions(emulator: Emulator): VendorOptions {
  const { publishableKey, signInUrl, signUpUrl } = emulator.authOptions
  const proxyUrl = emulator.instanceType === 'development' ? { proxyUrl: emulator.url } : {}
  return { publishableKey, signInUrl, signUpUrl, ...proxyUrl }
}

/** @param apiUrl Where its Backend API answers. Default: the emulator's own address. */
export function createVendorClient(emulator: Emulator, apiUrl: string = emulator.url): Client {
  const { publishableKey, secretKey } = emulator
  return createClerkClient({ publishableKey, secretKey, apiUrl, telemetry: { disabled: true } })
}
