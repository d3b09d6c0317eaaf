/** One plausible call of every method of the vendor's server client. What a method needs to be there is made first, by the same client. */
import type { Emulator } from '@postern/emulator'
import type { createVendorClient } from '../vendor/vendor-client.ts'

export type VendorClient = ReturnType<typeof createVendorClient>

/** Calls the method last. By `api.method`. */
export type Calls = Readonly<Record<string, (client: VendorClient, emulator: Emulator) => Promise<unknown>>>

/** The id of something that was made just now. Where that failed it is the id of nothing, and the method has its say about that. */
export async function idOf(made: Promise<{ readonly id: string }>): Promise<string> {
  return made.then(
    ({ id }) => id,
    () => 'nothing_0',
  )
}

/** A picture of one pixel. */
export function toPicture(): Blob {
  const text = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const bytes = Uint8Array.from(atob(text), (char) => char.codePointAt(0) ?? 0)
  return new Blob([bytes], { type: 'image/png' })
}
