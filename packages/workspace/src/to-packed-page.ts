/**
 * A page of the documentation → the same page as a package carries it: no front matter, and links only to places of the page itself, since
 * whoever opens it in `node_modules` has no other page beside it. Does not wait.
 */

const FRONT_MATTER = /^---\n[\s\S]*?\n---\n+/
const LINK = /\[([^\]]+)\]\((?!#|https?:)[^)]*\)/g

/** @param page Markdown. @returns Markdown; a link to another page becomes its text. */
export const toPackedPage = (page: string): string => page.replace(FRONT_MATTER, '').replaceAll(LINK, '$1')
