import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { findFreePort, isPortFree } from './find-free-port.ts'

const open: Server[] = []
const occupy = (host: string): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    open.push(server)
    server.listen(0, host, () => resolve((server.address() as AddressInfo).port))
  })

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

describe('findFreePort', () => {
  it('skips a port that is busy on the loopback address', async () => {
    const busy = await occupy('127.0.0.1')
    expect(await findFreePort(busy)).toBeGreaterThan(busy)
  })
  it('skips a port that is busy on every address', async () => {
    const busy = await occupy('0.0.0.0')
    expect(await isPortFree(busy)).toBe(false)
  })
  it('skips a port that is already given away', async () => {
    const port = await findFreePort(20_000)
    expect(port).not.toBeNull()
    expect(await findFreePort(20_000, port === null ? [] : [port])).not.toBe(port)
  })
  it('finds nothing past the last port', async () => {
    expect(await findFreePort(65_536)).toBeNull()
  })
})
