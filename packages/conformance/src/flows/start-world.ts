/**
 * A world of one emulator and any number of applications, without a port: the emulator is the applications' network, and all of them
 * share its clock.
 */
import type { AuthEvent, AuthOptions } from '@postern/core'
import { createEmulator, type Emulator, type EmulatorOptions } from '@postern/emulator'
import { createRouteMatcher, withAuth } from '@postern/fetch'
import { type Browser, createBrowser, type Network } from '../network/browser.ts'

/** A moment in 2026. Milliseconds since the Unix epoch. */
export const START_MS = 1_790_000_000_000

/** A person takes longer between two clicks than the counter of handshakes lives. */
const BETWEEN_VISITS_MS = 3000

/** What a request was decided by. */
export interface Decided {
  readonly url: string
  readonly kind: string
  readonly reason: string | null
  readonly trace: readonly string[]
}

export interface App {
  readonly origin: string
  /** Warnings that the application logged. */
  readonly warnings: readonly AuthEvent[]
  /** Every decision, oldest first. */
  readonly decisions: readonly Decided[]
  readonly answer: Network
}

export interface World {
  readonly emulator: Emulator
  /** Adds an application. It answers at its origin from then on. */
  /** @param clockOffsetMs How far the application's clock is ahead of the provider's. Default 0. */
  addApp(origin: string, options?: AuthOptions, clockOffsetMs?: number): App
  createBrowser(): Browser
}

const isProtected = createRouteMatcher(['/dashboard(.*)', '/orgs/(.*)', '/me(.*)'])

/** @param emulator Made with a frozen clock; it answers at its own hosts. */
export function startWorld(options: EmulatorOptions = {}): World {
  const emulator = createEmulator({ clock: START_MS, idSeed: 'flows', ...options })
  const apps = new Map<string, App>()
  const network: Network = async (request) => {
    const { origin } = new URL(request.url)
    const app = apps.get(origin)
    return app === undefined ? emulator.fetch(request) : app.answer(request)
  }
  return {
    emulator,
    addApp: (origin, appOptions = {}, clockOffsetMs = 0) => {
      const app = createApp(emulator, origin, appOptions, clockOffsetMs)
      apps.set(origin, app)
      return app
    },
    createBrowser: () => {
      const browser = createBrowser(network, () => emulator.clock.nowMs())
      return {
        ...browser,
        visit: (url, visitOptions) => {
          emulator.clock.advance(BETWEEN_VISITS_MS)
          return browser.visit(url, visitOptions)
        },
      }
    },
  }
}

/** An application: `/dashboard`, `/orgs` and `/me` need a session; every page says who is here. */
function createApp(emulator: Emulator, origin: string, options: AuthOptions, clockOffsetMs: number): App {
  const events: AuthEvent[] = []
  const decisions: Decided[] = []
  const handler = withAuth(
    async (request, { auth }) => {
      if (isProtected(request)) await auth.protect()
      const { userId, orgSlug, sessionId } = await auth()
      return Response.json({ userId, orgSlug: orgSlug ?? null, sessionId })
    },
    { ...emulator.authOptions, debug: true, ...options },
    {
      fetch: (input, init) => emulator.fetch(input instanceof Request ? input : String(input), init),
      clock: { nowMs: () => emulator.clock.nowMs() + clockOffsetMs },
      log: (event) => {
        if (event.event !== 'decision') events.push(event)
        else decisions.push(toDecided(event))
      },
    },
  )
  return {
    origin,
    decisions,
    get warnings() {
      return events.filter(({ level }) => level === 'warn')
    },
    answer: (request) => handler(request),
  }
}

function toDecided({ message, details = {} }: AuthEvent): Decided {
  const { kind, reason, trace } = details
  return {
    url: message,
    kind: String(kind),
    reason: typeof reason === 'string' ? reason : null,
    trace: Array.isArray(trace) ? trace.map(String) : [],
  }
}
