import { afterEach, describe, expect, it, vi } from 'vitest'
import { readBuild } from './read-build.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('readBuild', () => {
  it('knows the version of Next, and says nothing else outside of a bundle (H8)', () => {
    const { version, ...rest } = readBuild()
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
    expect(rest).toEqual({
      basePath: '',
      assetPath: '',
      hasAssetHost: false,
      locales: [],
      isUrlAsSent: false,
      rewrites: undefined,
      earlySources: [],
    })
  })

  it.each([
    ['/cdn', '/cdn', false],
    ['cdn/', '/cdn', false],
    ['/a/b/', '/a/b', false],
    ['/', '', false],
    ['https://cdn.test', '', true],
    ['https://cdn.test/', '', true],
    ['HTTPS://cdn.test/x/', '/x', true],
    ['//cdn.test/x', '/x', true],
  ])('reads the path of assetPrefix %s (H6)', (prefix, assetPath, hasAssetHost) => {
    vi.stubEnv('__NEXT_ASSET_PREFIX', prefix)
    expect(readBuild()).toMatchObject({ assetPath, hasAssetHost })
  })

  it.each([
    ['true', true],
    ['false', false],
    ['undefined', false],
  ])('reads a switch that is written as %s', (text, isUrlAsSent) => {
    vi.stubEnv('__NEXT_NO_MIDDLEWARE_URL_NORMALIZE', text)
    expect(readBuild().isUrlAsSent).toBe(isUrlAsSent)
  })
})
