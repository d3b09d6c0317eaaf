/**
 * An emulator at a stopped clock, on a port whose answers are kept while one case runs: both sides get the same answer to the same
 * question, although nonces and refresh tokens are good for one use.
 */
import { serve } from '@hono/node-server'
import { createEmulator, type Emulator, type InstanceType } from '@postern/emulator'

/** The moment at which every case happens. Milliseconds since the Unix epoch. */
export const NOW_MS = 1_790_000_000_000

export interface Provider {
  readonly emulator: Emulator
  readonly apiUrl: string
  /** Forgets the kept answers. */
  startCase(): void
  /** Calls since the last question, without those for keys. */
  takeCalls(): readonly string[]
  close(): Promise<void>
}

export async function startProvider(instanceType: InstanceType): Promise<Provider> {
  const holder: { emulator: Emulator | null } = { emulator: null }
  const kept = new Map<string, Promise<{ status: number; headers: Headers; body: string }>>()
  let calls: string[] = []
  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    if (!url.pathname.endsWith('/jwks')) calls.push(`${request.method} ${url.pathname}${url.search}`)
    const body = await request.text()
    const id = [request.method, request.url, request.headers.get('authorization'), withoutHeaders(body)].join('\n')
    const answered = kept.get(id) ?? forward(holder.emulator, request, body)
    kept.set(id, answered)
    const { status, headers, body: text } = await answered
    return new Response(text, { status, headers })
  }
  const server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const host = instanceType === 'development' ? `127.0.0.1:${port}` : 'clerk.app.test'
  const emulator = createEmulator({
    instanceType,
    frontendApiHost: host,
    clock: NOW_MS,
    idSeed: `differential-${instanceType}`,
    appOrigin: instanceType === 'development' ? 'http://localhost:3000' : 'https://www.app.test',
  })
  holder.emulator = emulator
  return {
    emulator,
    apiUrl: `http://127.0.0.1:${port}`,
    startCase: () => {
      // A nonce is good once; a case that carries one again must find it as good as the first.
      for (const id of kept.keys()) if (!id.includes('handshake_payload')) kept.delete(id)
    },
    takeCalls: () => {
      const taken = calls
      calls = []
      return taken
    },
    close: async () => {
      await emulator.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function forward(emulator: Emulator | null, request: Request, body: string) {
  if (emulator === null) throw new Error('no emulator yet')
  const init = { method: request.method, headers: request.headers, body: request.method === 'GET' ? null : body }
  const response = await emulator.fetch(request.url, init)
  return { status: response.status, headers: response.headers, body: await response.text() }
}

/** Both sides forward different headers of the browser (rulings.md D10). */
function withoutHeaders(body: string): string {
  return body.replace(/"request_headers":\{.*?\}(?=[,}])/, '')
}
