/** What a person who follows one README only must find in it. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Packages that people install and that need keys: published, and not the provider itself. */
const adapters = globSync('packages/*/package.json', { cwd: root })
  // A linter needs no keys either.
  .filter((path) => !read(path).includes('"private": true') && !/emulator|eslint-plugin/.test(path))
  .map((path) => path.replace('package.json', 'README.md'))
  .sort()

/** Applications that can be started. */
const examples = globSync('apps/*/package.json', { cwd: root })
  // The documentation can be started too, and is no application.
  .filter((path) => path !== 'apps/docs/package.json' && /"(start|dev)":/.test(read(path)))
  .map((path) => path.replace('package.json', 'README.md'))
  .sort()

describe('a README of a package', () => {
  it('is one of these', () => {
    expect(adapters).toEqual(
      expect.arrayContaining(['core', 'fetch', 'hono', 'next'].map((name) => `packages/${name}/README.md`)),
    )
  })

  it.each(adapters)('%s says where keys come from, what is printed and where it answers (first-day 7)', (page) => {
    const paragraph = read(page)
      .split('\n\n')
      .find((text) => text.includes('No keys yet?'))
    for (const part of ['`npx @postern/emulator`', 'a publishable key', 'a secret key', 'http://127.0.0.1:4000'])
      expect(paragraph).toContain(part)
  })

  it.each(['packages/fetch/README.md', 'packages/hono/README.md', 'apps/deno/README.md'])(
    '%s names the permissions of Deno (first-day 14)',
    (page) => {
      expect(read(page)).toContain('`--allow-env`')
      expect(read(page)).toContain('`--allow-net`')
    },
  )
})

describe('a README of an example', () => {
  it('is one of these', () => {
    expect(examples).toEqual(expect.arrayContaining(['apps/next/README.md', 'apps/deno/README.md']))
  })

  it.each(examples)('%s says how to start it, and which keys it takes (first-day 21)', (page) => {
    expect(existsSync(join(root, page))).toBe(true)
    const text = read(page)
    expect(text).toMatch(/\bpnpm (start|dev)\b/)
    expect(text).toMatch(/CLERK_SECRET_KEY/)
    expect(text).toMatch(/http:\/\/(localhost|127\.0\.0\.1):\d+/)
  })
})

describe('apps/next/README.md', () => {
  // A file of the Pages Router whose name begins like this is the frame of its pages, and none itself.
  const files = globSync(['app/**/{page.tsx,route.ts}', 'pages/**/[!_]*.tsx'], { cwd: join(root, 'apps/next') })
  const toRoute = (file: string): string =>
    `/${file
      .replace(/^(app|pages)\//, '')
      .replace(/(^|\/)(page|route)\.tsx?$/, '')
      .replace(/\.tsx$/, '')}`

  it.each(files.map(toRoute).sort())('shows what %s is for (first-day 21)', (route) => {
    const row = read('apps/next/README.md')
      .split('\n')
      .find((line) => line.startsWith('|') && line.split('|')[1]?.includes(`\`${route}\``))
    expect(row).toBeDefined()
  })

  it('names no route that does not exist (first-day 21)', () => {
    const named = read('apps/next/README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, route = '']) => route))
    expect(named.toSorted()).toEqual(files.map(toRoute).sort())
  })
})
