/**
 * Keys → a client of the Backend API that is loaded when its first method is called. Does not wait; its methods do.
 *
 * A middleware leaves one for every request, and most are never used: those cost an object each, and the client's code is not loaded.
 */
import { createLazyTable, type Ports } from '@postern/core'
import type { BackendClient, BackendClientOptions } from '@postern/core/backend-client'

type Method = (...args: readonly unknown[]) => unknown

/** Makes the client. */
export function createLazyClient(
  options: BackendClientOptions,
  ports: Partial<Pick<Ports, 'fetch'>> = {},
): BackendClient {
  let loading: Promise<Readonly<Record<string, Readonly<Record<string, Method>>>>> | null = null
  const load = async (): Promise<Readonly<Record<string, Readonly<Record<string, Method>>>>> => {
    const { createBackendClient } = await import('@postern/core/backend-client')
    // By names, as they were asked for.
    return createBackendClient(options, ports) as unknown as Readonly<Record<string, Readonly<Record<string, Method>>>>
  }
  const client = createLazyTable((resource) =>
    createLazyTable((name) => async (...args: readonly unknown[]) => {
      const methods = (await (loading ??= load()))[resource]
      return methods?.[name]?.(...args)
    }),
  )
  // The types are those of the client behind it.
  return client as unknown as BackendClient
}
