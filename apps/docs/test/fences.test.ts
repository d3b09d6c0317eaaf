/** Does the code that pages and READMEs show compile? What is included from files of `apps` is compiled and run there; this is the rest. */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { docs, findPages, root } from '../.vitepress/pages.ts'
import { readIncludes } from '../.vitepress/twins/include.ts'
import { readFences } from '../src/read-fences.ts'

const folder = join(docs, 'node_modules/.fences')

/** What the code may import: whatever the examples and this package depend on. */
const linkPackages = (): void => {
  const sources = [
    docs,
    ...globSync(['apps/docs/examples/*/', 'packages/*/'], { cwd: root }).map((path) => join(root, path)),
  ]
  for (const source of sources.map((each) => join(each, 'node_modules')))
    for (const name of globSync(['*', '@*/*'], { cwd: source })) {
      const target = join(folder, 'node_modules', name)
      if (/^(?:\.|@[^/\\]+$)/.test(name) || existsSync(target)) continue
      mkdirSync(dirname(target), { recursive: true })
      symlinkSync(join(source, name), target)
    }
}

const toConfig = (files: readonly string[], folders: readonly string[]): object => ({
  extends: '../../../../tsconfig.base.json',
  compilerOptions: {
    module: 'ESNext',
    moduleResolution: 'Bundler',
    types: ['node'],
    jsx: 'react-jsx',
    allowJs: true,
    isolatedDeclarations: false,
    verbatimModuleSyntax: false,
    declaration: false,
    declarationMap: false,
    paths: { '@/*': folders.map((name) => `./${name}/*`) },
  },
  files,
})

/** The pages of the site, and the READMEs of packages and of the repository; without copies, and without signatures printed from declarations. */
const pages = [
  ...findPages()
    .filter((file) => !/^look-up\/(?:packages|api)\//.test(file))
    .map((file) => `apps/docs/${file}`),
  ...globSync(['README.md', 'packages/*/README.md', 'apps/*/README.md'], { cwd: root }),
]

const toFolder = (page: string): string => page.replaceAll('/', '-').replace(/\.md$/, '')

const fences = pages.flatMap((page) =>
  readFences(readFileSync(join(root, page), 'utf8')).map(({ line, code, name, isTyped }) => ({
    code,
    place: `${page}:${line}`,
    file: `${toFolder(page)}/${name ?? `${line}.${isTyped ? 'tsx' : 'jsx'}`}`,
  })),
)

/** Compiles one program. @returns What the compiler says, line by line. */
const compile = (name: string, files: readonly string[]): readonly string[] => {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  const project = join(folder, `${name}.json`)
  writeFileSync(project, JSON.stringify(toConfig(files, [...new Set(pages.map(toFolder))])))
  try {
    execFileSync(process.execPath, [tsc, '-p', project, '--pretty', 'false'], { cwd: folder, encoding: 'utf8' })
    return []
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)
    const lines = output.split('\n').filter((line) => /^\S/.test(line))
    // A compiler that fails without a word has not seen the code.
    return lines.length > 0 ? lines : [String(error)]
  }
}

/** What code declares for a whole application would be in force for all other code, so it is a program of its own. */
const compileAll = (): readonly string[] => {
  const globals = fences.filter(({ code }) => /declare (?:global|module)\b/.test(code))
  const others = fences.filter((fence) => !globals.includes(fence)).map(({ file }) => file)
  return [others, ...globals.map(({ file }) => [file])].flatMap((files, at) => compile(`program-${at}`, files))
}

describe('code of pages', () => {
  let errors: readonly string[] = []
  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(join(folder, 'node_modules'), { recursive: true })
    linkPackages()
    for (const { file, code } of fences) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), `${code}\nexport {}\n`)
    }
    errors = compileAll()
  }, 120_000)

  it('is found', () => {
    expect(fences.length).toBeGreaterThan(20)
    expect(fences.filter(({ file }, at) => fences.findIndex((other) => other.file === file) !== at)).toEqual([])
  })
  it('is all the compiler speaks of', () => {
    expect(errors.filter((line) => !fences.some(({ file }) => line.startsWith(`${file}(`)))).toEqual([])
  })
  it.each(fences)('compiles: $place', ({ file }) => {
    expect(errors.filter((line) => line.startsWith(`${file}(`))).toEqual([])
  })
})

describe('included code', () => {
  const includes = pages.flatMap((page) =>
    readIncludes(readFileSync(join(root, page), 'utf8'), join(root, page)).map(({ path }) => ({ page, path })),
  )

  it('is a file below apps, where it is compiled and run', () => {
    const strangers = includes.filter(({ path }) => !existsSync(path) || !relative(root, path).startsWith('apps/'))
    expect(strangers).toEqual([])
  })
})

describe('readFences', () => {
  it('puts a fragment into its context', () => {
    const page = 'Text\n\n<!-- context: function f() {\n…\n} -->\n\n```ts\nreturn 1\n```\n'
    expect(readFences(page)).toEqual([{ line: 8, code: 'function f() {\nreturn 1\n\n}', name: null, isTyped: true }])
  })
  it('calls code what its first line calls it', () => {
    const page = '- In a list:\n\n  ```tsx\n  // app/[id]/page.tsx\n  export {}\n  ```\n\n```sh\nnpm test\n```\n'
    expect(readFences(page)).toEqual([
      { line: 4, code: '\n// app/[id]/page.tsx\nexport {}\n', name: 'app/[id]/page.tsx', isTyped: true },
    ])
  })
})
