import { describe, expect, it } from 'vitest'
import { asPass, liveOptions, silentWorld, toRequest } from '../../test/fakes.ts'
import { createAuth } from './create-auth.ts'
import { toAwaitedOnly } from './create-promise-watch.ts'

const core = createAuth(liveOptions, silentWorld().ports)
const read = (value: unknown, name: string): unknown => Reflect.get(Object(value), name)

describe('toAwaitedOnly', () => {
  it.each(['protect', 'userId', 'has', 'orgRole', 'sessionClaims', 'redirectToSignIn', 'getToken'])(
    'names await where %s is read on the promise of auth() (policies, version 5)',
    async (name) => {
      const guard = core.decide(toRequest('/dashboard'), (auth) => read(auth(), name))
      await expect(guard).rejects.toThrow(/ERR_AUTH_NOT_AWAITED: auth\(\)\.\w+ was read without await/)
    },
  )

  it('says how protect is written now (policies, version 5)', () => {
    expect(() => read(toAwaitedOnly(Promise.resolve({})), 'protect')).toThrow('await auth.protect()')
  })

  it('lets nobody through who compared a missing field with null (policies, version 5)', async () => {
    const guard = core.decide(toRequest('/dashboard'), (auth) => (read(auth(), 'userId') === null ? 'refused' : 'open'))
    await expect(guard).rejects.toThrow('ERR_AUTH_NOT_AWAITED')
  })

  it('leaves awaiting, chaining and printing as they are', async () => {
    const { guarded } = asPass(
      await core.decide(toRequest('/dashboard'), async (auth) => [
        (await auth()).isAuthenticated,
        await auth().then(({ userId }) => userId),
        await auth()
          .finally(() => {})
          .then(({ tokenType }) => tokenType),
        auth() instanceof Promise,
        Object.keys(auth()),
      ]),
    )
    expect(guarded).toEqual([false, null, 'session_token', true, []])
  })
})
