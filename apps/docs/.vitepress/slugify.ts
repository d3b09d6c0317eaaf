/** A heading → its fragment, spelled as forges spell it: the same link works in both places. `test/links.test.ts` reads it so too. Pure. */
export const slugify = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
