import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { toChangelogPage, type Changeset } from '../src/reference/to-changelog-page.ts'

const PACKAGES = ['@postern/core', '@postern/next']
const set = (name: string, steps: Readonly<Record<string, string>>, text: string): Changeset => {
  const head = Object.entries(steps).map(([of, step]) => `'${of}': ${step}\n`)
  return { name, text: `---\n${head.join('')}---\n\n${text}\n` }
}

describe('toChangelogPage', () => {
  it('puts breaking changes first, and says that they are', () => {
    const page = toChangelogPage(
      [set('a-small', { '@postern/core': 'patch' }, 'Small.'), set('z-large', { '@postern/core': 'major' }, 'Large.')],
      [],
      PACKAGES,
    )
    expect(page).toContain('### @postern/core\n\n#### Z large\n\nBreaking. Large.\n\n#### A small\n\nSmall.\n')
  })

  it('tells a change of two packages once, and links from the other', () => {
    const page = toChangelogPage(
      [set('of-both', { '@postern/core': 'minor', '@postern/next': 'minor' }, 'Both.')],
      [],
      PACKAGES,
    )
    expect(page.match(/Both\./g)).toHaveLength(1)
    expect(page).toContain('### @postern/next\n\nTold with another package: [Of both](#of-both).')
  })

  it('says so when nothing waits, and goes on with what was released', () => {
    const page = toChangelogPage(
      [],
      [{ package: '@postern/core', text: '# @postern/core\n\n## 1.0.0\n\nFirst.\n' }],
      PACKAGES,
    )
    expect(page).toContain('## Unreleased\n\nNothing.\n\n## @postern/core\n\n### 1.0.0\n\nFirst.\n')
  })
})

describe('changelog.md', () => {
  const page = readFileSync(new URL('../look-up/changelog.md', import.meta.url), 'utf8')
  const folder = fileURLToPath(new URL('../../../.changeset/', import.meta.url))
  const names = globSync('*.md', { cwd: folder }).filter((file) => file !== 'README.md')

  it.each(names)('tells %s', (file) => {
    const title = basename(file, '.md').replaceAll('-', ' ')
    expect(page.toLowerCase()).toContain(`\n#### ${title}\n`)
  })
})
