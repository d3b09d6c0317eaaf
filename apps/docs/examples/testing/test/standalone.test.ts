/** The page about containers: what its Dockerfile copies into a clean folder, started as it says, with keys that nobody knew when it was built. */
import { createEmulator, type Emulator, type EmulatorOptions } from '@postern/emulator'
import { findAnyPort } from '@postern/workspace/find-free-port'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AS_PAGE, HOST } from './ask'
import { readLastStage } from './read-dockerfile'
import { startProgram, type RunningProgram } from './start-program'

const app = fileURLToPath(new URL('../next', import.meta.url))
/** In a workspace Next puts the application into the same folders as in the repository. */
const inside = relative(fileURLToPath(new URL('../../../../..', import.meta.url)), app)
const stage = readLastStage(readFileSync(new URL('../docker/Dockerfile', import.meta.url), 'utf8'))
const image = mkdtempSync(join(tmpdir(), 'postern-image-'))

interface RunningImage extends RunningProgram {
  readonly port: number
  readonly emulator: Emulator
}

/** What `docker run -e …` does, with the keys of an instance of its own. */
async function run(options: EmulatorOptions = {}): Promise<RunningImage> {
  const emulator = createEmulator(options)
  const port = await findAnyPort()
  const [, ...args] = stage.command
  const keys = {
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
    CLERK_SECRET_KEY: emulator.secretKey,
    CLERK_JWT_KEY: emulator.jwtKey,
  }
  const env = { ...stage.env, PORT: String(port), ...keys }
  const running = await startProgram({ file: process.execPath, args, cwd: join(image, inside), env, port })
  return { ...running, port, emulator }
}

const ask = (port: number, path: string, headers: Readonly<Record<string, string>> = {}): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, headers, agent: false as const }
    get(options, (response) => resolve(response.resume())).once('error', reject)
  })
const open = (port: number, headers: Readonly<Record<string, string>> = {}): Promise<IncomingMessage> =>
  ask(port, '/dashboard', { ...AS_PAGE, ...headers })
const readReturn = ({ headers }: IncomingMessage): string | null =>
  headers.location === undefined ? null : new URL(headers.location).searchParams.get('redirect_url')

describe('the image of the page about containers', () => {
  let development: RunningImage
  let first: RunningImage
  let second: RunningImage
  beforeAll(async () => {
    for (const [from, to] of stage.copies)
      cpSync(join(app, from), from.endsWith('standalone') ? image : join(image, inside, to), {
        recursive: true,
        verbatimSymlinks: true,
      })
    development = await run()
    first = await run({ instanceType: 'production', frontendApiHost: 'clerk.example.com' })
    second = await run({ instanceType: 'production', frontendApiHost: 'clerk.another.example' })
  })
  afterAll(async () => {
    for (const running of [development, first, second]) await running?.stop()
    rmSync(image, { recursive: true, force: true })
  })

  it('holds no key', () => {
    const files = globSync('{server.js,.next/**/*.{js,json,html}}', { cwd: join(image, inside) })
    const texts = files.map((file) => readFileSync(join(image, inside, file), 'utf8'))
    expect(files.length).toBeGreaterThan(20)
    expect(texts.filter((text) => /[ps]k_(?:test|live)_[A-Za-z0-9]{8}/.test(text))).toEqual([])
  })

  it('sends people to sign in at the instance of the keys that it is started with', async () => {
    const answers = await Promise.all([first, second].map(({ port }) => open(port)))
    const hosts = answers.map(({ headers }) => new URL(headers.location ?? '').hostname)
    expect(hosts).toEqual(['accounts.example.com', 'accounts.another.example'])
  })

  it('lets a person in, whose browser knows it as localhost', async () => {
    const { port, emulator } = development
    const host = `localhost:${port}`
    const { cookieHeader } = await emulator.mint.session({ azp: `http://${host}` })
    expect((await open(port, { host, cookie: cookieHeader })).statusCode).toBe(200)
    const visitor = await emulator.mint.visitor()
    expect(readReturn(await open(port, { host, cookie: visitor.cookieHeader }))).toBe(`http://${host}/dashboard`)
  })

  it('sends people back to the address that a proxy names', async () => {
    const answer = await open(first.port, { 'x-forwarded-host': HOST, 'x-forwarded-proto': 'https' })
    expect(readReturn(answer)).toBe(`https://${HOST}/dashboard`)
  })

  it('sends people back to the host of the request, where a load balancer names the scheme only', async () => {
    const answer = await open(first.port, { host: HOST, 'x-forwarded-proto': 'https' })
    expect(readReturn(answer)).toBe(`https://${HOST}/dashboard`)
  })

  it('answers the health check to a program without a session', async () => {
    expect((await ask(development.port, '/healthz')).statusCode).toBe(200)
  })
})
