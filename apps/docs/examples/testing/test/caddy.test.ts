/** The page about proxies: Caddy itself with the page's file, in front of the page's server. */
import { findCaddy, isCaddyRequired } from '@postern/workspace/find-caddy'
import { findAnyPort } from '@postern/workspace/find-free-port'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, AS_PAGE, HOST, type Answer } from './ask'
import { startProgram, type RunningProgram } from './start-program'
import { startServer, type RunningServer } from './start-server'

const program = findCaddy()
if (program === null && isCaddyRequired()) throw new Error('POSTERN_REQUIRE_CADDY is set, and there is no Caddy.')
if (program === null) console.warn('Not run: the page about proxies with Caddy, because there is no Caddy.')

const folder = mkdtempSync(join(tmpdir(), 'postern-caddy-'))
const page = readFileSync(new URL('../proxies/Caddyfile', import.meta.url), 'utf8')

/** The page's file on a port of this machine, with certificates that Caddy makes by itself. */
const toCaddyfile = (port: number, appPort: number): string => {
  const alone = `{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n\tstorage file_system ${folder}\n}\n`
  const site = `https://${HOST}:${port} {\n\tbind 127.0.0.1\n\ttls internal`
  return alone + page.replace(`${HOST} {`, site).replace('127.0.0.1:3000', `127.0.0.1:${appPort}`)
}

describe.skipIf(program === null)('an application behind Caddy', () => {
  let server: RunningServer
  let caddy: RunningProgram
  let port = 0
  beforeAll(async () => {
    server = await startServer()
    port = await findAnyPort()
    const file = join(folder, 'Caddyfile')
    writeFileSync(file, toCaddyfile(port, server.port))
    const args = ['run', '--config', file, '--adapter', 'caddyfile']
    caddy = await startProgram({ file: program ?? '', args, cwd: folder, env: { HOME: folder }, port })
  })
  afterAll(async () => {
    await caddy?.stop()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const ca = readFileSync(join(folder, 'pki/authorities/local/root.crt'), 'utf8')
    return ask({ path, port, ca, headers: { ...AS_PAGE, ...headers } })
  }

  it('sends a visitor to the sign-in page, and back to the address that the browser shows', async () => {
    const answer = await open('/dashboard')
    expect(answer.location?.searchParams.get('redirect_url')).toBe(`https://${HOST}/dashboard`)
  })

  it('lets the session through, large tokens included', async () => {
    const { cookieHeader } = await server.emulator.mint.session({ user: 'ada', claims: { notes: 'x'.repeat(2400) } })
    expect(await open('/dashboard', { cookie: cookieHeader })).toMatchObject({ status: 200, text: 'Hello, user_ada' })
  })

  it('overwrites what a stranger claims to have been forwarded', async () => {
    const answer = await open('/dashboard', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' })
    expect(answer.location?.searchParams.get('redirect_url')).toBe(`https://${HOST}/dashboard`)
  })
})
