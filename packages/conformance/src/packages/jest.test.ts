/**
 * The packages as published, in a project outside of the workspace that is tested with Jest: both forms that the documentation shows. Jest comes
 * from npm's cache or the registry, since inside of the workspace its compiler would become a peer of Next; without either the tests are skipped.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { unpack, type Unpacked } from './unpack.ts'

const TOOLS = ['jest@30.5.2', '@swc/jest@0.2.39', '@swc/core@1.16.22']
const INSTALL = ['install', '--prefer-offline', '--fetch-retries=0', '--fetch-timeout=10000', '--no-audit', '--no-fund']
const page = readFileSync(new URL('../../../../apps/docs/jest.md', import.meta.url), 'utf8')
const [config = '', test = ''] = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code)

describe('a project with Jest 30', () => {
  let unpacked: Unpacked
  let tools = ''
  let isInstalled = false
  beforeAll(() => {
    unpacked = unpack()
    const { folder } = unpacked
    tools = mkdtempSync(join(tmpdir(), 'postern-jest-'))
    writeFileSync(join(tools, 'package.json'), '{ "private": true }')
    const options = { cwd: tools, stdio: 'ignore', env: { ...process.env, NODE_OPTIONS: '' } } as const
    isInstalled = spawnSync('npm', [...INSTALL, '--save-exact', ...TOOLS], options).status === 0
    if (!isInstalled) return
    // The project lies where its tools are.
    renameSync(join(folder, 'node_modules/@postern'), join(tools, 'node_modules/@postern'))
    for (const name of ['jose', '@noble', 'hono', '@hono'])
      renameSync(join(folder, 'node_modules', name), join(tools, 'node_modules', name))
    writeFileSync(join(tools, 'jest.config.js'), config)
    writeFileSync(join(tools, 'app.test.js'), test)
    mkdirSync(join(tools, 'esm'))
    writeFileSync(join(tools, 'esm/jest.config.json'), '{ "transform": {}, "testMatch": ["**/*.test.mjs"] }')
    writeFileSync(join(tools, 'esm/app.test.mjs'), test)
  }, 240_000)
  afterAll(() => {
    for (const folder of [unpacked.folder, tools]) rmSync(folder, { recursive: true, force: true })
  })

  function run({ skip }: TestContext, args: readonly string[], nodeOptions: string): string {
    skip(!isInstalled, 'Jest is neither in npm’s cache nor can the registry be reached')
    const env = { ...process.env, NODE_OPTIONS: nodeOptions, CI: '1' }
    const command = [join(tools, 'node_modules/jest/bin/jest.js'), ...args]
    const { status, stderr } = spawnSync(process.execPath, command, { cwd: tools, env, encoding: 'utf8' })
    return status === 0 ? 'passed' : stderr
  }

  it('imports ours when they are transformed, as the page says (in-use 22)', (context) => {
    expect(run(context, ['app.test.js'], '')).toBe('passed')
  })

  it('imports ours as modules, with the flag and nothing else (in-use 22)', (context) => {
    expect(run(context, ['-c', 'esm/jest.config.json'], '--experimental-vm-modules')).toBe('passed')
  })
})
