/** Binds a port. The only file besides the command and the database that needs more than Web APIs; loaded when someone listens. */
import type { ServerType } from '@hono/node-server'
import { checkEnvironment } from './check-environment.ts'
import type { ListenOptions } from './emulator.ts'
import { EmulatorError } from './errors.ts'
import { answerError } from './http/answers.ts'
import type { Instance } from './instance.ts'
import { toListenError } from './to-listen-error.ts'

/** Host names that only this machine answers to. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/
/** Names that a browser resolves to this machine by itself or through a hosts entry, and nobody owns. */
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
 *   other machines reach, `ERR_EMULATOR_OPTION_INVALID` for a port that is none, and what `toListenError` says of a port that cannot be
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
      `${hostname} is reached from other machines, and nothing here is protected. Listen on 127.0.0.1.`,
    )
  }
  checkEnvironment(process.env)
  const { createAdaptorServer } = await import('@hono/node-server')
  const guarded = (request: Request): Promise<Response> | Response =>
    allowNonLoopback || isOwnName(instance, new URL(request.url).hostname)
      ? answer(toSecure(request)).catch((error: unknown) => answerFailure(instance, error))
      : answerError(421, 'host_invalid', 'This host name is not one of this emulator.')
  // Whoever tests in this process keeps the Request and Response of the platform: the servers of Bun and Deno accept no others.
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

/** The request as it was before a proxy in front of us ended TLS, so that cookies and addresses of production are those of production. */
function toSecure(request: Request): Request {
  if (request.headers.get('x-forwarded-proto') !== 'https') return request
  const { method, headers, body } = request
  return new Request(request.url.replace(/^http:/, 'https:'), {
    method,
    headers,
    ...(body === null ? {} : { body, duplex: 'half' }),
  })
}

/** Refuses names that someone else may point at this machine: a page of theirs must not read ours. */
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

/** How URLs and keys write a host: IPv6 in brackets, and a name of this machine for one that listens everywhere. @see RFC 3986 §3.2.2 */
function toHost(hostname: string): string {
  if (hostname === '0.0.0.0' || hostname === '::') return '127.0.0.1'
  return hostname.includes(':') ? `[${hostname}]` : hostname
}

function answerFailure({ faults }: Instance, error: unknown): Response {
  if (faults.read().outage === 'network')
    return answerError(503, 'service_unavailable', 'The emulator plays an outage.')
  return answerError(500, 'internal_error', error instanceof Error ? error.message : 'Something failed.')
}
