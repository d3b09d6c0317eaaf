/**
 * Text that begins with a literal of JavaScript → its value. Pure.
 *
 * Texts, lists, objects, `true`, `false`, `null` and numbers, with comments: what Next itself can read of `export const config`. Code is never
 * run. Anything else throws, and then nothing is said.
 */

interface Reader {
  readonly text: string
  at: number
}

/** @throws SyntaxError for what is no literal. */
export function parseLiteral(text: string): unknown {
  return readValue({ text, at: 0 })
}

function readValue(reader: Reader): unknown {
  skip(reader)
  const first = reader.text[reader.at] ?? ''
  if (first === '[') return readItems(reader, ']', readValue)
  if (first === '{') return Object.fromEntries(readItems(reader, '}', readEntry))
  if (/['"`]/.test(first)) return readText(reader, first)
  const word = /^[\w.-]+/.exec(reader.text.slice(reader.at))?.[0] ?? ''
  if (!/^(?:true|false|null|-?\d+)$/.test(word)) throw new SyntaxError('No literal')
  reader.at += word.length
  return JSON.parse(word)
}

function readItems<T>(reader: Reader, end: string, read: (reader: Reader) => T): readonly T[] {
  reader.at += 1
  const items: T[] = []
  for (;;) {
    skip(reader)
    if (take(reader, end)) return items
    items.push(read(reader))
    skip(reader)
    if (!take(reader, ',') && reader.text[reader.at] !== end) throw new SyntaxError('No literal')
  }
}

function readEntry(reader: Reader): readonly [string, unknown] {
  const first = reader.text[reader.at] ?? ''
  const name = /['"]/.test(first) ? readText(reader, first) : readName(reader)
  skip(reader)
  if (!take(reader, ':')) throw new SyntaxError('No literal')
  return [name, readValue(reader)]
}

function readName(reader: Reader): string {
  const name = /^[\w$]+/.exec(reader.text.slice(reader.at))?.[0] ?? ''
  if (name === '') throw new SyntaxError('No literal')
  reader.at += name.length
  return name
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function readText(reader: Reader, quote: string): string {
  let value = ''
  for (reader.at += 1; reader.at < reader.text.length; reader.at += 1) {
    const char = reader.text[reader.at] ?? ''
    if (take(reader, quote)) return value
    if (quote === '`' && reader.text.startsWith('${', reader.at)) break
    if (char === '\\') {
      reader.at += 1
      const escaped = reader.text[reader.at] ?? ''
      // Spelled by numbers: nobody does in a path.
      if (/[xu0-9]/.test(escaped)) break
      value += ESCAPED[escaped] ?? escaped
    } else value += char
  }
  throw new SyntaxError('No literal')
}

function take(reader: Reader, text: string): boolean {
  const isThere = reader.text.startsWith(text, reader.at)
  if (isThere) reader.at += text.length
  return isThere
}

/** White space and comments. */
function skip(reader: Reader): void {
  reader.at += /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(reader.text.slice(reader.at))?.[0].length ?? 0
}
