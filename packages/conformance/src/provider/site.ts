/** An emulator that listens on loopback, an application of one of the stacks, and a browser between them. */
import { createEmulator, type Emulator, type EmulatorOptions } from '@postern/emulator'
import { type Browser, createBrowser, type Network, type Visit } from '@postern/workspace/create-browser'
import { readDevBrowser } from '../network/sign-in.ts'
import { fetchLoopback } from './fetch-loopback.ts'
import type { StackOptions } from './apps.ts'
import type { Stack } from './stacks.ts'

/** The moment at which every journey starts. Milliseconds since the Unix epoch. */
export const START_MS = 1_790_000_000_000
/** A person takes longer between two clicks than the counter of handshakes lives. */
const BETWEEN_VISITS_MS = 3_000

/** How time is moved: the vendor's packages know no clock but the process's. */
export interface Time {
  readonly nowMs: () => number
  readonly advance: (ms: number) => void
}

export interface SiteOptions {
  readonly isProduction?: boolean
  readonly emulator?: EmulatorOptions
  readonly app?: Partial<StackOptions>
  /** A satellite beside the application, on a domain of its own. Default: none. */
  readonly satellite?: { readonly isAutoSync: boolean }
}

export interface Site {
  readonly emulator: Emulator
  readonly browser: Browser
  readonly origin: string
  /** Origin of the satellite, if there is one. */
  readonly satellite: string
  /** Goes to a page of the application. */
  visit(path: string, headers?: Readonly<Record<string, string>>): Promise<Visit>
  /** Signs in on the emulator's page and comes back to this path. */
  signIn(user: string, path?: string): Promise<Visit>
  /** Sends a form of an account page of the emulator. */
  submit(path: string, form: Readonly<Record<string, string>>): Promise<Visit>
  /** One request without a browser, as programs send it. */
  call(path: string, headers: Readonly<Record<string, string>>): Promise<Response>
  advance(ms: number): void
  close(): Promise<void>
}

/** Who is called what. */
interface Names {
  readonly origin: string
  readonly satellite: string
  /** Origin of the provider as browsers know it, once it is known on which port it listens. */
  readonly toProvider: (url: string) => string
  /** Whether the applications are told where the provider is, or read it off their key and their domain. */
  readonly isProxied: boolean
  readonly emulator: EmulatorOptions
}

const DEVELOPMENT: Names = {
  origin: 'http://localhost:3000',
  satellite: 'http://satellite.localhost:3001',
  toProvider: (url) => url,
  isProxied: true,
  emulator: { allowedOrigins: ['http://satellite.localhost:3001'] },
}
const PRODUCTION: Names = {
  origin: 'http://www.app.localhost:3000',
  satellite: '',
  toProvider: (url) => url.replace('127.0.0.1', 'clerk.app.localhost'),
  isProxied: true,
  emulator: { instanceType: 'production', frontendApiHost: 'clerk.app.localhost' },
}
/** Names of the real world: the provider is below the domain of each application. */
const PRODUCTION_DOMAINS: Names = {
  origin: 'https://www.app.test',
  satellite: 'https://shop.test',
  toProvider: () => 'https://clerk.app.test',
  isProxied: false,
  emulator: { instanceType: 'production', frontendApiHost: 'clerk.app.test', satelliteDomains: ['shop.test'] },
}

function chooseNames({ isProduction, satellite }: SiteOptions): Names {
  if (isProduction !== true) return DEVELOPMENT
  return satellite === undefined ? PRODUCTION : PRODUCTION_DOMAINS
}

export async function startSite(stack: Stack, time: Time, options: SiteOptions = {}): Promise<Site> {
  const names = chooseNames(options)
  const { origin } = names
  const emulator = createEmulator({
    clock: time.nowMs,
    idSeed: 'provider',
    appOrigin: origin,
    ...names.emulator,
    ...options.emulator,
  })
  const { port, url } = await emulator.listen()
  const provider = names.toProvider(url)
  const network = createNetwork(stack, { emulator, names, provider, port }, options)
  const browser = createBrowser(network, time.nowMs)
  const visit = (address: string, more: Parameters<Browser['visit']>[1] = {}): Promise<Visit> => {
    time.advance(BETWEEN_VISITS_MS)
    return browser.visit(address, more)
  }
  const submit = (path: string, form: Readonly<Record<string, string>>): Promise<Visit> => {
    const devBrowser = readDevBrowser(browser, origin)
    const known = devBrowser === undefined ? {} : { __clerk_db_jwt: devBrowser }
    return visit(provider + path, { from: provider + path, form: { ...known, ...form } })
  }
  return {
    emulator,
    browser,
    origin,
    satellite: names.satellite,
    visit: (path, headers = {}) => visit(new URL(path, origin).href, { headers }),
    signIn: (user, path = '/dashboard') => submit('/sign-in', { user, redirect_url: origin + path }),
    submit,
    call: (path, headers) => network(new Request(origin + path, { headers })),
    advance: time.advance,
    close: () => emulator.close(),
  }
}

interface Place {
  readonly emulator: Emulator
  readonly names: Names
  /** Origin of the provider as browsers know it. */
  readonly provider: string
  readonly port: number
}

function createNetwork(stack: Stack, { emulator, names, provider, port }: Place, options: SiteOptions): Network {
  const { publishableKey, secretKey } = emulator
  const base: StackOptions = {
    publishableKey,
    secretKey,
    apiUrl: emulator.url,
    ...(names.isProxied && { proxyUrl: provider }),
    authorizedParties: [names.origin, names.satellite].filter((party) => party !== ''),
    signInUrl: `${provider}/sign-in`,
    signUpUrl: `${provider}/sign-up`,
  }
  const apps = new Map<string, Network>([[names.origin, stack({ ...base, ...options.app })]])
  if (options.satellite !== undefined) {
    const satelliteAutoSync = options.satellite.isAutoSync
    const domain = new URL(names.satellite).host
    apps.set(names.satellite, stack({ ...base, isSatellite: true, domain, satelliteAutoSync }))
  }
  return async (request) => apps.get(new URL(request.url).origin)?.(request) ?? fetchLoopback(request, port)
}
