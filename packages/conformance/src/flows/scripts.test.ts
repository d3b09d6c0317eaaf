/** The vendor's browser scripts, out of installed packages, on their way through the proxy of an application. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFrontendApiProxy } from '@postern/core/frontend-api-proxy'
import { createEmulator } from '@postern/emulator'
import { openScripts } from '@postern/emulator/scripts'
import { describe, expect, it, onTestFinished } from 'vitest'

const SCRIPT = '/npm/@clerk/clerk-js@6/dist/clerk.browser.js'
/** Longer than what travels in one piece. */
const BUNDLE = `// ${'ü'.repeat(200_000)}`

/** An application whose proxy leads to an emulator, and a package that is installed for both. */
function start(version: string) {
  const folder = mkdtempSync(join(tmpdir(), 'postern-scripts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const dist = join(folder, 'node_modules/@clerk/clerk-js/dist')
  mkdirSync(dist, { recursive: true })
  writeFileSync(join(dist, '../package.json'), JSON.stringify({ version }))
  writeFileSync(join(dist, 'clerk.browser.js'), BUNDLE)
  const emulator = createEmulator({ scripts: openScripts(folder) })
  const proxy = createFrontendApiProxy({ enabled: true }, emulator.authOptions, {
    fetch: (input, init) => emulator.fetch(input, init),
  })
  return (path: string, init: RequestInit = {}) =>
    proxy.handle(new Request(`http://localhost:3000/__clerk${path}`, init))
}

describe('scripts behind the proxy of an application', () => {
  it('arrive whole, with their type and their tag', async () => {
    const answer = await start('6.2.0')(SCRIPT)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(answer.headers.get('x-postern-script')).toBe('@clerk/clerk-js@6.2.0')
    expect(await answer.text()).toBe(BUNDLE)
  })

  it('are not sent again to a browser that has them', async () => {
    const ask = start('6.2.0')
    const etag = (await ask(SCRIPT)).headers.get('etag') ?? ''
    const again = await ask(SCRIPT, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('lead nowhere else', async () => {
    const answer = await start('6.2.0')('/npm/@clerk/clerk-js@6/dist/..%2Fpackage.json')
    expect(answer.status).toBe(404)
  })
})
