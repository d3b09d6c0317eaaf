/** Options + environment → a client of the Backend API. Does not wait; its methods do. */
import { mergeOptions, type Ports } from '@postern/core'
import { createBackendClient, type BackendClient, type BackendClientOptions } from '@postern/core/backend-client'
import { chooseEnvironment, toEnvironmentOptions } from './environment.ts'

/**
 * A client of the provider's Backend API: `await createClerkClient().users.getUser(userId)`.
 *
 * @param options Laid over `CLERK_*` of the process, which is read when the first method is called. Where the platform hands the
 *   environment over with each request, as Workers does, give the keys: `createClerkClient({ secretKey: env.CLERK_SECRET_KEY })`.
 * @param ports `fetch`, where calls go another way.
 * @returns The client. It holds the methods that applications use beside a middleware; `@clerk/backend` has all of them.
 */
export function createClerkClient(
  options: BackendClientOptions = {},
  ports: Partial<Pick<Ports, 'fetch'>> = {},
): BackendClient {
  return createBackendClient(() => mergeOptions(toEnvironmentOptions(chooseEnvironment(undefined)), options), ports)
}
