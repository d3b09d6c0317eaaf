import { afterEach, describe, expect, it, vi } from 'vitest'
import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { decodeJwt } from 'jose'
import { connectEmulator } from './connect-emulator.ts'
import { createEmulator } from './create-emulator.ts'
import type { Emulator } from './emulator.ts'
import { toListenError } from './listen.ts'
import type { EmulatorOptions } from './options.ts'

const started: Emulator[] = []
const start = (options: EmulatorOptions = {}): Emulator => {
  const emulator = createEmulator(options)
  started.push(emulator)
  return emulator
}
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(started.splice(0).map((emulator) => emulator.close()))
})

const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1') === true)

/** A request whose Host header says something else than its address. */
function askAs(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', path: '/__emu/health', headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    call.once('error', reject)
    call.end()
  })
}

describe('listen', () => {
  it('names a port that is taken', async () => {
    const { port } = await start().listen()
    await expect(start().listen({ port })).rejects.toThrow('ERR_EMULATOR_PORT_IN_USE')
  })

  it('names an address that this machine does not have', async () => {
    // For documentation only: no machine has it. RFC 5737.
    const listening = start().listen({ hostname: '203.0.113.1', allowNonLoopback: true })
    await expect(listening).rejects.toThrow('ERR_EMULATOR_ADDRESS_UNAVAILABLE')
  })

  it.each([-1, 65_536, 1.5, Number.NaN])('names a port that is none: %s', async (port) => {
    await expect(start().listen({ port })).rejects.toThrow('ERR_EMULATOR_OPTION_INVALID')
  })

  it.skipIf(!hasIPv6).each(['::1', '[::1]'])('answers on %s, and writes it as URLs do', async (hostname) => {
    const emulator = start()
    const { url, port } = await emulator.listen({ hostname })
    expect(url).toBe(`http://[::1]:${port}`)
    expect(new URL(url).host).toBe(`[::1]:${port}`)
    expect(atob(emulator.publishableKey.slice('pk_test_'.length))).toBe(`[::1]:${port}$`)
    const { token } = await emulator.mint.session()
    expect(decodeJwt(token).iss).toBe(`https://[::1]:${port}`)
    const trip = await fetch(`${url}/v1/client/handshake?redirect_url=http://[::1]:3000/`, { redirect: 'manual' })
    expect(trip.status).toBe(307)
    const remote = await connectEmulator(url)
    expect(remote.publishableKey).toBe(emulator.publishableKey)
  })

  it('stays on this machine', async () => {
    await expect(start().listen({ hostname: '0.0.0.0' })).rejects.toThrow('ERR_EMULATOR_NOT_LOOPBACK')
  })

  it('answers to local names and its own only', async () => {
    const { port } = await start({ instanceType: 'production', frontendApiHost: 'clerk.company.dev' }).listen()
    const statuses = await Promise.all(
      ['localhost', 'app.test', 'clerk.company.dev', 'rebound.evil.com'].map((host) => askAs(host, port)),
    )
    expect(statuses).toEqual([200, 200, 200, 421])
  })

  it('is secure behind a proxy that ends TLS', async () => {
    const { url } = await start({ instanceType: 'production' }).listen()
    const answer = await fetch(`${url}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ user: 'user_ada' }),
      headers: { 'x-forwarded-proto': 'https' },
      redirect: 'manual',
    })
    expect(answer.headers.getSetCookie().every((line) => line.includes('; Secure'))).toBe(true)
    expect(answer.headers.getSetCookie()).not.toEqual([])
  })

  it('says 503 during a network outage', async () => {
    const emulator = start()
    const { url } = await emulator.listen()
    emulator.control.setOutage('network')
    expect((await fetch(`${url}/.well-known/jwks.json`)).status).toBe(503)
  })

  it('runs several at once, their cookies apart', async () => {
    const emulators = [start(), start()]
    await Promise.all(emulators.map((emulator) => emulator.listen()))
    const suffixes = await Promise.all(emulators.map((emulator) => emulator.cookieSuffix()))
    expect(new Set(suffixes).size).toBe(2)
  })

  it.each([
    ['CLERK_SECRET_KEY', 'sk_live_abc'],
    ['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', `pk_live_${btoa('clerk.company.com$')}`],
    ['CLERK_MACHINE_SECRET_KEY', 'sk_live_abc'],
    ['CLERK_SECRET_KEY', '"sk_live_abc"'],
    ['CLERK_SECRET_KEY', "'sk_live_abc'"],
    ['CLERK_SECRET_KEY', ' sk_live_abc'],
    ['CLERK_SECRET_KEY', ` "sk_live_abc\t"\n`],
    ['CLERK_PUBLISHABLE_KEY', `"pk_live_${btoa('clerk.company.com$')}"`],
  ])('does not start where %s is live: %j', async (name, value) => {
    vi.stubEnv(name, value)
    await expect(start().listen()).rejects.toThrow(/^(?!.*sk_live_abc).*ERR_EMULATOR_LIVE_KEY/)
  })

  it('starts beside keys of an emulator, and of other vendors', async () => {
    const other = start({ instanceType: 'production' })
    vi.stubEnv('CLERK_SECRET_KEY', other.secretKey)
    vi.stubEnv('CLERK_PUBLISHABLE_KEY', other.publishableKey)
    vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', `"${other.publishableKey}"`)
    vi.stubEnv('STRIPE_SECRET_KEY', 'sk_live_of_another_vendor')
    await expect(start().listen()).resolves.toBeDefined()
  })

  it('is gone after close', async () => {
    const emulator = start()
    const { url } = await emulator.listen()
    await emulator.close()
    await expect(fetch(url)).rejects.toThrow()
    await expect(emulator.fetch(emulator.signInUrl)).rejects.toThrow('ERR_EMULATOR_CLOSED')
    await expect(emulator.listen()).rejects.toThrow('ERR_EMULATOR_CLOSED')
  })

  it('lets go of the port when it is closed before it is bound', async () => {
    const { port } = await start().listen()
    await started.at(-1)?.close()
    const emulator = start()
    const listening = emulator.listen({ port })
    await emulator.close()
    await expect(listening).rejects.toThrow('ERR_EMULATOR_CLOSED')
    await expect(start().listen({ port })).resolves.toMatchObject({ port })
  })

  it('names the address that nobody serves again after it could not listen, and after close() (first-day 18)', async () => {
    const emulator = start()
    const { port } = await start().listen()
    await emulator.listen()
    await expect(emulator.listen({ port })).rejects.toThrow('ERR_EMULATOR_PORT_IN_USE')
    expect(emulator.url).toBe('http://127.0.0.1:1')
    await emulator.listen()
    await emulator.close()
    expect(emulator.url).toBe('http://127.0.0.1:1')
  })
})

describe('500 sign-ins in parallel', () => {
  it('mixes nothing up', async () => {
    const emulator = start()
    const { url } = await emulator.listen()
    const people = emulator.control.users().filter(({ task }) => task === null)
    const signIn = async (number: number): Promise<readonly [wanted: string, got: string]> => {
      const user = people[number % people.length]?.id ?? ''
      const redirect_url = 'http://localhost:3000/'
      const page = await fetch(`${url}/sign-in?redirect_url=${redirect_url}`)
      const devBrowser = /name="__clerk_db_jwt" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
      await fetch(`${url}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ user, redirect_url, __clerk_db_jwt: devBrowser }),
      })
      const handshake = await fetch(
        `${url}/v1/client/handshake?redirect_url=${redirect_url}&__clerk_db_jwt=${devBrowser}`,
        { redirect: 'manual' },
      )
      const token = new URL(handshake.headers.get('location') ?? '').searchParams.get('__clerk_handshake') ?? ''
      const { handshake: lines } = JSON.parse(
        atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')),
      ) as { handshake: string[] }
      const session = lines.at(-1)?.split(/[=;]/)[1] ?? ''
      const { sub } = JSON.parse(atob((session.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as {
        sub: string
      }
      return [user, sub]
    }
    for (let batch = 0; batch < 10; batch += 1) {
      const pairs = await Promise.all(Array.from({ length: 50 }, (_, index) => signIn(batch * 50 + index)))
      for (const [wanted, got] of pairs) expect(got).toBe(wanted)
    }
    expect(new Set(emulator.control.sessions().map(({ id }) => id)).size).toBe(500)
  })
})

describe('toListenError', () => {
  it.each([
    ['EADDRINUSE', 'ERR_EMULATOR_PORT_IN_USE', 'port 80 is taken'],
    ['EACCES', 'ERR_EMULATOR_PORT_DENIED', 'this user may not listen on port 80. Choose one from 1024'],
    ['EPERM', 'ERR_EMULATOR_PORT_DENIED', 'this user may not listen on port 80'],
    ['EADDRNOTAVAIL', 'ERR_EMULATOR_ADDRESS_UNAVAILABLE', '::1 is no address of this machine'],
    ['ENOTFOUND', 'ERR_EMULATOR_ADDRESS_UNAVAILABLE', '::1 is no address of this machine'],
    ['EMFILE', 'ERR_EMULATOR_ADDRESS_UNAVAILABLE', '::1 cannot be listened on (EMFILE)'],
  ])('names %s', (code, expected, text) => {
    const cause = Object.assign(new Error('listen failed'), { code })
    const error = toListenError(cause, 80, '::1')
    expect(error).toMatchObject({ code: expected, cause })
    expect(error.message).toContain(text)
  })
})
