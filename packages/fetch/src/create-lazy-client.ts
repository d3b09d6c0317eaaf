/**
 * Keys → a client of the Backend API that is loaded when its first method is called. Does not wait; its methods do.
 *
 * A middleware leaves one for its requests, and most never use it: then the client's code is not loaded.
 */
import { createLazyTable, type Ports } from '@postern/core'
import type { BackendClient, BackendClientOptions } from '@postern/core/backend-client'

type Method = (...args: readonly unknown[]) => unknown

/** Makes the client. */
export function createLazyClient(
  options: BackendClientOptions,
  ports: Partial<Pick<Ports, 'fetch'>> = {},
): BackendClient {
  let loaded: Readonly<Record<string, Readonly<Record<string, Method>>>> | null = null
  // What was loaded is kept, and not the promise of it: one that another request began may never settle on Workers.
  const load = async (): Promise<Readonly<Record<string, Readonly<Record<string, Method>>>>> => {
    const { createBackendClient } = await import('@postern/core/backend-client')
    // By names, as they were asked for.
    return (loaded ??= createBackendClient(options, ports) as unknown as NonNullable<typeof loaded>)
  }
  const client = createLazyTable((resource) =>
    createLazyTable((name) => async (...args: readonly unknown[]) => {
      const methods = loaded ?? (await load())
      return methods[resource]?.[name]?.(...args)
    }),
  )
  // The types are those of the client behind it.
  return client as unknown as BackendClient
}
