/** What this repository shows as right: no rule has anything to say about it. */
import { fileURLToPath } from 'node:url'
import { parser } from '@postern/fixture-linted-next'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import postern from '../src/index.ts'

const FILES = '**/*.{ts,tsx,mts,js,jsx,mjs}'

const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../../..', import.meta.url)),
  overrideConfigFile: true,
  overrideConfig: [
    { ignores: ['**/node_modules/**', '**/dist/**', '**/.next/**', '**/.vitepress/cache/**'] },
    { files: [FILES], languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } } },
    postern.configs.recommended,
  ],
})

describe('the recommended configuration', () => {
  it('finds nothing in applications and examples', async () => {
    const results = await eslint.lintFiles([`apps/${FILES}`])
    const found = results.flatMap(({ filePath, messages }) =>
      // A file may switch off a rule that is not ours.
      messages
        .filter(({ ruleId }) => ruleId?.startsWith('postern/'))
        .map(({ line, ruleId }) => `${filePath}:${line} ${ruleId}`),
    )
    expect(found).toEqual([])
    expect(results.length).toBeGreaterThan(100)
  })
})
