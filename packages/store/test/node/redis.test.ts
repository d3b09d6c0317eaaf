/** A real Redis or Valkey between processes, with the clients that people use. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createEmulator, type Emulator } from '@postern/emulator'
import { GlideClient } from '@valkey/valkey-glide'
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { createStorage, type Storage } from 'unstorage'
import redisDriver from 'unstorage/drivers/redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findRedis, isRedisRequired } from '@postern/workspace/find-redis'
import { createRedisStore, createUnstorageStore, type RedisClientLike } from '../../src/index.ts'
import { type Backdoor, describeStore, toAddress } from '../describe-store.ts'
import { bePatient } from './be-patient.ts'
import { type Isolate, type IsolateOptions, startIsolate } from './start-isolate.ts'
import { type RedisServer, startRedis } from './start-redis.ts'

const program = findRedis()
if (program === null && isRedisRequired()) throw new Error('POSTERN_REQUIRE_REDIS is set, and there is no Redis.')
if (program === null) console.warn('Not run: shared stores on Redis, because there is neither Redis nor Valkey.')

/** Whatever a client is connected with, closed again. */
interface Connection {
  readonly client: RedisClientLike
  readonly close: () => unknown
}

const connectRedis = async ({ url }: RedisServer): Promise<Connection> => {
  const client = createClient({ url, disableOfflineQueue: true }).on('error', () => {})
  await client.connect()
  return { client, close: () => client.destroy() }
}

const CLIENTS: Readonly<Record<string, (server: RedisServer) => Promise<Connection>>> = {
  redis: connectRedis,
  ioredis: async ({ port }) => {
    const client = new Redis({ port, enableOfflineQueue: false, maxRetriesPerRequest: 0, lazyConnect: true })
    client.on('error', () => {})
    await client.connect()
    return { client, close: () => client.disconnect() }
  },
  '@valkey/valkey-glide': async ({ port }) => {
    const client = await GlideClient.createClient({ addresses: [{ host: '127.0.0.1', port }] })
    return { client, close: () => client.close() }
  },
}

