/** The packages as they are published, used by a strict project outside of the workspace that knows no browser. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHover } from './read-hover.ts'
import { PACKAGES, unpack, type Unpacked } from './unpack.ts'

const here = createRequire(import.meta.url)
const next15 = createRequire(new URL('../../fixtures/next-15/package.json', import.meta.url))
const compilers = { 'TypeScript 7': here, 'TypeScript 6': next15 }

const settings = {
  target: 'ES2022',
  lib: ['ES2023'],
  module: 'NodeNext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
}

const app = `
import { auth } from '@postern/next/server'
const { userId, sessionId, isAuthenticated, has, sessionClaims, redirectToSignIn, redirectToSignUp, orgId, orgRole, getToken } = await auth()
void [userId, sessionId, isAuthenticated, has, sessionClaims, redirectToSignIn, redirectToSignUp, orgId, orgRole, getToken]
const session = await auth()
if (session.isAuthenticated) void [session.orgSlug, session.orgPermissions, session.actor, session.tokenType]
else void [session.sessionStatus, session.factorVerificationAge, session.debug]
void auth.protect
const key = await auth({ acceptsToken: 'api_key' })
if (key.isAuthenticated) void [key.subject, key.scopes, key.name, key.claims, key.id]
`

describe('packed packages', () => {
  let unpacked: Unpacked
  beforeAll(() => {
    unpacked = unpack()
    const { folder, entries } = unpacked
    const lines = entries.map((entry, at) => `import * as entry${at} from '${entry}'\nvoid entry${at}`)
    writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }')
    writeFileSync(join(folder, 'index.ts'), [...lines, 'export {}', ''].join('\n'))
    writeFileSync(join(folder, 'app.ts'), app)
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: settings, include: ['*.ts'] }))
  })
  afterAll(() => rmSync(unpacked.folder, { recursive: true, force: true }))

  it.each(Object.entries(compilers))(
    'compile in a strict project without DOM and with every declaration checked, %s (first-day 25)',
    (_, resolver) => {
      const tsc = join(dirname(resolver.resolve('typescript/package.json')), 'bin', 'tsc')
      const { stdout } = spawnSync(process.execPath, [tsc, '-p', '.', '--pretty', 'false', '--listFiles'], {
        cwd: unpacked.folder,
        encoding: 'utf8',
      })
      // Frameworks have names of the DOM in their own declarations; those are theirs.
      const errors = stdout.split('\n').filter((line) => /^(index|app|node_modules\/@postern\/).*error TS/.test(line))
      expect(errors).toEqual([])
      for (const name of PACKAGES) expect(stdout).toContain(`/node_modules/@postern/${name}/dist/`)
    },
  )

  it('hold no map without its sources, and name none that is not there (first-day 25)', () => {
    for (const [name, paths] of unpacked.files) {
      const read = (path: string): string =>
        readFileSync(join(unpacked.folder, 'node_modules/@postern', name, path), 'utf8')
      expect(paths.filter((path) => path.endsWith('.d.ts.map'))).toEqual([])
      const empty = paths.filter((path) => path.endsWith('.map')).filter((path) => !hasSources(JSON.parse(read(path))))
      expect(empty).toEqual([])
      const named = paths
        .filter((path) => /\.(js|ts)$/.test(path))
        .flatMap((path) => {
          const map = /\/\/# sourceMappingURL=(\S+)/.exec(read(path))?.[1]
          return map === undefined ? [] : [posix.join(posix.dirname(path), map)]
        })
      expect(named.filter((path) => !paths.includes(path))).toEqual([])
    }
  })

  it('explain every field of an auth object in the editor (first-day 21)', () => {
    const hovers = readHover(next15('typescript'), unpacked.folder, 'app.ts')
    expect(hovers.size).toBeGreaterThan(20)
    expect([...hovers].filter(([, text]) => text.length < 5).map(([name]) => name)).toEqual([])
  })
})

function hasSources(map: unknown): boolean {
  const { sources, sourcesContent } = Object(map) as {
    readonly sources: unknown[]
    readonly sourcesContent?: unknown[]
  }
  return sourcesContent?.length === sources.length && sourcesContent.every((text) => typeof text === 'string')
}
