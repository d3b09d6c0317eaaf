/**
 * A command as browsers copy it → its words. Pure. Reads quotes, escapes and continued lines, as bash does; nothing is expanded or run.
 *
 * @see https://www.gnu.org/software/bash/manual/html_node/Quoting.html
 */
import { createUsageError } from '../../frame/cli-error.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
}

// One part of a word: $'…', '…', "…", an escaped character, or plain text.
const PART = /\$'((?:[^'\\]|\\[\s\S])*)'|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/y

/** @throws CliError `ERR_CLI_USAGE` where a quote is left open. */
export function toShellWords(command: string): readonly string[] {
  const text = toBash(command)
    .replace(/\\\r?\n/g, ' ')
    .trim()
  const words: string[] = []
  let word: string | null = null
  let place = 0
  while (place < text.length) {
    if (/\s/.test(text.charAt(place))) {
      if (word !== null) words.push(word)
      word = null
      place += 1
      continue
    }
    PART.lastIndex = place
    const match = PART.exec(text)
    if (match === null)
      throw createUsageError(
        'A quote of the command is left open.',
        'Copy the whole command, from curl to its last line.',
      )
    const [part, ansi, single, double, escaped, plain] = match
    word =
      (word ?? '') +
      (ansi === undefined
        ? (single ?? double?.replace(/\\([\\"$`\n])/g, '$1') ?? escaped ?? plain ?? '')
        : fromAnsi(ansi))
    place += part.length
  }
  return word === null ? words : [...words, word]
}

/** "Copy as cURL (cmd)": a caret stands before whatever the Windows shell would read. */
function toBash(command: string): string {
  return command.includes('^"') ? command.replace(/\^\r?\n/g, ' ').replace(/\^([\s\S])/g, '$1') : command
}

function fromAnsi(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([\s\S]))/g,
    (_all, ...groups: readonly (string | undefined)[]) => {
      const [short, long, hex, octal, letter = ''] = groups
      const code = short ?? long ?? hex
      if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff))
      return octal === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(octal, 8))
    },
  )
}
