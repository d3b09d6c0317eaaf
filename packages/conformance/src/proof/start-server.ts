/** A fetch handler on a port of Node, beside an identity provider of its own. Waits for both. */
import { serve } from '@hono/node-server'
import { createEmulator, type Emulator } from '@postern/emulator'
import type { ProofApplication } from './prove-closed.ts'

export type FetchHandler = (request: Request) => Response | Promise<Response>

/** Options of every guard. */
export interface ProofKeys {
  readonly publishableKey: string
  readonly secretKey: string
}

/** Notes that a page's code ran for the request of that id. */
export type NoteRun = (id: string, mark: string) => void

export interface ProofServer {
  readonly keys: ProofKeys
  readonly note: NoteRun
  /** What an application is asked through, whatever it is. */
  readonly base: Pick<ProofApplication, 'origin' | 'headersOf' | 'readRuns'>
  /** What answers from now on. */
  readonly answerWith: (handler: FetchHandler) => void
  readonly stop: () => Promise<void>
}

export async function startServer(): Promise<ProofServer> {
  const runs = new Map<string, string>()
  let current: FetchHandler = () => Response.error()
  const { server, origin } = await listen((request) => current(request))
  const emulator = createEmulator({ appOrigin: origin })
  await emulator.listen()
  const { publishableKey, secretKey } = emulator
  return {
    keys: { publishableKey, secretKey },
    note: (id, mark) => void runs.set(id, `${runs.get(id) ?? ''} ${mark}`),
    base: { origin, headersOf: async (who) => ({ cookie: await toCookie(emulator, who) }), readRuns: () => runs },
    answerWith: (handler) => {
      current = handler
    },
    stop: async () => {
      server.close()
      await emulator.close()
    },
  }
}

async function toCookie({ mint }: Emulator, who: 'ada' | 'visitor'): Promise<string> {
  return (await (who === 'ada' ? mint.session() : mint.visitor())).cookieHeader
}

function listen(fetch: FetchHandler) {
  return new Promise<{ readonly server: ReturnType<typeof serve>; readonly origin: string }>((resolve) => {
    const server = serve({ hostname: 'localhost', port: 0, overrideGlobalObjects: false, fetch }, ({ port }) =>
      resolve({ server, origin: `http://localhost:${port}` }),
    )
  })
}
