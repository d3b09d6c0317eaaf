import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPaint } from '../frame/host.ts'
import { run } from '../run.ts'

const BEFORE = {
  'package.json': '{\n  "dependencies": {\n    "@clerk/nextjs": "7.9.17",\n    "next": "16.4.6"\n  }\n}\n',
  'proxy.ts': `import { clerkMiddleware } from '@clerk/nextjs/server'\nexport default clerkMiddleware({ audience: 'me' })\n`,
  'app/[id]/page.tsx': `import { UserButton } from '@clerk/nextjs'\r\nimport { auth } from '@clerk/nextjs/server'`,
  'app/plain.ts': 'export {}\n',
  'node_modules/x/index.js': `require('@clerk/nextjs/server').auth\n`,
}
const AFTER = {
  ...BEFORE,
  'package.json':
    '{\n  "dependencies": {\n    "@clerk/nextjs": "7.9.17",\n    "@postern/next": "^0.0.0",\n    "next": "16.4.6"\n  }\n}\n',
  'proxy.ts': `import { clerkMiddleware } from '@postern/next'\nexport default clerkMiddleware({ audience: 'me' })\n`,
  'app/[id]/page.tsx': `import { UserButton } from '@clerk/nextjs'\r\nimport { auth } from '@postern/next'`,
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-migrate-'))
  for (const [path, text] of Object.entries(BEFORE)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(BEFORE).map((path) => [path, readFileSync(join(folder, path), 'utf8')]))

const git = (...args: readonly string[]): void => {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'core.autocrlf=false']
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'pipe' })
}
const commit = (): void => {
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n')
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'as it was')
}

async function migrate(...args: readonly string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  const paint = createPaint({}, {})
  const exitCode = await run(['migrate', ...args], {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    readInput: async () => '',
    isInputTerminal: true,
    folder,
    variables: {},
    nowMs: () => 0,
    paint,
    paintError: paint,
  })
  return { exitCode, ...written }
}

describe('postern migrate', () => {
  it('shows a diff that git applies, and writes nothing', async () => {
    commit()
    const { exitCode, out } = await migrate()
    expect([exitCode, read()]).toEqual([1, BEFORE])
    expect(out).toContain('Would change 3 of')
    expect(out).toContain('proxy.ts:2:44 audience')
    writeFileSync(join(folder, '../shown.patch'), out.slice(0, out.indexOf('\nAnswers differently')))
    git('apply', join(folder, '../shown.patch'))
    rmSync(join(folder, '../shown.patch'))
    expect(read()).toEqual(AFTER)
  })

  it('writes where git is clean, says how to undo it, and is done the second time', async () => {
    commit()
    const { exitCode, out } = await migrate('--write', '--json')
    const { undo, written, files, manifests } = JSON.parse(out)
    expect([exitCode, written, read()]).toEqual([0, true, AFTER])
    expect(manifests).toEqual([{ path: 'package.json', added: { '@postern/next': '^0.0.0' }, removed: [] }])
    expect(files.map((file: { path: string }) => file.path)).toEqual(['app/[id]/page.tsx', 'proxy.ts', 'package.json'])
    git('commit', '-qam', 'migrated')
    expect(await migrate()).toMatchObject({ exitCode: 0, out: expect.stringContaining('Nothing to change') })
    git('reset', '-q', '--soft', 'HEAD~1')
    git('reset', '-q')
    execFileSync('sh', ['-c', undo], { cwd: folder })
    expect(read()).toEqual(BEFORE)
  })

  it('tells the same as JSON: each finding with its row', async () => {
    const { exitCode, out } = await migrate('--json')
    const report = JSON.parse(out)
    expect(exitCode).toBe(1)
    expect(Object.keys(report)).toEqual(['version', 'written', 'undo', 'filesRead', 'files', 'manifests', 'findings'])
    expect(report).toMatchObject({ version: 1, written: false, undo: null, filesRead: 4 })
    expect(report.files[1]).toEqual({
      path: 'proxy.ts',
      changes: [{ line: 1, from: '@clerk/nextjs/server', to: '@postern/next', names: ['clerkMiddleware'] }],
      diff: expect.stringContaining(`+import { clerkMiddleware } from '@postern/next'`),
    })
    expect(report.findings).toEqual([
      {
        kind: 'audience',
        level: 'differs',
        path: 'proxy.ts',
        line: 2,
        column: 44,
        subject: 'audience',
        message: expect.any(String),
        row: '`audience` is set, the token has no `aud`',
        link: expect.stringMatching(/migrate-from-clerk\.md:\d+$/),
      },
    ])
  })

  it.each([
    ['ERR_CLI_MIGRATE_NO_GIT', () => {}],
    [
      'ERR_CLI_MIGRATE_DIRTY',
      () => {
        commit()
        writeFileSync(join(folder, 'app/new.ts'), '')
      },
    ],
  ])('refuses with %s, and writes nothing', async (code, prepare) => {
    prepare()
    const { exitCode, err } = await migrate('--write')
    expect([exitCode, read()]).toEqual([3, BEFORE])
    expect(err).toContain(code)
  })

  it('counts a folder that git ignores as one without git', async () => {
    git('init', '-q')
    writeFileSync(join(folder, '.gitignore'), 'app\n')
    folder = join(folder, 'app')
    const { exitCode, err } = await migrate('--write')
    folder = dirname(folder)
    expect([exitCode, read()]).toEqual([3, BEFORE])
    expect(err).toContain('ERR_CLI_MIGRATE_NO_GIT')
  })

  it('with --force writes a patch that undoes it, and never over an older one', async () => {
    writeFileSync(join(folder, 'postern-migrate-undo.patch'), 'older')
    const { exitCode, out } = await migrate('--write', '--force')
    expect([exitCode, read()]).toEqual([0, AFTER])
    expect(out).toContain('git apply postern-migrate-undo-2.patch')
    expect(readFileSync(join(folder, 'postern-migrate-undo.patch'), 'utf8')).toBe('older')
    git('apply', 'postern-migrate-undo-2.patch')
    expect(read()).toEqual(BEFORE)
  })

  it('leaves a folder without such imports as it is, also with --force', async () => {
    for (const path of ['proxy.ts', 'app/[id]/page.tsx']) writeFileSync(join(folder, path), 'export {}\n')
    const before = readdirSync(folder)
    expect(await migrate('--write', '--force')).toMatchObject({ exitCode: 0 })
    expect(readdirSync(folder)).toEqual(before)
  })

  it.each([[['--force']], [['--write', '--dry-run']], [['no-such-folder']]])('ends with 2 for %j', async (args) => {
    expect((await migrate(...args)).exitCode).toBe(2)
  })
})
