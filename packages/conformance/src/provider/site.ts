/** An emulator that listens on loopback, an application of one of the stacks, and a browser between them. */
import { createEmulator, type Emulator, type EmulatorOptions } from '@postern/emulator'
import { type Browser, createBrowser, type Network, type Walk } from '../network/browser.ts'
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
  /** A development satellite beside the application, on an origin of its own. */
  readonly hasSatellite?: boolean
}

export interface Site {
  readonly emulator: Emulator
  readonly browser: Browser
  readonly origin: string
  /** Goes to a page of the application. */
  visit(path: string, headers?: Readonly<Record<string, string>>): Promise<Walk>
  /** Signs in on the emulator's page and comes back to this path. */
  signIn(user: string, path?: string): Promise<Walk>
  /** Sends a form of an account page of the emulator. */
  submit(path: string, form: Readonly<Record<string, string>>): Promise<Walk>
  /** One request without a browser, as programs send it. */
  call(path: string, headers: Readonly<Record<string, string>>): Promise<Response>
  advance(ms: number): void
  close(): Promise<void>
}

export const DEVELOPMENT_APP = 'http://localhost:3000'
export const PRODUCTION_APP = 'http://www.app.localhost:3000'
export const SATELLITE_APP = 'http://satellite.localhost:3001'

export async function startSite(stack: Stack, time: Time, options: SiteOptions = {}): Promise<Site> {
  const isProduction = options.isProduction ?? false
  const origin = isProduction ? PRODUCTION_APP : DEVELOPMENT_APP
  const emulator = createEmulator({
    clock: time.nowMs,
    idSeed: 'provider',
    appOrigin: origin,
    ...(isProduction && { instanceType: 'production', frontendApiHost: 'clerk.app.localhost' }),
    ...options.emulator,
  })
  const { port, url } = await emulator.listen()
  const proxyUrl = isProduction ? url.replace('127.0.0.1', 'clerk.app.localhost') : url
  const network = createNetwork(stack, { emulator, origin, proxyUrl, port }, options)
  const browser = createBrowser(network, time.nowMs)
  const visit = (address: string, more: Parameters<Browser['visit']>[1] = {}): Promise<Walk> => {
    time.advance(BETWEEN_VISITS_MS)
    return browser.visit(address, more)
  }
  const submit = (path: string, form: Readonly<Record<string, string>>): Promise<Walk> => {
    const devBrowser = browser.jar.read(new URL(origin))['__clerk_db_jwt']
    const known = devBrowser === undefined ? {} : { __clerk_db_jwt: devBrowser }
    return visit(proxyUrl + path, { from: proxyUrl + path, form: { ...known, ...form } })
  }
  return {
    emulator,
    browser,
    origin,
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
  readonly origin: string
  readonly proxyUrl: string
  readonly port: number
}

function createNetwork(stack: Stack, { emulator, origin, proxyUrl, port }: Place, options: SiteOptions): Network {
  const { publishableKey, secretKey } = emulator
  const pages = { signInUrl: `${proxyUrl}/sign-in`, signUpUrl: `${proxyUrl}/sign-up` }
  const base: StackOptions = {
    publishableKey,
    secretKey,
    apiUrl: emulator.url,
    proxyUrl,
    authorizedParties: [origin, SATELLITE_APP],
    ...pages,
  }
  const apps = new Map<string, Network>([[origin, stack({ ...base, ...options.app })]])
  const satellite = { isSatellite: true, domain: new URL(SATELLITE_APP).host, satelliteAutoSync: true }
  if (options.hasSatellite === true) apps.set(SATELLITE_APP, stack({ ...base, ...satellite }))
  return async (request) => apps.get(new URL(request.url).origin)?.(request) ?? fetchLoopback(request, port)
}
