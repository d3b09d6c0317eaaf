import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { deleteReports, findSuites, readReport, readTestTasks } from './workspace-packages.ts'

const root = mkdtempSync(join(tmpdir(), 'packages-'))
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
write(
  'packages/core/package.json',
  '{"name":"@x/core","scripts":{"test":"vitest run","test:slow":"vitest run","pretest":"","tests":""}}',
)
write('packages/core/junit.xml', '<testcase name="a"/>')
write('packages/core/junit-slow.xml', '<testcase name="b"/>')
// In two parts, so that this file does not count as a browser suite itself.
const LOOKS = `import { findChromium } from '${'@postern/workspace'}/find-chromium'`
write('packages/core/test/flow.test.ts', LOOKS)
write('packages/core/test/node_modules/dep/other.test.ts', LOOKS)
write('apps/web/package.json', '{"name":"@x/web"}')
write('apps/web/test/browser.test.ts', LOOKS)
write('apps/web/test/page.test.ts', "import './start.ts'\nimport { gone } from './gone.ts'")
write('apps/web/test/parts/use-scene.ts', LOOKS)
write('apps/web/examples/one/package.json', '{"name":"@x/one","scripts":{"test":"vitest run"}}')
write('apps/web/examples/one/test/page.test.ts', LOOKS)
write('apps/web/test/scene.test.ts', "import { useScene } from './parts/use-scene.ts'")

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('readTestTasks', () => {
  it('knows every script that runs tests', () => {
    expect(readTestTasks(root).map(({ label, task }) => [label, task])).toEqual([
      ['@x/one', 'test'],
      ['@x/core', 'test'],
      ['@x/core#slow', 'test:slow'],
    ])
  })
})

describe('findSuites', () => {
  it('goes by what a test file imports, also through a file beside it, and leaves dependencies out', () => {
    expect(findSuites(root, `${'@postern/workspace'}/find-chromium`)).toEqual([
      'apps/web/examples/one/test/page.test.ts',
      'apps/web/test/browser.test.ts',
      'apps/web/test/scene.test.ts',
      'packages/core/test/flow.test.ts',
    ])
  })
})

describe('deleteReports', () => {
  it('leaves no report of an earlier run', () => {
    const tasks = readTestTasks(root)
    const reports = () => tasks.map(readReport)
    expect(reports()).toEqual([null, '<testcase name="a"/>', '<testcase name="b"/>'])
    deleteReports(tasks)
    expect(reports()).toEqual([null, null, null])
  })
})
