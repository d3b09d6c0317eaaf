/** A runtime's name → the program itself, not the script that starts it: signals must reach it. Looks into the package; does not wait. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

const CANDIDATES = { deno: ['deno', 'deno.exe'], bun: ['bin/bun.exe', 'bin/bun'] } as const

export type Program = 'node' | keyof typeof CANDIDATES

/** @throws Error when the package holds no program for this machine. */
export function findProgram(name: Program): string {
  if (name === 'node') return process.execPath
  const folder = dirname(require.resolve(`${name}/package.json`))
  const found = CANDIDATES[name].map((candidate) => join(folder, candidate)).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`The package ${name} holds no program for this machine. Install again.`)
  return found
}
