import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const core = fileURLToPath(new URL('../..', import.meta.url))
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
const copy = mkdtempSync(join(tmpdir(), 'postern-kinds-'))
afterAll(() => rmSync(copy, { recursive: true }))

/** The sources that do not compile when `wire/token-types.ts` is another text. */
async function findBroken(change: (text: string) => string): Promise<readonly string[]> {
  for (const name of ['package.json', 'src']) {
    cpSync(join(core, name), join(copy, name), { recursive: true, filter: (path) => !path.endsWith('.test.ts') })
  }
  symlinkSync(join(core, 'node_modules'), join(copy, 'node_modules'))
  const project = { extends: join(core, 'tsconfig.json'), include: ['src'] }
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(project))
  const kinds = join(copy, 'src/wire/token-types.ts')
  writeFileSync(kinds, change(readFileSync(kinds, 'utf8')))
  const printed = await new Promise<string>((resolve) => {
    execFile(process.execPath, [compiler, '-p', copy], (_, stdout) => resolve(stdout))
  })
  return [...new Set(printed.match(/(?<=src\/)[\w/-]+\.ts(?=\(\d+,\d+\): error TS)/g) ?? [])].toSorted()
}

describe('a fifth kind of token, one that is signed', () => {
  it('does not compile before every place knows it that has to', async () => {
    const broken = await findBroken((text) =>
      text
        .replace("'oauth_token'] as const", "'oauth_token', 'device_token'] as const")
        .replace("= 'm2m_token' | 'oauth_token'", "= 'm2m_token' | 'oauth_token' | 'device_token'"),
    )
    const places = [
      'claims/verified.ts',
      'credentials/choose-token-type.ts',
      'provider/token-inspector.ts',
      'session/auth-object.ts',
      'session/narrow-auth.ts',
      'verification/restore-claims.ts',
      'verification/machine-verifier.ts',
      'wire/token-types.ts',
    ]
    expect(broken).toEqual(expect.arrayContaining(places))
    // The rest of the house compiles: it is the new kind that does not.
    expect(broken.length).toBeLessThan(places.length + 4)
  })
})
