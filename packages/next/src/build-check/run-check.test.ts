import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCheck } from './run-check.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-check-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(files: Readonly<Record<string, unknown>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
}

async function run(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const code = await runCheck(args, { out: (text) => (out += text), err: (text) => (err += text) })
  return { code, out, err }
}

const build = (regexp: string, below = '.next/'): Readonly<Record<string, unknown>> => ({
  [`${below}BUILD_ID`]: 'B\n',
  [`${below}routes-manifest.json`]: {
    basePath: '',
    rewrites: [{ source: '/portal', destination: '/admin', regex: '^/portal$' }],
  },
  [`${below}app-path-routes-manifest.json`]: { '/admin/page': '/admin', '/users/[id]/page': '/users/[id]' },
  [`${below}server/middleware-manifest.json`]: {
    middleware: { '/': { matchers: [{ regexp, originalSource: '/x' }] } },
  },
})

describe('postern-next-check', () => {
  it('ends with 0 where everything is covered, and says which names a policy must know (H10)', async () => {
    write(build('^/'))
    const { code, out } = await run(folder)
    expect([code, out]).toEqual([0, expect.stringContaining("createRouteMatcher(['/admin', '/portal'])")])
  })

  it('ends with 1 and the line to add where something is not (H10)', async () => {
    write(build('^/(?!.*\\.png)'))
    const { code, out } = await run(folder)
    expect([code, out]).toEqual([1, expect.stringMatching(/\/users\/\[id\]: \/users\/x\.png[\s\S]*matcher: \[/)])
    expect(out).not.toContain('\n  /admin:')
  })

  it('says which page opens another, and the line that hides it (H10)', async () => {
    write(build('^/'))
    write({ '.next/app-path-routes-manifest.json': { '/docs/page': '/docs', '/[slug]/page': '/[slug]' } })
    const { code, out } = await run(folder)
    expect(code).toBe(0)
    expect(out).toContain('/docs.rsc: judged as /docs, served by /[slug]')
    expect(out).toContain("beforeFiles: [{ source: '/:path(.*\\\\.rsc)', destination: '/_error', locale: false }]")
  })

  it('ends with 1 where there is no middleware', async () => {
    write(build('^/'))
    write({ '.next/server/middleware-manifest.json': { middleware: {} } })
    expect(await run(folder)).toMatchObject({ code: 1, out: expect.stringContaining('proxy.ts') })
  })

  it('reads a build under another name, and prints data', async () => {
    write(build('^/admin$', ''))
    const { code, out } = await run('--json', folder)
    expect([code, JSON.parse(out)]).toMatchObject([1, { hasMiddleware: true, uncovered: [{ page: '/users/[id]' }] }])
  })

  it.each([[['--colour']], [['a', 'b']]])('ends with 2 when called with %j', async (args) => {
    expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage') })
  })

  it('ends with 2 where there is no build, or one that cannot be read', async () => {
    expect(await run(folder)).toMatchObject({ code: 2, err: expect.stringContaining('next build') })
    write({ ...build('^/'), '.next/routes-manifest.json': '{' })
    expect(await run(folder)).toMatchObject({ code: 2, out: '' })
    write(build('('))
    expect(await run(folder)).toMatchObject({ code: 2, out: '' })
  })

  it('explains itself', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('postern-next-check [folder]') })
  })
})
