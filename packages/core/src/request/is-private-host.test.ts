import { describe, expect, it } from 'vitest'
import { isPrivateHost } from './is-private-host.ts'

describe('isPrivateHost', () => {
  it.each([
    'localhost',
    'localhost:3000',
    '127.0.0.1:8080',
    '127.9.9.9',
    '0.0.0.0:3000',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.1:80',
    '192.168.1.1',
    '169.254.1.1',
    'web',
    'web:3000',
    'app.internal',
    'printer.local',
    'a.localhost',
    '[::1]:3000',
    '[fd12:3456::1]',
    '[fe80::1]',
  ])('is true for %s', (host) => {
    expect(isPrivateHost(host)).toBe(true)
  })

  it.each([
    'app.example.com',
    '172.32.0.1',
    '172.15.0.1',
    '11.0.0.1',
    '192.169.0.1',
    '10.example.com',
    '[2001:db8::1]',
    'internal.example',
  ])('is false for %s', (host) => {
    expect(isPrivateHost(host)).toBe(false)
  })
})
