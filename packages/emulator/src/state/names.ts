/** Shapes of names that travel in tokens: what would split a claim in two is no part of a name. */
import { plainShape, type Shape, textLike } from './shape.ts'

/** A feature or a plan: claims list them with commas, and mark their owner with a colon. */
export const claimName: Shape<string> = textLike(/^[^\s,:]+$/, 'a name without commas, colons and spaces')
/** A scope: claims list them with spaces. @see RFC 6749 §3.3 */
export const scopeName: Shape<string> = textLike(
  /^[\u0021\u0023-\u005B\u005D-\u007E]+$/,
  'a scope without spaces and quotes',
)
/** A role's key. The part before the colon is always `org`. */
export const roleName: Shape<string> = textLike(/^(org:)?[^\s,:]+$/, 'a role such as org:admin')
/** Part of a path: the name of a template. */
export const pathName: Shape<string> = textLike(/^[^\s,:/?#]+$/, 'a name without commas, colons, slashes and spaces')
/** Part of a credential. */
export const solidText: Shape<string> = textLike(/^\S+$/, 'a text without spaces')
/** What somebody signs in with besides an address, and is never taken for one. */
export const userName: Shape<string> = textLike(/^[^\s@]+$/, 'a name without @ and spaces')

/** These run as a program or show a file instead of opening an application. */
const BAD_SCHEMES = ['javascript', 'data', 'vbscript', 'blob', 'file']
  .map((scheme) => scheme.replaceAll(/./g, (letter) => `[${letter}${letter.toUpperCase()}]`))
  .join('|')
/** A scheme and a slash: `localhost:3000/callback` forgot its scheme. */
const ABSOLUTE = new RegExp(`^(?!(${BAD_SCHEMES}):)[A-Za-z][A-Za-z0-9+.-]*:/[^\\s#]*$`)

/** Where an application gets its answer: absolute, without fragment. @see RFC 6749 §3.1.2, RFC 8252 §7.1 */
export const redirectUri: Shape<string> = plainShape(
  { type: 'string', pattern: ABSOLUTE.source, format: 'uri' },
  'an absolute URL without a fragment, such as http://localhost:3000/callback',
  (value) => typeof value === 'string' && ABSOLUTE.test(value) && URL.canParse(value),
)
