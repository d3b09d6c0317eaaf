/**
 * An isolate that runs core itself: `createAuth` with the ports of a virtual world. Waits only for what the platform does at an instant.
 *
 * Core keeps what it knows by the `fetch` that it was given, so an isolate is one function, and is forgotten together with it.
 */
import {
  createAuth,
  type AuthDecision,
  type Guard,
  type Ports,
  type SharedStore,
  type StoreAddress,
} from '@postern/core'
import { JWKS_PATH } from '@postern/core/wire'
import type { Isolate, IsolateMaker, Surroundings } from './isolate.ts'
import { KIDS } from './scenario.ts'
import { createTokenMint, type TokenMint } from './token-mint.ts'
import { installVirtualPlatform, type VirtualPlatform } from './virtual-platform.ts'
import type { StoreLine } from './virtual-store.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What the clock of every isolate shows when the simulation begins. */
const EPOCH_MS = Date.UTC(2026, 0, 1)

/** Makes isolates that run core. To be restored when the simulation ends. */
export async function createRealIsolates(time: VirtualTime): Promise<IsolateMaker & { readonly restore: () => void }> {
  // Before the platform is taken over: this is no work of an isolate.
  const mint = await createTokenMint(EPOCH_MS, KIDS)
  const platform = installVirtualPlatform(time)
  return {
    make: (surroundings) => createRealIsolate(surroundings, mint, platform),
    settle: () => platform.settle(),
    restore: () => platform.restore(),
  }
}

function createRealIsolate(
  { time, provider, store, keepsTokens, settings }: Surroundings,
  mint: TokenMint,
  platform: VirtualPlatform,
): Isolate {
  const answerKeys = (done: (answer: Response) => void): void =>
    provider.askKeys((kids) => done(Response.json({ keys: kids.map((kid) => mint.toJwk(kid)) })))
  const answerToken = (body: string, done: (answer: Response) => void): void => {
    const name = mint.readApiKey(body)
    provider.askToken(name, (isGood) => done(isGood ? Response.json(mint.toApiKeyFacts(name)) : NOT_FOUND.clone()))
  }
  const ports: Partial<Ports> = {
    fetch: (input, init) =>
      new Promise((resolve) => {
        const done = (answer: Response): void => {
          platform.touch()
          resolve(answer)
        }
        if (toText(input).endsWith(`/${JWKS_PATH}`)) answerKeys(done)
        else answerToken(toText(init?.body), done)
      }),
    clock: { nowMs: () => EPOCH_MS + time.now() },
    log: () => {},
    waitUntil: () => platform.touch(),
    store: store === null ? null : toSharedStore(store, keepsTokens, platform),
  }
  const auth = createAuth({ ...mint.keys, ...settings }, ports)
  return {
    session(kid, settle) {
      const request = mint.toSessionRequest(kid)
      const now = auth.decideNow(request)
      if (now !== null) {
        settle(isSignedIn(now))
        return
      }
      platform.touch()
      void auth.decide(request).then((decision) => settle(isSignedIn(decision)))
    },
    apiKey(name, settle) {
      platform.touch()
      void auth.decide(mint.toApiKeyRequest(name), askForApiKey).then(({ kind }) => settle(kind === 'pass'))
    },
  }
}

/** The rule of a route for programs. Core asks about an API key only where a rule wants one. */
const askForApiKey: Guard<void> = async (auth) => {
  await auth.protect({ token: 'api_key' })
}

/** Core gives addresses and bodies as texts. */
function toText(given: unknown): string {
  return typeof given === 'string' ? given : ''
}

const NOT_FOUND = Response.json({ errors: [{ code: 'resource_not_found' }] }, { status: 404 })

function isSignedIn(decision: AuthDecision<unknown>): boolean {
  return decision.kind === 'pass' && decision.auth.isAuthenticated
}

/** A store of the virtual world as core's port. What would be sealed is left open: nobody else is there. */
function toSharedStore(store: StoreLine, keepsTokens: boolean, platform: VirtualPlatform): SharedStore {
  const isKept = ({ purpose }: StoreAddress): boolean => keepsTokens || purpose === 'key-set'
  const toName = ({ purpose, id }: StoreAddress): string => `${purpose} ${id}`
  return {
    read: (address) =>
      new Promise((resolve) => {
        if (!isKept(address)) {
          resolve(null)
          return
        }
        store.read(toName(address), (found) => {
          platform.touch()
          resolve(typeof found === 'string' ? found : null)
        })
      }),
    async write(address, text) {
      if (isKept(address)) store.write(toName(address), text)
    },
  }
}
