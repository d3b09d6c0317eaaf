/** The code of a module, from `lexModule` → whether something of it outlives a call and can change. */

/** A declaration of a module, not of a function in it, whose value can change: `let`, or a collection that is not read-only. */
const MODULE_STATE = [
  /^(?:export )?(?:let|var)\b/m,
  /^(?:export )?const \w+(?:: (?!Readonly(?:Map|Set)\b)[^=\n]*)?\s*=\s*(?:new (?:Map|Set|WeakMap|WeakSet|Array)|create(?!TokenVerifier\b)[A-Z]\w*|once|cached|keptBy)\b/m,
  // Inside of an object, of a class, or of a function that runs at once.
  /^(?:export )?const \w+(?:: [^=\n]*)?\s*=\s*[[{](?:(?!\n[\w}\]]|=>)[^])*\bnew (?:Map|Set|WeakMap|WeakSet)\b/m,
  /^(?:export )?const \w+(?:: [^=\n]*)?\s*=\s*\(\s*(?:async\s*)?(?:\(|function\b)/m,
  /^export default new\b/m,
  /\bstatic\s+(?:readonly\s+)?#?\w+\s*[:=;]|\bstatic\s*\{/,
  // A name of a type may stand for a read-only one; what is spelled out cannot.
  /^(?:export )?const \w+(?:: (?:\w+\[\]|Record<.*))?\s*=\s*(?:\[\]|\{\})/m,
]
/** What stands behind a name where its value is changed: a member that is assigned, or a method that writes. */
const CHANGE =
  '(?:\\??\\.\\w+|\\[[^\\]\\n]*\\])*(?:(?:\\.\\w+|\\[[^\\]\\n]*\\])\\s*(?:[-+*/%&|^?]{0,2}=(?![=>])|\\+\\+|--)|\\??\\.(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear)\\()'
/** A constant or a function of a module. */
const NAMED = /^(?:export )?(?:async )?(?:const|function) (\w+)/gm

/** Whether there is state. A verifier of tokens is made at once and holds nothing but ports. */
export function hasModuleState(code: string): boolean {
  if (MODULE_STATE.some((state) => state.test(code))) return true
  return [...code.matchAll(NAMED)].some(([, name = '']) => new RegExp(`(?<![.\\w])${name}\\b${CHANGE}`).test(code))
}
