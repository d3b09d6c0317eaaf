/** workerd, with the handler bundled as for Cloudflare. */
import { fileURLToPath } from 'node:url'
import { unstable_startWorker as startWorker } from 'wrangler'
import { SITES_VARIABLE } from '../app/create-handler.ts'
import type { StartRuntime } from './runtime.ts'

export const startWorkerd: StartRuntime = async (sites, environment) => {
  process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'
  process.env['WRANGLER_SEND_METRICS'] = 'false'
  const bindings = Object.entries({ ...environment, [SITES_VARIABLE]: JSON.stringify(sites) }).map(
    ([name, value]) => [name, { type: 'plain_text' as const, value }] as const,
  )
  const worker = await startWorker({
    name: 'postern-runtimes',
    entrypoint: fileURLToPath(new URL('../app/worker.ts', import.meta.url)),
    compatibilityDate: '2026-11-01',
    bindings: Object.fromEntries(bindings),
    dev: { server: { hostname: '127.0.0.1', port: 0 }, inspector: false, logLevel: 'error', watch: false },
  })
  await worker.ready
  const url = await worker.url
  return { port: Number(url.port), stop: () => worker.dispose() }
}
