import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { findFreePort } from './find-free-port.ts'
import { startService, type Service } from './service.ts'

const folder = mkdtempSync(join(tmpdir(), 'service-'))
const running: Service[] = []

const start = async (source: string): Promise<{ service: Service; url: URL }> => {
  const script = join(folder, `${running.length}-${Math.random()}.mjs`)
  writeFileSync(script, source)
  const port = (await findFreePort(24_000 + Math.floor(Math.random() * 8_000))) ?? 0
  const url = new URL(`http://127.0.0.1:${port}/`)
  const service = startService({ name: 'It', script, args: [String(port)], cwd: folder, env: {}, readyUrl: url })
  running.push(service)
  // Looked at by the tests that care; unhandled it would end the others.
  service.ready.catch(() => undefined)
  return { service, url }
}

const SERVER = `
  import { createServer } from 'node:http'
  createServer((request, response) => response.end()).listen(Number(process.argv[2]), '127.0.0.1')
`
const answers = (url: URL): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('startService', () => {
  it('is ready when the server answers, and gone when it was stopped', async () => {
    const { service, url } = await start(SERVER)
    await service.ready
    expect(await answers(url)).toBe(true)
    await service.stop()
    expect(await answers(url)).toBe(false)
  })
  it('rejects with the output when the process ends early', async () => {
    const { service } = await start(`console.error('no such table'); process.exit(3)`)
    await expect(service.ready).rejects.toThrow(/no such table\n\(ended with status 3\)/)
  })
  it('leaves no helper behind when the process does not end its own', async () => {
    const helper = `require('node:http').createServer((request, response) => response.end()).listen(process.argv[1], '127.0.0.1')`
    const { service, url } = await start(`
      import { spawn } from 'node:child_process'
      spawn(process.execPath, ['-e', ${JSON.stringify(helper)}, process.argv[2]])
      process.on('SIGTERM', () => process.exit(0))
      setInterval(() => {}, 1000)
    `)
    await service.ready
    await service.stop()
    expect(await answers(url)).toBe(false)
  })
})
