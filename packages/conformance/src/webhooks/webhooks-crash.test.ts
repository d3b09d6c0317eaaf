/** The command with `--db`, killed without a warning while people sign up and nobody takes webhooks: after the next start, everybody is told of. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningCommand, startCommand } from '../provider/start-command.ts'
import { type Receiver, startReceiver } from './start-receiver.ts'

const PEOPLE = 8

let folder: string
let receiver: Receiver
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-webhooks-'))
  receiver = await startReceiver()
  // What an endpoint of a seed has that names no secret.
  receiver.secret = `whsec_${btoa('postern-emulator-webhook')}`
})
afterAll(async () => {
  await receiver.stop()
  await rm(folder, { recursive: true })
})

async function start(): Promise<RunningCommand> {
  const seed = join(folder, 'seed.json')
  await writeFile(seed, JSON.stringify({ webhooks: [{ url: receiver.url, events: ['user.*'] }] }))
  return startCommand(['--seed', seed, '--db', join(folder, 'emulator.db')])
}

it('sends after a crash what was not delivered before it', async () => {
  // One receives nothing and lets the others wait, one answers what is no success.
  receiver.answers.push(500, 'never')
  const first = await start()
  const emails = Array.from({ length: PEOPLE }, (_, index) => `person${index}@example.com`)
  const answers = await Promise.all(
    emails.map((email) =>
      fetch(`${first.url}/sign-up`, { method: 'POST', body: new URLSearchParams({ email }), redirect: 'manual' }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(emails.map(() => 303))
  await first.kill()
  expect(receiver.received).toEqual([])
  receiver.answers.length = 0

  const second = await start()
  await fetch(`${second.url}/__emu/webhooks/retry`, { method: 'POST', body: '{}' })
  await fetch(`${second.url}/__emu/webhooks/settled`, { method: 'POST', body: '{}' })
  const told = receiver.received.map(({ event }) => {
    if (event.type !== 'user.created') throw new Error(`unexpected ${event.type}`)
    return event.data.email_addresses[0]?.email_address
  })
  expect([told.length, new Set(told)]).toEqual([PEOPLE, new Set(emails)])
  await second.kill()
})
