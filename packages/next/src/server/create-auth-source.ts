/**
 * Setup + request → who decides it. Does not wait.
 *
 * @see rulings.md D12
 */
import type { Auth, AuthOptions, Ports } from '@postern/core'
import { createAuth } from '@postern/core'
import type { NextRequest } from 'next/server.js'
import type { MiddlewareSetup } from '../middleware/middleware-setup.ts'

/** Finds it. @throws AuthError for options that do not fit together. */
export type AuthSource = (setup: MiddlewareSetup, request: NextRequest, options: AuthOptions) => Auth<NextRequest>

/**
 * Core looks for an instance by all of its options. One whose options are those of every request need not be looked for.
 *
 * @param isOneSetup The setup of every request is the same.
 */
export function createAuthSource(isOneSetup: boolean, ports: Partial<Ports>): AuthSource {
  // Instances are kept by core, by their keys; the options of a request travel beside it.
  const optionsOf = new WeakMap<Request, AuthOptions>()
  const shared: Auth<NextRequest> = createAuth((request) => optionsOf.get(request) ?? {}, ports)
  let only: Auth<NextRequest> | null = null
  return (setup, request, options) => {
    if (isOneSetup && options === setup.authOptions) return (only ??= createAuth<NextRequest>(options, ports))
    optionsOf.set(request, options)
    return shared
  }
}
