import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Every page a reader can open, generated changelogs and dependencies left out. */
const pages = globSync(['*.md', '.changeset/README.md', 'packages/*/README.md', 'apps/*/*.md', 'apps/docs/**/*.md'], {
  cwd: root,
  exclude: (path) => path === 'node_modules' || path.includes('/node_modules'),
}).filter((page) => !page.endsWith('CHANGELOG.md'))

const readLinks = (page: string): readonly string[] => {
  const text = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '')
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(?:https?:|mailto:|#)/.test(target))
}

describe('links', () => {
  it('finds the pages', () => {
    expect(pages).toContain('README.md')
    expect(pages).toContain('apps/docs/errors.md')
  })
  it.each(pages)('%s links to files that exist', (page) => {
    const missing = readLinks(page).filter(
      (target) => !existsSync(join(root, dirname(page), target.replace(/#.*$/, ''))),
    )
    expect(missing, `from ${relative(root, page)}`).toEqual([])
  })
})

describe('README.md', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')

  it('stays within 120 lines', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(121)
  })
  it('shows the example that type-checks', () => {
    expect(readme).toContain(readFileSync(join(root, 'apps/docs/examples/proxy.ts'), 'utf8'))
  })
  it('names the two commands', () => {
    expect(readme).toMatch(/^npm run demo\b/m)
    expect(readme).toMatch(/^npm test\b/m)
  })
})
