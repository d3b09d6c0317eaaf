import { describe, expect, it } from 'vitest'
import { runCommand } from '../test/run-command.ts'

const write = (...args: readonly string[]): ReturnType<typeof runCommand> => runCommand(args)

describe('run', () => {
  it('lists the commands and the exit codes for --help', async () => {
    const { exitCode, out } = await write('--help')
    expect(exitCode).toBe(0)
    expect(out).toContain('emulator')
    expect(out).toContain('Exit codes: 0 all is well')
  })

  it('prints the version', async () => {
    expect(await write('--version')).toMatchObject({ exitCode: 0, out: '0.0.0\n' })
  })

  it('ends with 2 and the nearest name for a command that is not there', async () => {
    const { exitCode, err } = await write('emulater')
    expect(exitCode).toBe(2)
    expect(err).toContain('Did you mean emulator?')
  })

  it('ends with 2 without a command', async () => {
    expect((await write()).exitCode).toBe(2)
  })

  it('tells a mistake as JSON where JSON was asked for', async () => {
    const { exitCode, out, err } = await write('--json', 'nothing')
    expect(exitCode).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'ERR_CLI_USAGE' } })
    expect(err).toBe('')
  })

  it('never repeats an argument that it cannot read', async () => {
    const { out, err } = await write('canary-of-an-argument', '--canary=canary-of-a-value')
    expect(out + err).not.toContain('canary-of')
  })
})
