import { describe, expect, it } from 'vitest'
import { Later } from '../foundation/soon.ts'
import type { AuthHandle } from '../session/auth-handle.ts'
import type { AuthObject } from '../session/auth-object.ts'
import { visitors } from '../../test/visitors.ts'
import { createAuthHandle, type HandlePort, type Subject } from './create-auth-handle.ts'

/** What a refusal becomes: the error carries where it was made. */
class Stopped extends Error {}

interface World {
  readonly handle: AuthHandle
  /** Everything that was asked, in order. */
  readonly calls: string[]
}

/** A place where somebody is, or is found out later, and a framework that stops code with `Stopped`. */
function createWorld(who: AuthObject, change: Partial<HandlePort<string>> = {}, isLater = false): World {
  const calls: string[] = []
  const subject: Subject<string> = {
    read: () => (isLater ? new Later(async () => (calls.push('begun'), who)) : who),
    decide: (_requirement, found, holds) => {
      calls.push('decide')
      return found.isAuthenticated && holds ? { kind: 'allow', auth: found } : { kind: 'refuse', refusal: 'refused' }
    },
    toRedirect: (page, isPending, returnBackUrl) => `${page} ${isPending} ${String(returnBackUrl)}`,
  }
  const port: HandlePort<string> = {
    find: (caller) => (calls.push(caller), subject),
    peek: () => subject,
    toError: (refusal) => new Stopped(`now: ${refusal}`),
    toProtectError: async (refusal) => new Stopped(`later: ${refusal}`),
    isThrown: false,
    track: (work) => (calls.push('track'), work),
    ...change,
  }
  return { handle: createAuthHandle(port), calls }
}

describe('createAuthHandle', () => {
  it('lets on at once, and gives nobody a promise to watch', async () => {
    const { handle, calls } = createWorld(visitors.member)
    expect(await handle.protect()).toBe(visitors.member)
    expect(calls).toEqual(['decide'])
  })

  it('decides once, and rejects with what the framework makes of the refusal, also later', async () => {
    const { handle, calls } = createWorld(visitors.nobody)
    await expect(handle.protect()).rejects.toThrow('later: refused')
    expect(calls).toEqual(['track', 'decide'])
  })

  it('throws at once what is known, where the port says so', () => {
    const { handle, calls } = createWorld(visitors.nobody, { isThrown: true })
    expect(() => handle.protect()).toThrow('now: refused')
    expect(calls).toEqual(['decide'])
  })

  it.each([true, false])('begins nothing before it has to wait (isThrown: %s)', async (isThrown) => {
    const { handle, calls } = createWorld(visitors.nobody, { isThrown }, true)
    await expect(handle.protect()).rejects.toThrow('later: refused')
    expect(calls.filter((call) => call === 'begun')).toHaveLength(1)
    expect(calls).toEqual(expect.arrayContaining(['auth.protect()', 'begun', 'decide']))
  })

  it('waits for a request that was not found before', async () => {
    const { handle, calls } = createWorld(visitors.member, { peek: () => null })
    expect(await handle.protect()).toBe(visitors.member)
    expect(calls).toEqual(['auth.protect()', 'track', 'decide'])
  })

  it('asks a predicate once, and never about nobody', async () => {
    let asked = 0
    const predicate = (): boolean => (asked++, true)
    await createWorld(visitors.member).handle.protect(predicate)
    expect(asked).toBe(1)
    await expect(createWorld(visitors.nobody).handle.protect(predicate)).rejects.toThrow('refused')
    expect(asked).toBe(1)
  })

  it('rejects, or throws, with what the arguments throw when they are read', async () => {
    const params = {
      get role(): string {
        throw new Error('a getter')
      },
    }
    await expect(createWorld(visitors.member).handle.protect(params)).rejects.toThrow('a getter')
    expect(() => createWorld(visitors.member, { isThrown: true }).handle.protect(params)).toThrow('a getter')
  })

  it('gives a session its redirects, which say whose page they are for', async () => {
    const { handle } = createWorld(visitors['pending, hidden'])
    const found = await handle()
    expect(() => found.redirectToSignIn()).toThrow('now: sign-in true undefined')
    expect(() => found.redirectToSignUp({ returnBackUrl: null })).toThrow('now: sign-up true null')
    const { handle: machine } = createWorld(visitors['api key'])
    expect(await machine({ acceptsToken: 'api_key' })).not.toHaveProperty('redirectToSignIn')
  })

  it('reads no lazy field of whoever is here', async () => {
    let reads = 0
    const lazy: AuthObject = Object.defineProperty({ ...visitors.member }, 'sessionClaims', {
      enumerable: true,
      get: () => (reads++, { sub: 'user_1' }),
    })
    const found = await createWorld(lazy).handle()
    expect(reads).toBe(0)
    expect(found.sessionClaims?.sub).toBe('user_1')
    expect(reads).toBe(1)
  })
})
