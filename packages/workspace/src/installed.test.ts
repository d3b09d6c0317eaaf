import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let root = ''
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
/** Stands in for npm: notes what it was asked, and "installs" what the lockfile says. */
const NPM = `const { appendFileSync, readFileSync, mkdirSync, writeFileSync } = require('node:fs')
  const args = process.argv.slice(2).join(' ')
  appendFileSync('calls', args + '\\n')
  if (args.includes(process.env.FAIL_ON || '?')) process.exit(9)
  mkdirSync('node_modules/.pnpm', { recursive: true })
  writeFileSync('node_modules/.pnpm/lock.yaml', readFileSync('pnpm-lock.yaml'))
  if (process.env.PULLED) writeFileSync('pnpm-lock.yaml', process.env.PULLED)`

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'installed-'))
  for (const file of ['bootstrap.mjs', 'installed.mjs'])
    cpSync(new URL(file, import.meta.url), join(root, 'packages/workspace/src', file), { recursive: true })
  write('npm-cli.js', NPM)
  write('package.json', '{"packageManager":"pnpm@1.2.3"}')
  write('pnpm-lock.yaml', 'lockfileVersion: 9')
  write(
    'pnpm-workspace.yaml',
    "packages:\n  - 'packages/*'\n  # Why\n  - 'apps/docs/examples/*'\n  - apps/one\ncatalog: {}\n",
  )
  for (const folder of ['packages/core', 'apps/docs/examples/next', 'apps/one']) {
    write(`${folder}/package.json`, '{}')
    mkdirSync(join(root, folder, 'node_modules'))
  }
  write('packages/workspace/src/packed-emulator.ts', '')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Plain JavaScript, so that it can run before anything is installed. */
const { isInstalled, noteInstallation }: Record<'isInstalled' | 'noteInstallation', (root: string) => unknown> =
  await import(new URL('installed.mjs', import.meta.url).href)

/** Runs a command. @returns Whether pnpm was asked to install. */
const installs = (command = 'emulator', env: Readonly<Record<string, string>> = {}): boolean => {
  write('calls', '')
  spawnSync(process.execPath, [join(root, 'packages/workspace/src/bootstrap.mjs'), command], {
    env: { ...process.env, CI: '', npm_execpath: join(root, 'npm-cli.js'), ...env },
  })
  return readFileSync(join(root, 'calls'), 'utf8').includes(' install --frozen-lockfile')
}

describe('an installation', () => {
  it('is not asked for a second time', () => {
    expect([installs(), installs(), installs()]).toEqual([true, false, false])
  })
  it.each([
    ['the lockfile', 'pnpm-lock.yaml', 'lockfileVersion: 10'],
    ['a manifest', 'packages/core/package.json', '{"dependencies":{}}'],
    ['the manifest of an example', 'apps/docs/examples/next/package.json', '{"dependencies":{}}'],
    ['the manifest of a package that is named by itself', 'apps/one/package.json', '{"dependencies":{}}'],
    ['the pinned package manager', 'package.json', '{"packageManager":"pnpm@1.2.4"}'],
    ['a new package', 'packages/new/package.json', '{}'],
    ['a setting', '.npmrc', 'hoist=false'],
    ['what pnpm noted of another installation', 'node_modules/.modules.yaml', 'prunedAt: now'],
    ['what pnpm says is installed', 'node_modules/.pnpm/lock.yaml', 'lockfileVersion: 8'],
  ])('is asked for again after a change of %s', (_, file, text) => {
    mkdirSync(join(root, 'node_modules'))
    noteInstallation(root)
    expect(isInstalled(root)).toBe(true)
    write(file, text)
    expect(isInstalled(root)).toBe(false)
  })
  it.each(['node_modules', 'packages/core/node_modules'])('is asked for again without %s', (folder) => {
    mkdirSync(join(root, 'node_modules'))
    noteInstallation(root)
    rmSync(join(root, folder), { recursive: true })
    expect(isInstalled(root)).toBe(false)
  })
  it('is asked for again after one that failed', () => {
    installs()
    write('pnpm-lock.yaml', 'lockfileVersion: 10')
    installs('emulator', { FAIL_ON: 'install' })
    write('pnpm-lock.yaml', 'lockfileVersion: 9')
    expect(installs()).toBe(true)
  })
  it('is asked for again after a pull in the middle of one', () => {
    installs('emulator', { PULLED: 'lockfileVersion: 10' })
    expect(installs()).toBe(true)
  })
  it('is asked for again after its mark was damaged', () => {
    installs()
    write('node_modules/.postern-installed', '0')
    expect(installs()).toBe(true)
  })
  it('is asked for each time where nobody waits for a first page', () => {
    installs()
    expect([installs('test'), installs('emulator', { CI: '1' })]).toEqual([true, true])
  })
})
