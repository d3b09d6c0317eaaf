/** An emulator with the provider's scripts, and pages on an origin of their own that load them. Listens until it is stopped. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { openScripts } from '@postern/emulator/scripts'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** 2026-09-21, so that every run sees the same day. */
const NOW_MS = 1_790_000_000_000

export interface World {
  readonly emulator: Emulator
  /** Origin of the pages, on `localhost`. */
  readonly url: string
  /** Origin of the emulator as a page has to call it. */
  readonly frontendApi: string
  /** A ticket that signs this person in, as a server makes it. */
  createTicket(userId: string): Promise<string>
  /** The ticket in the last mail that invites this address; empty when there is none. */
  findInvitationTicket(email: string): string
  stop(): Promise<void>
}

/**
 * @param folder Where the scripts are installed.
 * @param page The pages of the application, by path. The same text for every path it does not know, as an application of one page does.
 * @param nowMs The time, which stands still; null: that of the machine.
 */
export async function startWorld(
  folder: string,
  page: (world: Pick<World, 'emulator' | 'frontendApi'>) => string,
  nowMs: number | null = NOW_MS,
): Promise<World> {
  const emulator = createEmulator({ ...(nowMs !== null && { clock: nowMs }), scripts: openScripts(folder) })
  await emulator.listen({ port: 0 })
  const frontendApi = emulator.url.replace('127.0.0.1', 'localhost')
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(page({ emulator, frontendApi }))
  })
  const url = await listen(server)
  return {
    emulator,
    url,
    frontendApi,
    createTicket: (userId) => createTicket(emulator, userId),
    findInvitationTicket: (email) => findInvitationTicket(emulator, email),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await emulator.close()
    },
  }
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, 'localhost', () => resolve(`http://localhost:${(server.address() as AddressInfo).port}`)),
  )
}

async function createTicket(emulator: Emulator, userId: string): Promise<string> {
  const answer = await fetch(`${emulator.url}/v1/sign_in_tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ user_id: userId }),
  })
  const { token } = (await answer.json()) as { readonly token: string }
  return token
}

function findInvitationTicket(emulator: Emulator, email: string): string {
  const mail = emulator.control.mails().findLast(({ toAddress, link }) => toAddress === email && link !== null)
  const link = mail?.link ?? null
  return link === null ? '' : (new URL(link).searchParams.get('__clerk_ticket') ?? '')
}
