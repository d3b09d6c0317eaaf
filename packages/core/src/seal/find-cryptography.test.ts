import { describe, expect, it } from 'vitest'
import { findCryptography, type Host } from './find-cryptography.ts'
import type { NodeBuffer, NodeCrypto } from './create-node-cryptography.ts'
import { webCryptography } from './web-cryptography.ts'

const here: Host = globalThis
const node = here.process?.getBuiltinModule?.('node:crypto')
const buffers = here.process?.getBuiltinModule?.('node:buffer')
const throwing = (): never => {
  throw new Error('A Node.js API is used which is not supported.')
}

/** A runtime with these two modules. */
const toHost = (crypto: NodeCrypto | undefined, buffer: NodeBuffer | undefined): Host => {
  function getBuiltinModule(name: 'node:crypto'): NodeCrypto | undefined
  function getBuiltinModule(name: 'node:buffer'): NodeBuffer | undefined
  function getBuiltinModule(name: string): NodeCrypto | NodeBuffer | undefined {
    return name === 'node:crypto' ? crypto : buffer
  }
  return { crypto: null, process: { getBuiltinModule } }
}

describe('findCryptography', () => {
  it.each<[string, Host]>([
    ['there is no process', { crypto: null }],
    ['the process has no modules', { crypto: null, process: {} }],
    ['asking for modules throws', { crypto: null, process: { getBuiltinModule: throwing } }],
    ['it has no such module', toHost(undefined, undefined)],
  ])('is Web Crypto where %s', (_where, host) => {
    expect(findCryptography(host)).toBe(webCryptography)
  })
})

describe.runIf(node !== undefined && buffers !== undefined)('findCryptography beside node:crypto', () => {
  const real = { ...node, ...buffers } as NodeCrypto & NodeBuffer
  const silent = { setAAD: () => {}, setAuthTag: () => {}, final: () => new Uint8Array(0) }
  const other = real.createHmac('sha1', real.createSecretKey(Uint8Array.of(1)))

  type Decipher = ReturnType<NodeCrypto['createDecipheriv']>
  /** As if the last byte of a tag were not looked at: of what is asked it is always this one. */
  const toHasty = (decipher: Decipher): Decipher => ({
    setAAD: (bytes) => decipher.setAAD(bytes),
    setAuthTag: (bytes) => decipher.setAuthTag(Uint8Array.of(...bytes.subarray(0, -1), 0xa4)),
    update: (bytes) => decipher.update(bytes),
    final: () => decipher.final(),
  })

  it("is Node's own where it is right", () => {
    expect(findCryptography(toHost(real, real))).not.toBe(webCryptography)
  })

  it.each<[string, Partial<NodeCrypto & NodeBuffer>]>([
    ['throws when it hashes', { hash: throwing }],
    ['throws when it takes a key', { createSecretKey: throwing }],
    ['throws when it encrypts', { createCipheriv: throwing }],
    ['hashes otherwise', { hash: () => new Uint8Array(32) }],
    ['signs otherwise', { createHmac: () => other }],
    ['derives otherwise', { hkdfSync: () => new ArrayBuffer(4) }],
    [
      'encrypts otherwise',
      { createCipheriv: (name, key) => real.createCipheriv(name, key, new Uint8Array(16).fill(1)) },
    ],
    ['throws when it decrypts', { createDecipheriv: throwing }],
    ['decrypts whatever the tag', { createDecipheriv: () => ({ ...silent, update: () => new Uint8Array(1) }) }],
    [
      'decrypts by the beginning of a tag',
      { createDecipheriv: (...given) => toHasty(real.createDecipheriv(...given)) },
    ],
    ['writes otherwise', { Buffer: { from: () => ({ toString: () => 'AA==' }) } }],
  ])('is Web Crypto where node:crypto %s', (_what, change) => {
    const changed = { ...real, ...change }
    expect(findCryptography(toHost(changed, changed))).toBe(webCryptography)
  })
})
