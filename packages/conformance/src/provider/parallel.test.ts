/** Five hundred people sign in at once, from eight threads with an application each, at one emulator. */
import { createEmulator, defaultSeed, type Emulator, type Seed } from '@postern/emulator'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedIn, SignInWork } from './sign-in-worker.ts'

const WORKERS = 8
const SIGN_INS = 500
/** Fewer people than sign-ins: some sign in from several browsers at the same time. */
const PEOPLE = 100
const appOrigin = 'http://localhost:3000'
const users = Array.from({ length: PEOPLE }, (_, number) => ({
  id: `user_person${number}`,
  email: `person-${number}@example.com`,
}))
const seed: Seed = { ...defaultSeed, users: [...(defaultSeed.users ?? []), ...users] }

describe('one emulator', () => {
  let emulator: Emulator
  beforeAll(async () => {
    emulator = createEmulator({ seed })
    await emulator.listen()
  })
  afterAll(() => emulator.close())

  it(`signs ${SIGN_INS} people in at once from ${WORKERS} threads, and mixes no session up`, async () => {
    const wanted = Array.from({ length: SIGN_INS }, (_, number) => `user_person${number % PEOPLE}`)
    const shares = Array.from({ length: WORKERS }, (_, worker) => wanted.filter((__, at) => at % WORKERS === worker))
    const seen = (await Promise.all(shares.map((userIds) => runWorker(emulator, userIds)))).flat()

    expect(seen).toHaveLength(SIGN_INS)
    expect(seen.filter(({ wanted: user, userId }) => user !== userId)).toEqual([])
    expect(seen.filter(({ sessionId, again }) => sessionId !== again)).toEqual([])
    expect(new Set(seen.map(({ sessionId }) => sessionId)).size).toBe(SIGN_INS)
    const sessions = new Map(emulator.control.sessions().map((session) => [session.id, session]))
    expect(seen.filter(({ sessionId, userId }) => sessions.get(String(sessionId))?.userId !== userId)).toEqual([])
    expect(new Set([...sessions.values()].map(({ clientId }) => clientId)).size).toBe(SIGN_INS)
  })
})

async function runWorker(emulator: Emulator, userIds: readonly string[]): Promise<readonly SignedIn[]> {
  const workerData: SignInWork = { options: emulator.authOptions, signInUrl: emulator.signInUrl, appOrigin, userIds }
  const worker = new Worker(new URL('./sign-in-worker.ts', import.meta.url), { workerData })
  try {
    // `once` rejects with what the thread threw.
    const [seen] = (await once(worker, 'message')) as [readonly SignedIn[]]
    return seen
  } finally {
    await worker.terminate()
  }
}
