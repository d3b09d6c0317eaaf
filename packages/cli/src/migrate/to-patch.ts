/** Files before and after → a unified diff that `git apply` and `patch -p1` understand. Pure. */
import { createTwoFilesPatch } from 'diff'

export interface Versions {
  /** With `/`. */
  readonly path: string
  readonly before: string
  readonly after: string
}

/** @returns Empty where nothing changed. */
export function toPatch(files: readonly Versions[]): string {
  return files
    .filter(({ before, after }) => before !== after)
    .map(({ path, before, after }) =>
      createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '', { context: 3 }),
    )
    .map((patch) => patch.replace(/^=+\n/, ''))
    .join('')
}

/** The patch that makes the old files of the new ones. */
export const toUndo = (files: readonly Versions[]): string =>
  toPatch(files.map(({ path, before, after }) => ({ path, before: after, after: before })))
