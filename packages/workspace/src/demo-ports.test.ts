import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { findDemoPorts } from './demo-ports.ts'

const open: Server[] = []
const occupy = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    open.push(server)
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

describe('findDemoPorts', () => {
  it('takes another port for a busy one, and says so', async () => {
    const busy = await occupy()
    const said: string[] = []
    const ports = await findDemoPorts((line) => said.push(line), { emulator: 20_400, app: busy, worker: 20_800 })
    expect(ports.app).toBeGreaterThan(busy)
    expect(said.find((line) => line.includes(`Port ${busy} is busy`))).toContain(`the Next app takes ${ports.app}`)
  })
  it('gives no port away twice', async () => {
    const ports = await findDemoPorts(() => undefined, { emulator: 21_400, app: 21_400, worker: 21_400 })
    expect(new Set(Object.values(ports)).size).toBe(3)
  })
})
