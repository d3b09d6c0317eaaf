import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'))
const log = join(folder, 'calls')
const npmCli = join(folder, 'npm-cli.js')
// Stands in for npm: notes what it was asked, warns as npm does, and fails where it is told to.
writeFileSync(
  npmCli,
  `const { appendFileSync } = require('node:fs')
   const args = process.argv.slice(2).join(' ')
   console.error('npm warn Unknown user config "nodedir".')
   appendFileSync(process.env.CALLS, args + '\\n')
   process.exit(process.env.FAIL_ON && args.includes(process.env.FAIL_ON) ? 9 : 0)`,
)

const { packageManager } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  readonly packageManager: string
}

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  writeFileSync(log, '')
  const bootstrap = fileURLToPath(new URL('bootstrap.mjs', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [bootstrap, ...args], {
    // What this checkout has installed already must not matter.
    env: { ...process.env, CI: '1', npm_execpath: npmCli, CALLS: log, ...env },
    encoding: 'utf8',
  })
  return { status, stderr, calls: readFileSync(log, 'utf8').trim().split('\n') }
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('bootstrap', () => {
  it('installs what the lockfile says with the pinned package manager, then runs the script', () => {
    const { status, calls } = run(['test'])
    expect(status).toBe(0)
    expect(calls[0]).toContain(`exec --yes -- ${packageManager} install --frozen-lockfile`)
    expect(calls[1]).toBe(`exec --yes -- ${packageManager} run --silent ws:test`)
  })
  it('passes further arguments on', () => {
    expect(run(['test', '--filter=@postern/core', '--force']).calls[1]).toMatch(
      /ws:test --filter=@postern\/core --force$/,
    )
  })
  it('stops with the same status when the installation fails', () => {
    const { status, stderr, calls } = run(['check'], { FAIL_ON: 'install' })
    expect({ status, count: calls.length }).toEqual({ status: 9, count: 1 })
    expect(stderr).toContain('The installation ended with status 9')
  })
  it('ends with the status of the script', () => {
    expect(run(['check'], { FAIL_ON: 'ws:check' }).status).toBe(9)
  })
  it('does not start the demo when the build fails', () => {
    const { status, calls } = run(['demo', '--check'], { FAIL_ON: 'ws:build' })
    expect({ status, count: calls.length }).toEqual({ status: 9, count: 2 })
  })
  it('names the commands when it is given another', () => {
    const { status, stderr } = run(['deploy'])
    expect(status).toBe(1)
    expect(stderr).toContain('Known: demo, emulator, test, check, bench, simulate')
  })
})
