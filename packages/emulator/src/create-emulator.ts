/** Makes an emulator. Nothing is shared between two of them. */
import { createClock, watchClock } from './create-clock.ts'
import { answerRequest } from './answer-request.ts'
import { createControl } from './control/create-control.ts'
import { createFaults } from './control/create-faults.ts'
import { createJournal } from './control/create-journal.ts'
import type { Emulator, Listening, ListenOptions } from './emulator.ts'
import { EmulatorError } from './emulator-error.ts'
import { type Instance, type Place, toIssuer } from './instance.ts'
import { DEFAULT_SIGNING_KEY } from './keys/fixed-keys.ts'
import { createKeyring } from './keys/create-keyring.ts'
import { toCookieSuffix, toPublishableKey } from './keys/publishable-key.ts'
import { checkSigningKey } from './keys/signing-key.ts'
import { createMint } from './mint/create-mint.ts'
import { defaultHost, type EmulatorOptions, type EmulatorSettings, resolveSettings } from './options.ts'
import { createRandom } from './create-random.ts'
import { checkSeed } from './state/check-seed.ts'
import { defaultSeed } from './state/default-seed.ts'
import { plantSeed } from './state/plant-seed.ts'
import type { Seed } from './state/seed.ts'
import { createStore } from './state/create-store.ts'
import type { Dispatcher } from './webhooks/create-dispatcher.ts'
import { startWebhooks } from './webhooks/start-webhooks.ts'

/** The bound address, once there is one. */
interface Bound {
  address: { readonly url: string; readonly host: string; readonly stop: () => Promise<void> } | null
  isClosed: boolean
}

/**
 * Makes an identity provider in a box. It needs no port: hand `emulator.fetch` to whoever wants to call the provider.
 *
 * @throws EmulatorError for an option, a seed or a database that cannot be used.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const settings = resolveSettings(options)
  if (options.idSeed !== undefined && options.persistence !== undefined) throw createRepetitionError()
  const bound: Bound = { address: null, isClosed: false }
  const signingKey = checkSigningKey(options.signingKey ?? DEFAULT_SIGNING_KEY)
  const store = createStore(options.persistence ?? null)
  const unwatched: Instance = {
    settings,
    store,
    place: createPlace(settings, options.frontendApiHost ?? null, bound),
    clock: createClock(options.clock),
    random: createRandom(options.idSeed ?? null),
    keyring: createKeyring(store, signingKey),
    faults: createFaults(options.handshakeForm ?? 'auto', options.idSeed ?? null),
    journal: createJournal(),
    scripts: options.scripts ?? null,
  }
  const plant = (seed: Seed = options.seed ?? defaultSeed): void =>
    plantSeed(store, checkSeed(seed), signingKey, unwatched.clock.nowMs())
  if (store.isEmpty()) plant()
  const dispatcher = startWebhooks(unwatched, options.webhookFetch)
  const instance: Instance = { ...unwatched, clock: watchClock(unwatched.clock, () => dispatcher.kick()) }
  return toEmulator(instance, { bound, dispatcher, plant })
}

function createRepetitionError(): EmulatorError {
  return new EmulatorError(
    'ERR_EMULATOR_OPTION_INVALID',
    'idSeed makes the same ids at every start, and those that persistence has kept would be overwritten. Leave one of the two away.',
  )
}

function createPlace(settings: EmulatorSettings, givenHost: string | null, bound: Bound): Place {
  const host = (): string =>
    givenHost ?? (settings.isProduction ? null : bound.address?.host) ?? defaultHost(settings.instanceType)
  return {
    frontendApiHost: host,
    url: () => bound.address?.url ?? `${settings.isProduction ? 'https' : 'http'}://${host()}`,
    publishableKey: () => toPublishableKey(settings.instanceType, host()),
  }
}

interface Around {
  readonly bound: Bound
  readonly dispatcher: Dispatcher
  readonly plant: (seed?: Seed) => void
}

function toEmulator(instance: Instance, { bound, dispatcher, plant }: Around): Emulator {
  const mint = createMint(instance)
  const control = createControl(instance, dispatcher, plant)
  const answer = (request: Request): Promise<Response> => {
    checkOpen(bound)
    return answerRequest(instance, { control, mint, clock: instance.clock }, request)
  }
  return withFacts(instance, {
    instanceType: instance.settings.instanceType,
    secretKey: instance.settings.secretKey,
    cookieSuffix: () => toCookieSuffix(instance.place.publishableKey()),
    fetch: async (input, init) => answer(new Request(input, init)),
    listen: async (options = {}) => {
      const listening = await startListening(instance, bound, answer, options)
      dispatcher.kick()
      return listening
    },
    mint,
    clock: instance.clock,
    control,
    close: async () => {
      bound.isClosed = true
      await bound.address?.stop()
      bound.address = null
      await dispatcher.stop()
      instance.store.close()
    },
  })
}

function checkOpen({ isClosed }: Bound): void {
  if (isClosed) throw new EmulatorError('ERR_EMULATOR_CLOSED', 'this emulator was closed. Make another.')
}

async function startListening(
  instance: Instance,
  bound: Bound,
  answer: (request: Request) => Promise<Response>,
  options: ListenOptions,
): Promise<Listening> {
  checkOpen(bound)
  const { listen } = await import('./listen.ts')
  const before = bound.address
  bound.address = null
  await before?.stop()
  const address = await listen(instance, answer, options)
  // Closed while the port was being bound: nobody else would let go of it.
  if (bound.isClosed) await address.stop()
  checkOpen(bound)
  bound.address = address
  return { url: address.url, port: address.port }
}

/** What follows from the address and the signing key, read anew each time. */
type Facts = Pick<
  Emulator,
  | 'publishableKey'
  | 'jwtKey'
  | 'frontendApiHost'
  | 'url'
  | 'issuer'
  | 'signInUrl'
  | 'signUpUrl'
  | 'signOutUrl'
  | 'authOptions'
>

function withFacts(instance: Instance, rest: Omit<Emulator, keyof Facts>): Emulator {
  const { place, settings, keyring } = instance
  const read: { readonly [K in keyof Facts]: () => Facts[K] } = {
    publishableKey: () => place.publishableKey(),
    jwtKey: () => keyring.pem(),
    frontendApiHost: () => place.frontendApiHost(),
    url: () => place.url(),
    issuer: () => toIssuer(instance),
    signInUrl: () => `${place.url()}/sign-in`,
    signUpUrl: () => `${place.url()}/sign-up`,
    signOutUrl: () => `${place.url()}/sign-out`,
    authOptions: () => ({
      publishableKey: place.publishableKey(),
      secretKey: settings.secretKey,
      apiUrl: place.url(),
      signInUrl: `${place.url()}/sign-in`,
      signUpUrl: `${place.url()}/sign-up`,
    }),
  }
  const getters = Object.entries(read).map(([name, get]) => [name, { get, enumerable: true }] as const)
  // Every fact has a getter: the type of `read` demands one.
  return Object.defineProperties(rest, Object.fromEntries(getters)) as Emulator
}
