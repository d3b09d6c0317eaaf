/**
 * On which port can a server listen? A wanted port → that port, or the next free one. Waits for the operating system.
 */
import { createServer } from 'node:net'

/** Ports tried above the wanted one before we give up. */
const TRIES = 50

/** All addresses, and both loopback ones: a server on any of them would answer in our place. `undefined` is "every address". */
const HOSTS = [undefined, '127.0.0.1', '::1'] as const

const canListen = (port: number, host: string | undefined): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    // A machine without IPv6 has no ::1; that address is then no obstacle.
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT'),
    )
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => server.close(() => resolve(true)))
  })

/** Whether nothing listens on the port, on any local address. */
export const isPortFree = async (port: number): Promise<boolean> => {
  for (const host of HOSTS) if (!(await canListen(port, host))) return false
  return true
}

/**
 * Finds a port to listen on.
 *
 * @param wanted First port to try.
 * @param taken Ports that we ourselves will use.
 * @returns The first free port from `wanted` upwards; null when the next 50 are all busy.
 */
export const findFreePort = async (wanted: number, taken: readonly number[] = []): Promise<number | null> => {
  for (let port = wanted; port < wanted + TRIES && port < 65_536; port += 1) {
    if (!taken.includes(port) && (await isPortFree(port))) return port
  }
  return null
}

/** Any port that nothing listens on at the moment. */
export const findAnyPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
