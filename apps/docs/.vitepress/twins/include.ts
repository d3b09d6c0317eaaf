/**
 * What a line `<<< ../examples/next/proxy.ts#policy{ts} [proxy.ts]` shows. Text of a page → its includes, and the text with them filled in. Reads
 * files.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A file, or a region of it, that a page shows as code. */
export interface Include {
  /** The whole line. */
  readonly line: string
  /** Absolute path of the file. */
  readonly path: string
  /** What stands between `#region name` and `#endregion name`; null for the whole file. */
  readonly region: string | null
  readonly language: string
  /** What the tab is called; null where it has no name. */
  readonly title: string | null
}

const LINE =
  /^[ \t]*<<< (?<path>[^\s#{]+)(?:#(?<region>[\w-]+))?(?: ?\{(?:[\d,-]+ ?)?(?<language>[a-z]+)?[^}]*\})? ?(?:\[(?<title>.+)\])?[ \t]*$/gm

/** @param page Absolute path of the file that the text is from. */
export const readIncludes = (text: string, page: string): readonly Include[] =>
  [...text.matchAll(LINE)].map(({ 0: line, groups }) => {
    const { path = '', region, language, title } = groups ?? {}
    const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1] ?? 'text'
    return {
      line,
      path: join(dirname(page), path),
      region: region ?? null,
      language: language ?? extension,
      title: title ?? null,
    }
  })

const isMark = (line: string): boolean => /^\s*(?:\/\/|#|<!--|\/\*) ?#?(?:end)?region\b/.test(line)

const dedent = (lines: readonly string[]): readonly string[] => {
  const widths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const width = Math.min(...widths)
  return lines.map((line) => line.slice(width))
}

const readRegion = (text: string, region: string): readonly string[] | null => {
  const lines = text.split('\n')
  const ends = (word: string): number =>
    lines.findIndex((line) => new RegExp(`#?\\b${word} ${region}(?:\\s|-->|\\*/|$)`).test(line))
  const from = ends('region')
  const to = ends('endregion')
  return from < 0 || to < from ? null : dedent(lines.slice(from + 1, to))
}

/**
 * @returns The code as a reader sees it, without marks of regions.
 * @throws Error when there is no such region; or no such file.
 */
export const readIncluded = ({ path, region }: Include): string => {
  const text = readFileSync(path, 'utf8')
  const lines = region === null ? text.split('\n') : readRegion(text, region)
  if (lines === null) throw new Error(`${path} has no region ${region}.`)
  return lines
    .filter((line) => !isMark(line))
    .join('\n')
    .trim()
}

/** Replaces each include by a fence. */
export const expandIncludes = (text: string, page: string): string =>
  readIncludes(text, page).reduce((all, include) => {
    const title = include.title === null ? '' : ` [${include.title}]`
    const fence = `\`\`\`${include.language}${title}\n${readIncluded(include)}\n\`\`\``
    return all.replace(include.line, () => fence)
  }, text)
