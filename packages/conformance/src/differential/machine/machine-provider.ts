/** A provider that answers every question alike: what the situation says. Waits for a port. */
import { serve } from '@hono/node-server'
import type { ProviderAnswer } from './draw-machine.ts'

export interface MachineProvider {
  readonly apiUrl: string
  /** What it answers from now on. */
  set(answer: ProviderAnswer): void
  /** Calls since the last question. */
  takeCalls(): readonly string[]
  close(): Promise<void>
}

export async function startMachineProvider(): Promise<MachineProvider> {
  let answer: ProviderAnswer = { status: 500, contentType: 'text/plain', body: '' }
  let calls: string[] = []
  const respond = (request: Request): Response => {
    calls.push(`${request.method} ${new URL(request.url).pathname}`)
    return new Response(answer.body, { status: answer.status, headers: { 'content-type': answer.contentType } })
  }
  const server = serve({ fetch: respond, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  return {
    apiUrl: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    set: (next) => {
      answer = next
    },
    takeCalls: () => {
      const taken = calls
      calls = []
      return taken
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}
