/** The package as a registry would hold it, in an application with the configuration that its README shows. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { ESLint9, parser, type LintResult } from '@postern/fixture-linted-next'
import { installPacked } from '@postern/workspace/install-packed'
import { ESLint } from 'eslint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APP_FILES, FINDINGS, toFinding } from './app-files.ts'

let folder = ''

beforeAll(async () => {
  // ESLint tells real paths.
  folder = await realpath(await mkdtemp(join(tmpdir(), 'postern-lint-')))
  await installPacked(['eslint-plugin'], folder)
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const toFence = (language: string): string => readme.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? ''
  const files = { ...APP_FILES, 'eslint.config.mjs': toFence('js'), '.oxlintrc.json': toFence('json') }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  // An application has a linter of its own, of which its configuration takes `defineConfig`.
  const eslintFolder = dirname(createRequire(import.meta.url).resolve('eslint/package.json'))
  await symlink(eslintFolder, join(folder, 'node_modules/eslint'), 'junction')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** What `eslint-config-next` says of the files: whose they are, and who reads them. */
const baseConfig = [
  { files: ['**/*.ts', '**/*.tsx'], languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } } },
]

const toFindings = (results: readonly LintResult[]): readonly string[] =>
  results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ line, ruleId, message }) =>
        toFinding(relative(folder, filePath).split(sep).join('/'), line, ruleId ?? message),
      ),
    )
    .sort()

describe('the packed plugin', () => {
  it('finds every mistake of an application, and no other, in ESLint 10', async () => {
    const results = await new ESLint({ cwd: folder, baseConfig }).lintFiles(['**/*.{ts,tsx}'])
    expect(toFindings(results)).toEqual(FINDINGS)
  })

  it('finds the same in ESLint 9', async () => {
    const results = await new ESLint9({ cwd: folder, baseConfig }).lintFiles(['**/*.{ts,tsx}'])
    expect(toFindings(results)).toEqual(FINDINGS)
  })

  it('finds the same in oxlint', async () => {
    const bin = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint')
    const output = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        [bin, '-A', 'all', '--format=json', ...Object.keys(APP_FILES)],
        { cwd: folder },
        (_error, stdout) => resolve(stdout),
      )
    })
    expect(readOxlint(output)).toEqual(FINDINGS)
  })
})

interface OxlintOutput {
  readonly diagnostics: readonly {
    readonly code: string
    readonly filename: string
    readonly labels: readonly { readonly span: { readonly line: number } }[]
  }[]
}

/** `postern(await-auth)` is how oxlint writes `postern/await-auth`. */
function readOxlint(output: string): readonly string[] {
  // The linter's own format; a test that reads another one fails.
  const { diagnostics } = JSON.parse(output) as OxlintOutput
  return diagnostics
    .map(({ code, filename, labels }) =>
      toFinding(filename, labels[0]?.span.line ?? 0, code.replace('(', '/').replace(')', '')),
    )
    .sort()
}
