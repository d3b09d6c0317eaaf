/** After a build: writes the twin of each page, `llms.txt` and `llms-full.txt` beside the HTML. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SiteConfig } from 'vitepress'
import { toDescription } from '../describe.ts'
import { docs, findPages, readTitle, toSitePath } from '../pages.ts'
import { toFullText, toList, type Twin } from './to-index.ts'
import { toTwin } from './to-twin.ts'

const readTwin = (file: string, base: string): Twin => {
  const source = readFileSync(join(docs, file), 'utf8')
  return {
    page: file.replace(/\.md$/, ''),
    address: base + toSitePath(file),
    title: readTitle(file),
    description: toDescription(source),
    text: toTwin(file, source, base),
  }
}

/** VitePress calls it when all pages are written. */
export const writeTwins = ({ outDir, site }: SiteConfig): void => {
  const twins = findPages().map((file) => readTwin(file, site.base))
  for (const { address, text } of twins) {
    const path = join(outDir, address.slice(site.base.length))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  writeFileSync(join(outDir, 'llms.txt'), toList(site.description, twins))
  writeFileSync(join(outDir, 'llms-full.txt'), toFullText(twins))
}
