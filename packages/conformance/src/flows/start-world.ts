/**
 * A world of one emulator and any number of applications that share its clock.
 *
 * In memory, the emulator is the applications' network. Over sockets, the emulator listens, each application stands behind a server of
 * Node, and browsers speak HTTP with them under the names that the test chose, production names and satellites included.
 */
import type { AuthEvent, AuthOptions } from '@postern/core'
import { createEmulator, type Emulator, type EmulatorOptions } from '@postern/emulator'
import { createRouteMatcher, withAuth } from '@postern/fetch'
import { onTestFinished } from 'vitest'
import { type Browser, createBrowser, type Network, type Visit } from '@postern/workspace/create-browser'
import { listenOnLoopback, type LoopbackServer } from '../network/listen-on-loopback.ts'
import { sendOverSocket } from '../network/send-over-socket.ts'
import type { Transport } from '../network/transport.ts'

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
  /** Origin of the provider as browsers know it. */
  readonly providerUrl: string
  /**
   * Adds an application. It answers at its origin from then on.
   *
   * @param clockOffsetMs How far the application's clock is ahead of the provider's. Default 0.
   */
  addApp(origin: string, options?: AuthOptions, clockOffsetMs?: number): App
  createBrowser(): Browser
}

const isProtected = createRouteMatcher(['/dashboard(.*)', '/orgs/(.*)', '/me(.*)'])

/** Where the provider is in every story, wherever it listens. */
const PROVIDER_IN_STORIES = 'http://127.0.0.1:1'

/** Starts a world with a frozen clock. It ends with the test. */
export async function startWorld(transport: Transport, options: EmulatorOptions = {}): Promise<World> {
  const emulator = createEmulator({ clock: START_MS, idSeed: 'flows', ...options })
  onTestFinished(() => emulator.close())
  const roads = transport === 'memory' ? createMemory(emulator) : await openSockets(emulator)
  const { providerUrl, network } = roads
  const inStories = ({ story, ...walk }: Visit): Visit => ({
    ...walk,
    story: story.map((line) => line.replace(roads.listensAt, PROVIDER_IN_STORIES)),
  })
  return {
    emulator,
    providerUrl,
    addApp: (origin, appOptions = {}, clockOffsetMs = 0) => {
      const pages = { signInUrl: `${providerUrl}/sign-in`, signUpUrl: `${providerUrl}/sign-up` }
      const { handler, app } = createApp(emulator, roads, origin, { ...pages, ...appOptions }, clockOffsetMs)
      roads.connect(origin, handler)
      return app
    },
    createBrowser: () => {
      const browser = createBrowser(network, () => emulator.clock.nowMs())
      return {
        ...browser,
        visit: async (url, visitOptions) => {
          emulator.clock.advance(BETWEEN_VISITS_MS)
          return inStories(await browser.visit(url, visitOptions))
        },
      }
    },
  }
}

/** How everybody in a world reaches everybody else. */
interface Roads {
  /** Origin of the provider on this machine; another one in each run. */
  readonly listensAt: string
  readonly providerUrl: string
  /** From browsers to every host. */
  readonly network: Network
  /** From applications to the provider. */
  readonly fetch: typeof fetch
  readonly connect: (origin: string, handler: Network) => void
}

function createMemory(emulator: Emulator): Roads {
  const handlers = new Map<string, Network>()
  return {
    listensAt: PROVIDER_IN_STORIES,
    providerUrl: emulator.url,
    network: (request) => {
      const handler = handlers.get(new URL(request.url).origin)
      return handler === undefined ? emulator.fetch(request) : handler(request)
    },
    fetch: (input, init) => emulator.fetch(input instanceof Request ? input : String(input), init),
    connect: (origin, handler) => handlers.set(origin, handler),
  }
}

async function openSockets(emulator: Emulator): Promise<Roads> {
  const { port: providerPort } = await emulator.listen()
  const servers = new Map<string, Promise<LoopbackServer>>()
  onTestFinished(async () => {
    for (const server of servers.values()) await (await server).stop()
  })
  return {
    listensAt: emulator.url,
    // In production, names are what cookies and satellites live by.
    providerUrl: emulator.instanceType === 'production' ? `https://${emulator.frontendApiHost}` : emulator.url,
    network: async (request) => {
      const server = await servers.get(new URL(request.url).origin)
      return sendOverSocket(request, server?.port ?? providerPort)
    },
    fetch: (input, init) => fetch(input, init),
    connect: (origin, handler) => servers.set(origin, listenOnLoopback(handler)),
  }
}

/** An application: `/dashboard`, `/orgs` and `/me` need a session; every page says who is here. */
function createApp(
  emulator: Emulator,
  roads: Roads,
  origin: string,
  options: AuthOptions,
  clockOffsetMs: number,
): { readonly app: App; readonly handler: Network } {
  const events: AuthEvent[] = []
  const decisions: Decided[] = []
  const handler = withAuth(
    async (request, { auth }) => {
      if (isProtected(request)) await auth.protect()
      const { userId, orgSlug, sessionId } = await auth()
      return Response.json({ userId, orgSlug: orgSlug ?? null, sessionId })
    },
    { ...emulator.authOptions, debug: 'json', ...options },
    {
      fetch: roads.fetch,
      clock: { nowMs: () => emulator.clock.nowMs() + clockOffsetMs },
      log: (event) => {
        if (event.event !== 'decision') events.push(event)
        else decisions.push(toDecided(event))
      },
    },
  )
  const app: App = {
    origin,
    decisions,
    get warnings() {
      return events.filter(({ level }) => level === 'warn')
    },
    answer: roads.network,
  }
  return { app, handler: (request) => handler(request) }
}

function toDecided({ message, details = {} }: AuthEvent): Decided {
  const { kind, reason, trace } = details
  return {
    // After the id, before who asked.
    url: message.replace(/^#\S+ /, '').split(' → ')[0] ?? '',
    kind: String(kind),
    reason: typeof reason === 'string' ? reason : null,
    trace: Array.isArray(trace) ? trace.map(String) : [],
  }
}
