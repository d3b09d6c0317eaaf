/** Copies the READMEs of packages to where VitePress reads pages. What is unchanged is not written, so that nothing is built for it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { docs, documentedPackages, root } from './pages.ts'

const toHead = (name: string): string =>
  `---\ntitle: '@postern/${name}'\ndescription: 'The README of the package @postern/${name}: how to install and use it.'\n---\n\n`

/** Writes `look-up/packages/<name>.md`, which git ignores. */
export const copyReadmes = (): void => {
  const folder = join(docs, 'look-up/packages')
  mkdirSync(folder, { recursive: true })
  for (const name of documentedPackages) {
    const text = toHead(name) + readFileSync(join(root, 'packages', name, 'README.md'), 'utf8')
    const file = join(folder, `${name}.md`)
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
  }
}
