/**
 * Policy files as applications write them, compiled with the vendor's packages and, the import swapped, with ours. A line after
 * `@ts-expect-error` must not compile with either.
 */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

/** What the compiler said, and the files that it read. */
function compile(project: string): { readonly errors: readonly string[]; readonly files: string } {
  const args = [tsc, '-p', join(import.meta.dirname, project), '--listFiles']
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { errors: stdout.split('\n').filter((line) => line.includes('error TS')), files: stdout }
}

describe('policy files', () => {
  it('compile with the vendor’s packages', () => {
    const { errors, files } = compile('tsconfig.json')
    expect(errors).toEqual([])
    expect(files).toContain('/@clerk/nextjs/')
    expect(files).not.toContain('/packages/next/dist/')
  })

  it('compile with ours, only the import changed: global claims (T1) and roles (T5), function matchers (T2), inferred types (T4), ids (in-use 21), (first-day 11)', () => {
    const { errors, files } = compile('tsconfig.ours.json')
    expect(errors).toEqual([])
    // A swap that does not resolve falls back to the vendor’s package, and would show nothing.
    expect(files).not.toContain('/@clerk/')
    for (const name of ['next', 'hono']) expect(files).toContain(`/packages/${name}/dist/`)
  })

  it('compile with ours beside the vendor’s packages, whose globals merge with ours, and AuthTypes goes first (T1, T5)', () => {
    const { errors, files } = compile('tsconfig.beside.json')
    expect(errors).toEqual([])
    for (const name of ['/@clerk/nextjs/', '/@clerk/hono/', '/packages/next/dist/']) expect(files).toContain(name)
  })

  it('compile with ours where nothing is declared, and each adapter’s predicates know their request (T1, T2, T4, T5)', () => {
    expect(compile('tsconfig.own.json').errors).toEqual([])
  })
})
