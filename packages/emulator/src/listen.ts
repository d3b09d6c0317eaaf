/** Binds a port. Besides the command and the database, only this file needs more than Web APIs. It is loaded when an emulator listens. */
import type { ServerType } from '@hono/node-server'
import { PUBLISHABLE_KEY_LIVE_PREFIX, SECRET_KEY_LIVE_PREFIX } from '@postern/core/wire'
import type { ListenOptions } from './emulator.ts'
import { EmulatorError } from './emulator-error.ts'
import { answerError } from './http/answers.ts'
import type { Instance } from './instance.ts'
import { EMULATOR_SECRETS } from './options.ts'

/** Host names that only this machine answers. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/
/** Names that nobody owns, and that a browser resolves to this machine by itself or through its hosts file. */
const LOCAL_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.+\.(localhost|test))$/
const MAX_PORT = 65_535

export interface Address {
  readonly url: string
  readonly host: string
  readonly port: number
  stop(): Promise<void>
}

/**
 * @throws EmulatorError `ERR_EMULATOR_LIVE_KEY` when the environment holds a live key, `ERR_EMULATOR_NOT_LOOPBACK` for a host name that
 *   other machines reach, `ERR_EMULATOR_OPTION_INVALID` for a port that does not exist, and what `toListenError` says of a port that cannot be
 *   bound.
 */
export async function listen(
  instance: Instance,
  answer: (request: Request) => Promise<Response>,
  options: ListenOptions,
): Promise<Address> {
  const { port = 0, hostname = '127.0.0.1', allowNonLoopback = false } = options
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT)
    throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', `port must be a whole number from 0 to ${MAX_PORT}.`)
  if (!allowNonLoopback && !LOOPBACK.test(hostname)) {
    throw new EmulatorError(
      'ERR_EMULATOR_NOT_LOOPBACK',
      `${hostname} is reached from other machines, and nothing here is protected. Listen on 127.0.0.1. In a container with a closed network, allow it: --allow-non-loopback, or allowNonLoopback in code.`,
    )
  }
  checkEnvironment(process.env)
  const { createAdaptorServer } = await import('@hono/node-server')
  const guarded = (request: Request): Promise<Response> | Response =>
    allowNonLoopback || isOwnName(instance, new URL(request.url).hostname)
      ? answer(toSecure(request)).catch((error: unknown) => answerFailure(instance, error))
      : answerError(
          421,
          'host_invalid',
          'This emulator is not called by this host name. Call it localhost or 127.0.0.1.',
        )
  // The global Request and Response stay those of the platform: servers of Bun and Deno in this process accept no others.
  const server = createAdaptorServer({ fetch: guarded, overrideGlobalObjects: false })
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  const boundPort = await bind(server, port, bare)
  const host = `${toHost(bare)}:${boundPort}`
  return {
    url: `http://${host}`,
    host,
    port: boundPort,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

/** The request as the browser sent it, when a proxy in front of us ended TLS: production needs `https` in its addresses and cookies. */
function toSecure(request: Request): Request {
  if (request.headers.get('x-forwarded-proto') !== 'https') return request
  const { method, headers, body } = request
  return new Request(request.url.replace(/^http:/, 'https:'), {
    method,
    headers,
    ...(body === null ? {} : { body, duplex: 'half' }),
  })
}

/** Whether this name is ours. Somebody else may point a name of theirs at this machine, and their page must not read ours. */
function isOwnName({ settings, place }: Instance, hostname: string): boolean {
  if (LOCAL_NAME.test(hostname)) return true
  return [
    place.frontendApiHost().replace(/:\d+$/, ''),
    ...settings.satelliteDomains.map((domain) => `clerk.${domain}`),
  ].includes(hostname)
}

function bind(server: ServerType, port: number, hostname: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(toListenError(error, port, hostname)))
    server.listen(port, hostname, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

/** A host as URLs and keys write it. IPv6 stands in brackets, and loopback stands for every address. @see RFC 3986 §3.2.2 */
function toHost(hostname: string): string {
  if (hostname === '0.0.0.0' || hostname === '::') return '127.0.0.1'
  return hostname.includes(':') ? `[${hostname}]` : hostname
}

function answerFailure({ faults }: Instance, error: unknown): Response {
  if (faults.read().outage === 'network')
    return answerError(503, 'service_unavailable', 'The emulator plays an outage.')
  return answerError(500, 'internal_error', error instanceof Error ? error.message : 'Something failed.')
}

/** Names of the provider's variables. Keys of other vendors begin in the same way, so other variables do not count. */
const KEY_NAME = /CLERK.*KEY/

/** Quotes and spaces around a value: some programs keep them when they read a `.env` file. */
const QUOTES = /^[\s'"`]+|[\s'"`]+$/g

/**
 * @throws EmulatorError `ERR_EMULATOR_LIVE_KEY` when a variable holds a live key of the provider. Live keys that an emulator made
 *   pass.
 */
function checkEnvironment(environment: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || !KEY_NAME.test(name) || !isLiveKey(value)) continue
    throw new EmulatorError(
      'ERR_EMULATOR_LIVE_KEY',
      `${name} holds a live key. The emulator does not start where real people are signed in: unset it, or run elsewhere.`,
    )
  }
}

function isLiveKey(text: string): boolean {
  const value = text.replaceAll(QUOTES, '')
  if (value.startsWith(SECRET_KEY_LIVE_PREFIX)) return !value.startsWith(EMULATOR_SECRETS.production)
  return (
    value.startsWith(PUBLISHABLE_KEY_LIVE_PREFIX) &&
    !isReservedHost(decode(value.slice(PUBLISHABLE_KEY_LIVE_PREFIX.length)))
  )
}

function isReservedHost(host: string): boolean {
  return /(^|\.)(test|localhost|example)(:\d+)?\$$/.test(host)
}

function decode(text: string): string {
  try {
    return atob(text)
  } catch {
    return ''
  }
}

/** What operating systems call an address that this machine does not have. */
const NO_ADDRESS = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'])

/**
 * @param error What the system said.
 * @returns `ERR_EMULATOR_PORT_IN_USE` when another program has the port, `ERR_EMULATOR_PORT_DENIED` when this user may not have it,
 *   `ERR_EMULATOR_ADDRESS_UNAVAILABLE` when this machine has no such address, and for anything else, which is named.
 */
export function toListenError(
  error: { readonly code?: string | undefined; readonly message: string },
  port: number,
  hostname: string,
): EmulatorError {
  const { code = error.message } = error
  const options = { cause: error }
  if (code === 'EADDRINUSE')
    return new EmulatorError(
      'ERR_EMULATOR_PORT_IN_USE',
      `port ${port} is taken. Choose another, or 0 for any.`,
      options,
    )
  if (code === 'EACCES' || code === 'EPERM')
    return new EmulatorError(
      'ERR_EMULATOR_PORT_DENIED',
      `this user may not listen on port ${port}. Choose one from 1024, or 0 for any.`,
      options,
    )
  const reason = NO_ADDRESS.has(code) ? 'is no address of this machine' : `cannot be listened on (${code})`
  return new EmulatorError('ERR_EMULATOR_ADDRESS_UNAVAILABLE', `${hostname} ${reason}. Listen on 127.0.0.1.`, options)
}
