/** The command with `--db`, killed without a warning while many people sign up: what it answered is there afterwards, and nothing is there by half. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCommand, startCommand } from './start-command.ts'

/** How many answers each round waits for before the kill. */
const ROUNDS = [3, 5, 8, 10, 13, 17, 20, 25, 30, 36, 42, 50] as const
/** The kill comes so many of these later, at another place of the writes in every round. */
const DELAY_MS = 1.3
/** Much to write, so that the kill rarely falls between two changes. */
const LONG_NAME = 'A'.repeat(50_000)
const PEOPLE_AT_ONCE = 12

interface Record {
  readonly id: string
}
interface SessionRecord extends Record {
  readonly userId: string
  readonly clientId: string
  readonly status: string
}
interface ClientRecord extends Record {
  readonly secret: string
  readonly devBrowser: string
  readonly sessionIds: readonly string[]
}
interface Acknowledged {
  readonly emails: Set<string>
  readonly keyIds: Set<string>
}

describe('--db', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'emulator-crash-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('survives being killed in the middle of writes, round after round', async () => {
    const file = join(folder, 'emulator.db')
    const acknowledged: Acknowledged = { emails: new Set(), keyIds: new Set() }
    for (const [round, answers] of ROUNDS.entries()) {
      const running = await startCommand(['--db', file])
      await writeUntilKilled(running, { round, answers, acknowledged })
      await checkFile(file, acknowledged)
    }
    const { url, kill } = await startCommand(['--db', file])
    const state = (await (await fetch(`${url}/__emu/state`)).json()) as { users: { email: string }[] }
    expect(state.users.map(({ email }) => email)).toEqual(expect.arrayContaining([...acknowledged.emails]))
    await kill()
  })
})

interface Plan {
  readonly round: number
  readonly answers: number
  readonly acknowledged: Acknowledged
}

/** People sign up and make API keys, each waiting only for themselves; after so many answers the command is killed. */
async function writeUntilKilled(
  { child, url, kill }: RunningCommand,
  { round, answers, acknowledged }: Plan,
): Promise<void> {
  let seen = 0
  const kills: Promise<void>[] = []
  const killLater = async (): Promise<void> => {
    await sleep(round * DELAY_MS)
    await kill()
  }
  const live = async (person: number): Promise<void> => {
    for (let number = 0; child.exitCode === null && child.signalCode === null; number += 1) {
      const email = `person-${round}-${person}-${number}@example.com`
      const body = new URLSearchParams({ email, first_name: LONG_NAME, last_name: LONG_NAME })
      const answer = await fetch(`${url}/sign-up`, { method: 'POST', body, redirect: 'manual' })
      if (answer.status === 303) acknowledged.emails.add(email)
      const made = await fetch(`${url}/__emu/mint/api-key`, {
        method: 'POST',
        body: JSON.stringify({ subject: email }),
      })
      acknowledged.keyIds.add(((await made.json()) as Record).id)
      seen += 1
      if (seen >= answers && kills.length === 0) kills.push(killLater())
    }
  }
  // Everybody who waits for an answer at that moment gets none.
  await Promise.allSettled(Array.from({ length: PEOPLE_AT_ONCE }, (_, person) => live(person)))
  expect(kills).toHaveLength(1)
  await Promise.all(kills)
}

/** Reads the file as the crash left it. */
async function checkFile(file: string, acknowledged: Acknowledged): Promise<void> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(file)
  const rows = database.prepare('SELECT kind, json FROM records ORDER BY place').all()
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  database.close()
  const list = <R>(kind: string): readonly R[] =>
    rows.filter((row) => row['kind'] === kind).map((row) => JSON.parse(String(row['json'])) as R)
  const users = list<Record & { readonly email: string }>('users')
  const sessions = list<SessionRecord>('sessions')
  const clients = list<ClientRecord>('clients')
  const handles = new Set(list<Record>('clientHandles').map(({ id }) => id))
  const sessionIds = new Set(sessions.map(({ id }) => id))
  const clientIds = new Set(clients.map(({ id }) => id))
  const owners = new Map(sessions.map(({ userId }) => [userId, true]))

  expect(users.map(({ email }) => email)).toEqual(expect.arrayContaining([...acknowledged.emails]))
  expect(list<Record>('apiKeys').map(({ id }) => id)).toEqual(expect.arrayContaining([...acknowledged.keyIds]))
  // Whoever signed up has a session, every session a browser, and every browser its sessions and both its secrets.
  expect(users.filter(({ id, email }) => email.startsWith('person-') && !owners.has(id))).toEqual([])
  expect(sessions.filter(({ clientId }) => !clientIds.has(clientId))).toEqual([])
  expect(clients.filter((client) => client.sessionIds.some((id) => !sessionIds.has(id)))).toEqual([])
  expect(clients.filter(({ secret, devBrowser }) => !handles.has(secret) || !handles.has(devBrowser))).toEqual([])
}
