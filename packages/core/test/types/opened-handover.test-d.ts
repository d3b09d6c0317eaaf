/** Compiled, never run: nobody is signed in by hand. Only what `openHandover` returned restores a session or a machine. */
import type { ServerAuth } from '../../src/guard/create-server-auth.ts'
import type { HandoverToOpen } from '../../src/seal/open-handover.ts'
import { openHandover } from '../../src/seal/open-handover.ts'
import type { HandoverInside } from '../../src/seal/handover-contents.ts'

declare const server: ServerAuth
declare const sealed: HandoverToOpen
declare const lookAlike: HandoverInside

/** Whether somebody is here. */
export function restores(): readonly boolean[] {
  const opened = openHandover(sealed)
  if (!opened.ok) return [server.nobody().isAuthenticated]
  return [server.restoreSession(opened.value, true).isAuthenticated, server.restoreMachine(opened.value) !== null]
}

/** Must not compile. */
export function launders(token: string): readonly unknown[] {
  return [
    // @ts-expect-error -- a token is no proof
    server.restoreSession(token, true),
    // @ts-expect-error -- nobody is restored from nothing: `nobody()` says so
    server.restoreSession('', true),
    // @ts-expect-error -- the same fields, and not from a seal
    server.restoreSession(lookAlike, true),
    // @ts-expect-error -- a result is not what it holds: it may be a failure
    server.restoreSession(openHandover(sealed), true),
    // @ts-expect-error -- the same fields, and not from a seal
    server.restoreMachine(lookAlike),
    // @ts-expect-error -- a token is no proof
    server.restoreMachine(token),
  ]
}
