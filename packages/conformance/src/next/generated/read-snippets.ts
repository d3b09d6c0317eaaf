/** Code of a README that names its file in its first line → path and text, as a reader copies it. Pure. */
const BLOCK = /^```(?:ts|tsx)\n\/\/ ([\w./[\]()-]+\.tsx?)\b[^\n]*\n([\s\S]*?)^```$/gm

export function readSnippets(readme: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...readme.matchAll(BLOCK)].map(([, path = '', text = '']) => [path, text]))
}
