import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'
import { INSTALL_COMMAND } from './answer-script.ts'
import type { ScriptSource } from './script-source.ts'

const CLERK_JS = '/npm/@clerk/clerk-js@6/dist/clerk.browser.js'

/** A source without files: every one says which it is. */
const toSource = (versions: readonly string[], missing: string[] = []): ScriptSource => ({
  versions: async () => versions,
  read: async (name, version, file) =>
    file === 'none.js' ? null : new TextEncoder().encode(`/* ${name} ${version} ${file} */`),
  onMissing: (advice) => missing.push(advice),
})
const start = (scripts: ScriptSource = toSource(['5.1.0', '6.2.0'])): Emulator => createEmulator({ scripts })
const ask = (emulator: Emulator, path: string, init: RequestInit = {}): Promise<Response> =>
  emulator.fetch(emulator.url + path, init)
const askWith = (emulator: Emulator, headers: Readonly<Record<string, string>>): Promise<Response> =>
  ask(emulator, CLERK_JS, { headers })
const lastDecision = (emulator: Emulator): string => emulator.control.requests().at(-1)?.decision ?? ''

describe('answerScript', () => {
  it.each([
    [CLERK_JS, 'clerk-js 6.2.0 clerk.browser.js'],
    ['/npm/@clerk/clerk-js@5/dist/clerk.browser.js', 'clerk-js 5.1.0 clerk.browser.js'],
    ['/npm/@clerk/clerk-js@6.2.0/dist/vendors_6.2.0.js', 'clerk-js 6.2.0 vendors_6.2.0.js'],
    ['/npm/@clerk/clerk-js/dist/clerk.browser.js', 'clerk-js 6.2.0 clerk.browser.js'],
    ['/npm/@clerk/ui@latest/dist/ui.browser.js', 'ui 6.2.0 ui.browser.js'],
    ['/npm/@clerk/ui@%5E5.0.0/dist/ui.browser.js', 'ui 5.1.0 ui.browser.js'],
  ])('serves %s', async (path, text) => {
    const answer = await ask(start(), path)
    expect([answer.status, await answer.text()]).toEqual([200, `/* ${text} */`])
  })

  it.each([
    ['a.js', 'text/javascript; charset=utf-8'],
    ['a.mjs', 'text/javascript; charset=utf-8'],
    ['a.js.map', 'application/json'],
    ['a.css', 'text/css; charset=utf-8'],
    ['a.wasm', 'application/octet-stream'],
  ])('names the type of %s', async (file, type) => {
    const answer = await ask(start(), `/npm/@clerk/ui/dist/${file}`)
    expect(answer.headers.get('content-type')).toBe(type)
  })

  it('lets pages of every origin load it', async () => {
    const { headers } = await askWith(start(), { origin: 'https://anything.company.dev' })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  })

  it('answers 304 to whoever has it already, and the file once it is another', async () => {
    const etag = (await askWith(start(), {})).headers.get('etag') ?? ''
    const statuses = await Promise.all(
      [etag, `W/${etag}`, `"x", ${etag}`, '"x"'].map(
        async (tag) => (await askWith(start(), { 'if-none-match': tag })).status,
      ),
    )
    expect(statuses).toEqual([304, 304, 304, 200])
    const updated = await askWith(start(toSource(['6.3.0'])), { 'if-none-match': etag })
    expect(updated.status).toBe(200)
  })

  it('answers HEAD with the length and no body', async () => {
    const answer = await ask(start(), CLERK_JS, { method: 'HEAD' })
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '37', ''])
  })

  it('says which version answers, and in the log where another one was asked for', async () => {
    const emulator = start()
    const answer = await ask(emulator, '/npm/@clerk/clerk-js@7/dist/clerk.browser.js')
    expect(answer.headers.get('x-postern-script')).toBe('@clerk/clerk-js@6.2.0')
    expect(lastDecision(emulator)).toBe('@clerk/clerk-js 6.2.0 answers: 7 is not installed')
  })

  it('keeps out of the log what is served as asked', async () => {
    const emulator = start()
    await ask(emulator, CLERK_JS)
    expect(emulator.control.requests()).toEqual([])
  })

  it.each([
    '/npm/@clerk/clerk-js@6/dist/none.js',
    '/npm/@clerk/clerk-js@6/dist/..%2Fpackage.json',
    '/npm/@clerk/clerk-js@6/dist/..%5Cpackage.json',
    '/npm/@clerk/clerk-js@6/dist/%2E%2E%2F%2E%2E%2Fetc%2Fpasswd',
    '/npm/@clerk/clerk-js@6/dist/.npmrc',
    '/npm/@clerk/clerk-js@6/dist/a%00.js',
    '/npm/@clerk/..%2Fother@6/dist/a.js',
    '/npm/@clerk/nextjs@7/dist/index.js',
  ])('finds nothing at %s', async (path) => {
    const asked: string[] = []
    const source = toSource(['6.2.0'])
    const read: ScriptSource['read'] = async (name, version, file) => {
      asked.push(file)
      return source.read(name, version, file)
    }
    expect((await ask(start({ ...source, read }), path)).status).toBe(404)
    expect(asked.filter((file) => file !== 'none.js')).toEqual([])
  })

  it('shows a page that says what to install to somebody who opens the address', async () => {
    const answer = await askWith(start(toSource([])), { accept: 'text/html,*/*' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(await answer.text()).toContain(INSTALL_COMMAND)
  })

  it('says the same in a script to the page that loads it', async () => {
    const answer = await askWith(start(toSource([])), { accept: 'text/html,*/*', 'sec-fetch-dest': 'script' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/javascript; charset=utf-8'])
    expect(await answer.text()).toMatch(/^console\.error\(".*npm install --save-dev @clerk\/clerk-js@6 .*"\)\n$/)
  })

  it('tells log and developer what to install', async () => {
    const missing: string[] = []
    const emulator = start(toSource([], missing))
    await ask(emulator, CLERK_JS)
    expect(missing).toEqual([
      `@clerk/clerk-js is not installed where this emulator runs. Install it there: ${INSTALL_COMMAND}`,
    ])
    expect(lastDecision(emulator)).toBe(missing[0])
  })

  it('says without a source that there is an option', async () => {
    const answer = await ask(createEmulator(), CLERK_JS)
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('the option scripts')])
  })
})
