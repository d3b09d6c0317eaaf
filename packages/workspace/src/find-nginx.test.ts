import { describe, expect, it } from 'vitest'
import { findNginx, isNginxRequired } from './find-nginx.ts'

const search = (env: Readonly<Record<string, string>>, ...installed: readonly string[]): string | null =>
  findNginx({ env, isExecutable: (path) => installed.includes(path) })
const PATH = '/usr/local/bin:/usr/bin'

describe('findNginx', () => {
  it('takes NGINX_PATH when it names an executable, and nothing else when it does not', () => {
    expect(search({ NGINX_PATH: '/opt/n', PATH }, '/opt/n', '/usr/bin/nginx')).toBe('/opt/n')
    expect(search({ NGINX_PATH: '/opt/n', PATH }, '/usr/bin/nginx', '/usr/sbin/nginx')).toBeNull()
  })

  it('finds the one of an administrator, where the PATH does not lead', () => {
    expect(search({ PATH }, '/usr/sbin/nginx')).toBe('/usr/sbin/nginx')
    expect(search({ PATH }, '/usr/sbin/nginx', '/usr/bin/nginx')).toBe('/usr/bin/nginx')
    expect(search({ PATH })).toBeNull()
  })
})

describe('isNginxRequired', () => {
  it('is true for 1 only', () => {
    expect([{}, { POSTERN_REQUIRE_NGINX: '0' }, { POSTERN_REQUIRE_NGINX: '1' }].map(isNginxRequired)).toEqual([
      false,
      false,
      true,
    ])
  })
})
