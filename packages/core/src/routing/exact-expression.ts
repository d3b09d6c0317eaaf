/**
 * Routing room. Regular expression without case → the same, where letters that were written as text keep their case. Pure.
 *
 * `/^\/docs/i` says "docs", and a router that tells cases apart serves something else under `/Docs`. `[a-z0-9-]+` says "letters": a class
 * takes both cases of what it holds. So what is text becomes exact, and classes are widened by what the flag `i` let them take.
 *
 * @see apps/docs/decisions/025
 */

/** An escaped character, a class, or the modifiers of a group. */
const PART = /\\[^]|\[(?:\\[^]|[^\]\\])*\]|\(\?[ims]*-?[ims]*:/g
/** A class of one character is text that somebody escaped. */
const ONE_CHAR_CLASS = /^\[\^?\\?[^]\]$/
const INLINE_IGNORE_CASE = /\(\?[ms]*i/
/** Where the Basic Multilingual Plane has letters of two cases, as first and last code unit. Others are compared as they are. */
const CASED_RANGES = [
  [0x00, 0x5ff],
  [0x10a0, 0x10ff],
  [0x13a0, 0x13ff],
  [0x1c80, 0x1fff],
  [0x2100, 0x24ff],
  [0x2c00, 0x2d2f],
  [0xa640, 0xa7ff],
  [0xab30, 0xabbf],
  [0xff21, 0xff5a],
] as const

/** Whether an expression, or a part of it, ignores case. */
export function isIgnoringCase({ flags, source }: RegExp): boolean {
  return flags.includes('i') || INLINE_IGNORE_CASE.test(source)
}

/**
 * The source to be compiled without the flag `i`.
 *
 * Back-references, properties (`\p{Lu}`) outside of a class, letters beyond the Basic Multilingual Plane, and classes inside of classes (flag
 * `v`) become exact as well: where that decides, the two forms differ and the path is refused.
 *
 * @param flags Those of the expression; `i` may be among them or not.
 */
export function toExactSource(source: string, flags: string): string {
  const own = flags.replace(/[giy]/g, '')
  return source.replace(PART, (part) => {
    if (part.startsWith('(')) return part.replace('i', '').replace('-:', ':')
    return part.startsWith('[') && !ONE_CHAR_CLASS.test(part) ? toWidened(part, own) : part
  })
}

function toWidened(written: string, flags: string): string {
  const start = written.startsWith('[^') ? 2 : 1
  const members = written.slice(start)
  const more = toOtherCases(`[${members}`, flags)
  // A hyphen that stood first would make a range behind what is put before it.
  return more === '' ? written : `${written.slice(0, start)}${more}${members.replace(/^-/, String.raw`\-`)}`
}

/** What a class takes only where case is ignored. None for one that is no class under these flags. */
function toOtherCases(written: string, flags: string): string {
  let found = ''
  try {
    const folded = new RegExp(written, `${flags}i`)
    const exact = new RegExp(written, flags)
    for (const [first, last] of CASED_RANGES) {
      for (let code = first; code <= last; code++) {
        const char = String.fromCharCode(code)
        if (folded.test(char) && !exact.test(char)) found += char
      }
    }
  } catch {
    return ''
  }
  return found
}
