import { Agent } from 'node:http'
import { createEmulator } from '@postern/emulator'
import { it } from 'vitest'
import { startNode, startDeno, startBun } from './runners/start-process.ts'
import { startWorkerd } from './runners/start-worker.ts'
import { startEdgeVm } from './runners/start-edge-vm.ts'
import { sendRequest } from './send-request.ts'
it('probe', async () => {
  const emulator = createEmulator({ appOrigin: 'http://app.test' })
  await emulator.listen()
  const sites = { dev: { options: emulator.authOptions } }
  const agent = new Agent({ keepAlive: true })
  const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
  for (const [name, start] of Object.entries({ startNode, startEdgeVm, startDeno, startBun, startWorkerd })) {
    const t = Date.now()
    try {
      const rt = await start(sites, {})
      console.log(name, 'start', Date.now() - t)
      for (const adapter of ['fetch', 'hono'])
        for (const [path, h] of [
          ['/', {}],
          ['/dashboard', page],
          ['//evil.test/x', page],
          ['/a/../admin', {}],
          ['/a%2f..\\admin', {}],
          ['/seen?x', { 'X-App-A': 'ü', 'x-app-empty': '', x_clerk_b: '1' }],
          ['/moved', {}],
          ['/x?a=b#c', page],
        ] as const) {
          const r = await sendRequest(
            rt.port,
            {
              method: 'GET',
              path,
              headers: { host: 'app.test', 'x-suite-site': 'dev', 'x-suite-adapter': adapter, ...h },
              body: null,
            },
            agent,
          ).catch((e) => e)
          console.log(
            name,
            adapter,
            path,
            r.status,
            JSON.stringify(r.headers),
            r.setCookies,
            r.body?.slice(0, 300),
            r.status ? '' : r,
          )
        }
      await rt.stop()
    } catch (e) {
      console.log(name, 'FAILED', e)
    }
  }
  agent.destroy()
  await emulator.close()
})
