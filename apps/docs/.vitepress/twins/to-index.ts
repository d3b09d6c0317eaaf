/** All twins → `llms.txt`, which lists them, and `llms-full.txt`, which holds them. Pure. */
import { sections, type Section } from '../sidebar-table.ts'

/** A page as programs read it. */
export interface Twin {
  /** Path in `apps/docs`, without `.md`. */
  readonly page: string
  /** Address on the site. */
  readonly address: string
  readonly title: string
  readonly description: string
  readonly text: string
}

const inOrder = ({ groups }: Section, twins: readonly Twin[]): readonly Twin[] =>
  groups.flatMap(({ pages }) => pages).flatMap((page) => twins.filter((twin) => twin.page === page))

const toLine = ({ title, address, description }: Twin): string =>
  `- [${title}](${address})${description === '' ? '' : `: ${description}`}`

/** @param head What the project is, in a sentence or two. */
export const toList = (head: string, twins: readonly Twin[]): string => {
  const lists = sections.map((section) => `## ${section.name}\n\n${inOrder(section, twins).map(toLine).join('\n')}`)
  return `# Postern\n\n> ${head}\n\nEvery page has a twin in Markdown at the same address, with \`.md\` for \`.html\`.\n\n${lists.join('\n\n')}\n`
}

/** The pages in the order of the site, each with its address. */
export const toFullText = (twins: readonly Twin[]): string =>
  sections
    .flatMap((section) => inOrder(section, twins))
    .map(({ address, text }) => `<!-- ${address} -->\n\n${text}`)
    .join('\n---\n\n')