describe.skipIf(program === null)('on a real server', () => {
  let server: RedisServer
  let raw: Redis
  beforeAll(async () => {
    server = await startRedis(program ?? '')
    raw = new Redis(server.port)
  })
  afterAll(async () => {
    raw.disconnect()
    await server.stop()
  })
  const backdoor: Backdoor = {
    list: async () => {
      const names = await raw.keys('postern-*')
      return new Map(await Promise.all(names.map(async (name) => [name, (await raw.get(name)) ?? ''] as const)))
    },
    plant: (name, text) => raw.set(name, text),
  }

  describe.each(Object.entries(CLIENTS))('with %s', (_name, connect) => {
    let connection: Connection
    beforeAll(async () => {
      connection = await connect(server)
    })
    afterAll(() => connection.close())

    describeStore(
      'createRedisStore',
      () => createRedisStore(connection.client),
      () => backdoor,
    )

    it('has entries end by themselves', async () => {
      await raw.flushall()
      await createRedisStore(connection.client).write(toAddress({ purpose: 'machine-token' }), 'text', 9_500)
      const [name = ''] = await raw.keys('*')
      expect(await raw.pttl(name)).toBeGreaterThan(0)
      expect(await raw.pttl(name)).toBeLessThanOrEqual(10_000)
    })
  })

  describe('with the driver of unstorage', () => {
    const storage = (): Storage => createStorage({ driver: redisDriver({ url: server.url, base: '' }) })
    let opened: Storage
    beforeAll(() => {
      opened = storage()
    })
    afterAll(() => opened.dispose())

    describeStore(
      'createUnstorageStore',
      () => createUnstorageStore(opened),
      () => backdoor,
    )

    it('has entries end by themselves', async () => {
      await raw.flushall()
      await createUnstorageStore(opened).write(toAddress({ purpose: 'machine-token' }), 'text', 9_500)
      const [name = ''] = await raw.keys('*')
      expect(await raw.pttl(name)).toBeGreaterThan(0)
      expect(await raw.pttl(name)).toBeLessThanOrEqual(10_000)
    })
  })

  describe('processes that share it', () => {
    let emulator: Emulator
    let connection: Connection
    let beImpatient: () => void
    beforeEach(async () => {
      await raw.flushall()
      emulator = createEmulator({ clock: 1_790_000_000_000 })
      connection = await connectRedis(server)
      beImpatient = bePatient()
    })
    afterEach(async () => {
      beImpatient()
      await connection.close()
      await emulator.close()
    })
    const start = (options: IsolateOptions = {}): Isolate =>
      startIsolate(emulator, createRedisStore(connection.client), options)

    it('ask the provider once for all of them', async () => {
      const bearers = [
        (await emulator.mint.session({ user: 'ada' })).bearer,
        (await emulator.mint.apiKey({ subject: 'ada' })).bearer,
        (await emulator.mint.m2mToken()).bearer,
        (await emulator.mint.oauthToken({ user: 'ada' })).bearer,
      ]
      const first = start()
      const answers = []
      for (const bearer of bearers) answers.push(await first.ask(bearer))
      expect(answers.map((answer) => String(answer).split(':')[0])).toEqual([
        'session_token',
        'api_key',
        'm2m_token',
        'oauth_token',
      ])
      expect(first.calls.length).toBe(4)
      for (const other of [start(), start(), start()]) {
        for (const [at, bearer] of bearers.entries()) expect(await other.ask(bearer)).toBe(answers[at])
        expect([other.calls, findFailures(other)]).toEqual([[], []])
      }
    })

    it('refuse a revoked key ten seconds after the provider last called it good, whoever asked, and a rotated key set after sixty', async () => {
      const key = await emulator.mint.apiKey({ subject: 'ada' })
      const session = await emulator.mint.session({ user: 'ada', expiresInSec: 600 })
      const first = start()
      for (const { bearer } of [key, session]) expect(await first.ask(bearer)).toContain('user_ada')
      emulator.control.revokeApiKey(key.id)
      await emulator.control.rotateSigningKey({ keepOld: false })
      emulator.clock.advance(9_999)
      const second = start()
      expect(await second.ask(key.bearer)).toBe('api_key:user_ada')
      emulator.clock.advance(1)
      for (const process of [first, second, start()]) expect(await process.ask(key.bearer)).toBe(401)
      emulator.clock.advance(49_999)
      expect(await start().ask(session.bearer)).toBe('session_token:user_ada')
      emulator.clock.advance(1)
      for (const process of [first, second, start()]) expect(await process.ask(session.bearer)).toBe(404)
    })

    it('hear of a key that was good and is revoked without asking', async () => {
      const key = await emulator.mint.apiKey()
      const [first, second] = [start(), start()]
      await first.ask(key.bearer)
      emulator.control.revokeApiKey(key.id)
      emulator.clock.advance(10_000)
      expect(await first.ask(key.bearer)).toBe(401)
      expect(await second.ask(key.bearer)).toBe(401)
      expect(second.calls).toEqual([])
    })

    it('find nothing of an instance with other keys, also where its entries are copied under their names', async () => {
      const key = await emulator.mint.apiKey()
      const other = createEmulator({ clock: 1_790_000_000_000, secretKey: 'sk_test_other' })
      await start().ask(key.bearer)
      const theirs = await backdoor.list()
      const stranger = startIsolate(other, createRedisStore(connection.client))
      expect(await stranger.ask(key.bearer)).toBe(401)
      expect(stranger.calls).toHaveLength(1)
      const mine = await other.mint.apiKey()
      await stranger.ask(mine.bearer)
      const names = [...(await backdoor.list()).keys()].filter((name) => !theirs.has(name))
      for (const name of names) for (const text of theirs.values()) await raw.set(name, text)
      const next = startIsolate(other, createRedisStore(connection.client))
      expect(await next.ask(mine.bearer)).toMatch(/^api_key:/)
      expect(next.calls).toHaveLength(1)
    })

    it('believe no entry beyond its time that somebody puts back, nor one of a clock that is ahead', async () => {
      const key = await emulator.mint.apiKey()
      await start({ aheadMs: 5_000 }).ask(key.bearer)
      const second = start()
      await second.ask(key.bearer)
      expect(second.calls).toHaveLength(1)
      const entries = await backdoor.list()
      emulator.control.revokeApiKey(key.id)
      emulator.clock.advance(10_000)
      await raw.flushall()
      for (const [name, text] of entries) await raw.set(name, text)
      expect(await start().ask(key.bearer)).toBe(401)
    })

    it('start while the provider is away, with what it said before', async () => {
      const [session, key] = [
        await emulator.mint.session({ user: 'ada' }),
        await emulator.mint.apiKey({ subject: 'ada' }),
      ]
      const first = start()
      for (const { bearer } of [session, key]) await first.ask(bearer)
      emulator.control.setOutage('network')
      emulator.clock.advance(5_000)
      const second = start()
      expect(await second.ask(session.bearer)).toBe('session_token:user_ada')
      expect(await second.ask(key.bearer)).toBe('api_key:user_ada')
      emulator.clock.advance(5_000)
      expect(await start().ask(key.bearer)).toBe(503)
    })

    it('leave nothing of invented tokens in it', async () => {
      const { ask } = start()
      await Promise.all(Array.from({ length: 300 }, (_, count) => ask(`Bearer ak_invented${count}`)))
      expect(await raw.dbsize()).toBe(0)
    })

    it('go on while it sleeps, and do not wait until it wakes', async () => {
      const key = await emulator.mint.apiKey({ subject: 'ada' })
      beImpatient()
      const process = start()
      let isAwake = false
      const sleep = raw.call('DEBUG', 'SLEEP', '5').then(() => (isAwake = true))
      expect(await process.ask(key.bearer)).toBe('api_key:user_ada')
      expect(isAwake).toBe(false)
      expect(findFailures(process)).toEqual(['read'])
      await sleep
    })
  })

  it('goes on when it is killed in the middle, and shares again when it is back', async () => {
    const emulator = createEmulator({ clock: 1_790_000_000_000 })
    const mortal = await startRedis(program ?? '')
    const { client, close } = await connectRedis(mortal)
    const [first, second] = [1, 2].map(() => startIsolate(emulator, createRedisStore(client)))
    if (first === undefined || second === undefined) return expect.fail()
    const keys = await Promise.all(Array.from({ length: 20 }, () => emulator.mint.apiKey({ subject: 'ada' })))
    const [, ...later] = keys
    await first.ask(keys[0]?.bearer ?? '')
    const dying = mortal.kill()
    for (const { bearer } of later) expect(await first.ask(bearer)).toBe('api_key:user_ada')
    await dying
    expect(findFailures(first)).toEqual(['read'])
    const again = await startRedis(program ?? '', mortal.port)
    await expect.poll(async () => (await client.get('x').catch(() => 'away')) ?? 'back').toBe('back')
    // It was left alone for a while by the clock of the process, which stands still.
    emulator.clock.advance(10_000)
    const { bearer } = keys[0] ?? expect.fail()
    const beImpatient = bePatient()
    for (const process of [first, second]) expect(await process.ask(bearer)).toBe('api_key:user_ada')
    beImpatient()
    expect(second.calls).toEqual([])
    await Promise.all([close(), again.stop(), mortal.stop(), emulator.close()])
  })

  it('makes a second program of the operating system ask the provider for nothing', async () => {
    const emulator = createEmulator()
    await emulator.listen()
    const [session, key] = [
      await emulator.mint.session({ user: 'ada' }),
      await emulator.mint.apiKey({ subject: 'ada' }),
    ]
    const answers = []
    for (let round = 0; round < 2; round += 1) {
      emulator.control.clearRequests()
      const answer = await runProgram({
        REDIS_URL: server.url,
        CLERK_API_URL: emulator.url,
        CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
        CLERK_SECRET_KEY: emulator.secretKey,
        BEARERS: JSON.stringify([session.bearer, key.bearer]),
      })
      answers.push([answer, emulator.control.requests().length])
    }
    await emulator.close()
    expect(answers).toEqual([
      ['["user_ada","user_ada"]', 2],
      ['["user_ada","user_ada"]', 0],
    ])
  })
})

const findFailures = ({ events }: Isolate): readonly unknown[] =>
  events.filter(({ event }) => event === 'store-failed').map(({ details }) => details?.['call'])

/** Runs `program.ts`. @returns What it prints. */
async function runProgram(env: Readonly<Record<string, string>>): Promise<string> {
  const file = fileURLToPath(new URL('program.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env: { ...process.env, ...env } })
  return stdout.trim()
}
