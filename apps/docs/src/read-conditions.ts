/**
 * Source of a module with rule tables → the text of each row's condition, by the row's name. Pure.
 *
 * The source is read, not the function: what a test runner makes of it at run time is not what people wrote.
 */

/** End of the expression that begins at `start`: the comma that separates it from the row's outcome. */
function findEnd(source: string, start: number): number {
  let depth = 0
  let quote = ''
  for (let at = start; at < source.length; at++) {
    const char = source[at] ?? ''
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (`'"\``.includes(char)) quote = char
    else if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) depth--
    else if (char === ',' && depth === 0) return at
  }
  return source.length
}

/** Conditions by name: `always`, or the arrow function without its arrow and without the name of the facts. */
export function readConditions(source: string): ReadonlyMap<string, string> {
  const conditions = new Map<string, string>()
  for (const row of source.matchAll(/(?:^ {2}|= \[)\['([a-z0-9-]+)',\s*/gm)) {
    const start = row.index + row[0].length
    const text = source.slice(start, findEnd(source, start)).trim()
    const [, facts = '', body = text] = /^\(?(\w+)\)?\s*=>\s*([\s\S]*)$/.exec(text) ?? []
    conditions.set(row[1] ?? '', facts === '' ? body : body.replaceAll(new RegExp(`\\b${facts}\\??\\.`, 'g'), ''))
  }
  return conditions
}
