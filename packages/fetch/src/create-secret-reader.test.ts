import { describe, expect, it } from 'vitest'
import { createSecretReader } from './create-secret-reader.ts'

/** A binding of the Secrets Store, which counts how often it is asked. */
function toBinding(answer: () => unknown): { readonly get: () => unknown; readonly asked: () => number } {
  let count = 0
  const binding = {
    get(this: unknown) {
      count += 1
      if (this !== binding) throw new TypeError('Illegal invocation')
      return answer()
    },
    asked: () => count,
  }
  return binding
}

const refusal = (name: string): object => ({
  code: 'ERR_AUTH_BINDING_UNREADABLE',
  message: expect.stringContaining(`The binding ${name}`),
})

describe('createSecretReader', () => {
  it('gives back an environment of texts, without waiting', () => {
    const read = createSecretReader()
    const environment = { CLERK_SECRET_KEY: 'sk', CLERK_DOMAIN: {}, KV: toBinding(() => 'x') }
    expect(read(environment)).toBe(environment)
    expect(environment.KV.asked()).toBe(0)
  })

  it('reads every binding of ours once, and leaves the others (in-use 20)', async () => {
    const read = createSecretReader()
    const secret = toBinding(async () => 'sk_live_1')
    const domain = toBinding(() => 'shop.example')
    const other = toBinding(() => 'x')
    const make = (): object => ({ CLERK_SECRET_KEY: secret, CLERK_DOMAIN: domain, CLERK_API_VERSION: 'v1', KV: other })
    const expected = { CLERK_SECRET_KEY: 'sk_live_1', CLERK_DOMAIN: 'shop.example', CLERK_API_VERSION: 'v1' }
    const environment = make()
    const both = await Promise.all([read({ ...environment }), read({ ...make() })])
    expect(both).toEqual([expected, expected])
    expect([secret.asked(), domain.asked(), other.asked()]).toEqual([1, 1, 0])
  })

  it('needs no promise for an environment that it has read before', async () => {
    const read = createSecretReader()
    const environment = { CLERK_SECRET_KEY: toBinding(async () => 'sk') }
    const first = await read(environment)
    expect(read(environment)).toBe(first)
  })

  it.each<[string, () => unknown]>([
    ['could not be read', () => Promise.reject(new Error('sk_live_leak is not there'))],
    [
      'could not be read',
      () => {
        throw new Error('no')
      },
    ],
    ['is empty', async () => ' '],
    ['gave no text', async () => null],
    ['gave no text', async () => new Uint8Array(3)],
  ])('names a binding that %s (in-use 20)', async (what, answer) => {
    const read = createSecretReader()
    const environment = { CLERK_SECRET_KEY: toBinding(answer) }
    await expect(read(environment)).rejects.toMatchObject(refusal('CLERK_SECRET_KEY'))
    await expect(read(environment)).rejects.toThrow(what)
    expect(String(await Promise.resolve(read(environment)).catch((error: unknown) => error))).not.toContain('leak')
  })

  it('asks again after a failure', async () => {
    const read = createSecretReader()
    let isUp = false
    const environment = { CLERK_JWT_KEY: toBinding(async () => (isUp ? 'jwt' : '')) }
    await expect(read(environment)).rejects.toMatchObject(refusal('CLERK_JWT_KEY'))
    isUp = true
    expect(await read(environment)).toEqual({ CLERK_JWT_KEY: 'jwt' })
  })

  it('looks past a variable that may not be read', () => {
    const environment = {
      get CLERK_SECRET_KEY(): string {
        throw new Error('NotCapable')
      },
    }
    expect(createSecretReader()(environment)).toBe(environment)
  })
})
