/** Text of a page → the code that stands in it and is no include. Pure. */

/** One piece of code in a language that is compiled. */
export interface Fence {
  /** Line of the page where the code begins; the first is 1. */
  readonly line: number
  /** With its context: the comment `<!-- context: … -->` above a fragment, which no reader sees. It stands before the code, or around `…` in it. */
  readonly code: string
  /** What its first line calls it, such as `app/notes/actions.ts`, so that other code of the page can import it; null where it has no name. */
  readonly name: string | null
  readonly isTyped: boolean
}

const FENCE =
  /(?:<!-- context:(?<context>(?:(?!-->)[\s\S])*)-->\s*)?^(?<indent> *)```(?<language>[jt]sx?)\b[^\n]*\n(?<code>[\s\S]*?)^ *```$/gm

const NAME = /^\/\/ (?<name>[\w./[\]()-]+\.[jt]sx?)(?=\s|$)/

const withContext = (context: string, code: string): string =>
  context.includes('…') ? context.replace('…', () => code) : `${context}\n${code}`

const dedent = (code: string, width: number): string =>
  code
    .split('\n')
    .map((line) => line.slice(Math.min(width, line.length - line.trimStart().length)))
    .join('\n')

/** Every fence that is marked as TypeScript or JavaScript. */
export const readFences = (page: string): readonly Fence[] =>
  [...page.matchAll(FENCE)].map(({ index, 0: whole, groups }) => {
    const { code = '', context = '', indent = '', language = '' } = groups ?? {}
    const before = page.slice(0, index + whole.indexOf(code))
    const own = dedent(code, indent.length)
    return {
      line: before.split('\n').length,
      code: withContext(context.trim(), own),
      name: NAME.exec(own)?.groups?.['name'] ?? null,
      isTyped: language.startsWith('t'),
    }
  })
