/** What a page says of itself to the site, its search and other programs → the head of its file. Pure. */

/** The three fields that each page of the site has. */
export interface PageWords {
  /** As a person would say it. */
  readonly title: string
  /** One sentence: what the page answers. */
  readonly description: string
  /** What people type who need it. */
  readonly questions: readonly string[]
}

/** @returns Lines, and an empty one behind them. */
export const toFrontMatter = ({ title, description, questions }: PageWords): string =>
  [
    '---',
    `title: ${title}`,
    `description: ${description}`,
    'questions:',
    ...questions.map((question) => `  - ${question}`),
    '---',
    '',
    '',
  ].join('\n')
