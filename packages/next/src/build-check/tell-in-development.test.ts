import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Build } from '../middleware/read-build.ts'
import { tellInDevelopment } from './tell-in-development.ts'

const build: Build = {
  version: null,
  basePath: '',
  assetPath: '',
  hasAssetHost: false,
  locales: [],
  isUrlAsSent: false,
  rewrites: undefined,
  earlySources: [],
}
let said: string[] = []
beforeEach(() => {
  said = []
  vi.useFakeTimers()
  vi.spyOn(console, 'warn').mockImplementation((...parts: unknown[]) => said.push(parts.join(' ')))
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const toHost = (matcher: string) => ({
  process: {
    cwd: () => '/app',
    getBuiltinModule: (name: string): unknown =>
      name === 'node:fs'
        ? {
            readFileSync(path: string): string {
              if (path === '/app/proxy.ts') return `export const config = { matcher: ${matcher} }`
              throw new Error('ENOENT')
            },
            readdirSync(path: string): string[] {
              if (path === '/app/app') return ['page.tsx', 'admin\\page.tsx']
              throw new Error('ENOENT')
            },
          }
        : {
            createRequire: () => () => ({
              parse: (source: string) => [source],
              tokensToRegexp: ([source]: string[]) => new RegExp(`^${source}$`),
            }),
          },
  },
})

describe('tellInDevelopment', () => {
  it('tells once, after the answer, what is not shown, and the line to add (H10)', () => {
    const host = toHost("'/'")
    tellInDevelopment(build, host)
    tellInDevelopment(build, host)
    expect(said).toEqual([])
    vi.runAllTimers()
    expect(said).toEqual([expect.stringMatching(/matcher-gaps[\s\S]*\/admin: \/admin[\s\S]*locale: false/)])
  })

  it.each([
    ['all is covered', toHost("['/.*']")],
    ['the config cannot be read', toHost('all')],
    ['there are no files, as on the edge', { process: {} }],
    ['there is no process', {}],
    [
      'nothing can be asked',
      {
        process: {
          cwd: () => '/app',
          getBuiltinModule: () => {
            throw new Error('no')
          },
        },
      },
    ],
  ])('says nothing where %s', (_name, host) => {
    tellInDevelopment(build, host)
    vi.runAllTimers()
    expect(said).toEqual([])
  })
})
