/** `currentUser()`: who is signed in, with name and addresses. Waits for the provider. */
import type { AuthHandle } from '@postern/core'
import type { BackendClient, User } from '@postern/core/backend-client'
import { auth } from './auth.ts'
import { clerkClient } from './clerk-client.ts'
import type { NextHeaders } from './create-next-headers.ts'
import { createNextHeaders } from './create-next-headers.ts'

/** @param next The headers of the request: what was found is kept as long as they are. All three are replaced in tests. */
export function createCurrentUser(
  next: NextHeaders,
  handle: AuthHandle,
  findClient: () => Promise<BackendClient>,
): () => Promise<User | null> {
  const known = new WeakMap<object, Promise<User | null>>()
  const find = async (): Promise<User | null> => {
    const { userId } = await handle()
    return userId === null ? null : (await findClient()).users.getUser(userId)
  }
  return async () => {
    const headers = await next.read()
    const before = known.get(headers)
    if (before !== undefined) return before
    const finding = find()
    known.set(headers, finding)
    // A failure is told to whoever asked, and not remembered.
    finding.catch(() => known.delete(headers))
    return finding
  }
}

/**
 * The person who is signed in, or null. One call to the Backend API for each request, however often it is asked.
 *
 * @throws What `auth()` throws; a `BackendError` when the provider does not give the person.
 */
export const currentUser: () => Promise<User | null> = /* @__PURE__ */ createCurrentUser(
  /* @__PURE__ */ createNextHeaders(),
  auth,
  clerkClient,
)
