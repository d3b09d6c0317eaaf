/** One worker in several isolates of one workerd, each with a memory of its own, over the same stores: as in one data centre. Waits. */
import { createRequire } from 'node:module'
import { bundle } from './bundle.ts'

const require = createRequire(import.meta.url)

/** The part of miniflare that is used here. It comes with wrangler. */
interface Miniflare {
  readonly ready: Promise<URL>
  getWorker(name: string): Promise<{ fetch(url: string, init: object): Promise<Response> }>
  dispose(): Promise<void>
}
interface MiniflareModule {
  readonly Miniflare: new (options: object) => Miniflare
  /** From the shorter form of the options. */
  readonly convertV4MiniflareOptions: (options: object) => object
}

export interface Isolates {
  /** Asks one of them. */
  readonly ask: (isolate: number, headers: Readonly<Record<string, string>>) => Promise<Response>
  readonly stop: () => Promise<void>
}

/** @param bindings Variables of all of them. `KEYS` is their KV namespace, and `OBJECTS` that of the Durable Objects of the first. */
export async function startIsolates(count: number, bindings: Readonly<Record<string, string>>): Promise<Isolates> {
  const module = createRequire(require.resolve('wrangler'))('miniflare') as MiniflareModule
  const contents = await bundle('key-store-worker.ts', { format: 'esm', conditions: ['workerd', 'worker', 'browser'] })
  const toName = (isolate: number): string => `isolate-${isolate}`
  const options = module.convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    workers: Array.from({ length: count }, (_, isolate) => ({
      name: toName(isolate),
      modules: [{ type: 'ESModule', path: 'worker.mjs', contents }],
      compatibilityDate: '2026-11-01',
      kvNamespaces: { KEYS: 'keys' },
      durableObjects: {
        OBJECTS: { className: 'PosternStore', useSQLite: true, ...(isolate === 0 ? {} : { scriptName: toName(0) }) },
      },
      bindings,
    })),
  })
  const miniflare = new module.Miniflare(options)
  await miniflare.ready
  return {
    ask: async (isolate, headers) =>
      (await miniflare.getWorker(toName(isolate))).fetch('https://app.test/', { headers }),
    stop: () => miniflare.dispose(),
  }
}
