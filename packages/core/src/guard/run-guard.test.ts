import { describe, expect, it } from 'vitest'
import { createAuth } from './create-auth.ts'
import type { AuthDecision } from '../decision/auth-decision.ts'
import { readPass, readStop } from './settle-refusal.ts'
import type { AuthHandle, ProtectOptions, ProtectParams, ProtectPredicate } from '../session/auth-handle.ts'
import type { Behind } from '../decision/auth-decision.ts'
import type { Guard } from './run-guard.ts'
import {
  asPass,
  devCookies,
  devOptions,
  liveCookies,
  liveOptions,
  silentWorld,
  toNavigation,
  toRequest,
} from '../../test/fakes.ts'

const core = createAuth(liveOptions, silentWorld().ports)
const decide = <T>(request: Request, guard: Guard<T>): Promise<AuthDecision<T | undefined>> =>
  core.decide(request, guard)
const script = (): Request => toRequest('/dashboard')
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1))

/** A guard that swallows whatever comes of the work, and lets the request on. */
function swallowing(work: Guard<unknown>): Guard<unknown> {
  return async (...args) => {
    try {
      await work(...args)
    } catch {
      // As if nothing had happened.
    }
  }
}
const answerNull = (): null => null
const rethrow = (): never => {
  throw new Error('mine')
}
/** What compilers make of `await` for engines that do not have it: handlers like a person's, whose result nobody looks at. */
const awaiter = (work: Promise<unknown>): Promise<unknown> =>
  new Promise((resolve, reject) => {
    void work.then(resolveLater(resolve), resolveLater(reject))
  })
const resolveLater = (settle: (value: unknown) => void) => (value: unknown) => settle(value)

describe('runGuard', () => {
  it('passes what the guard returns', async () => {
    expect(asPass(await decide(script(), () => 'anything')).guarded).toBe('anything')
  })

  it('refuses when protect() throws', async () => {
    const guard: Guard<string> = async (auth) => {
      await auth.protect()
      return 'secret'
    }
    expect(await decide(script(), guard)).toMatchObject({ kind: 'deny', status: 404 })
    expect(await decide(toNavigation('/dashboard'), guard)).toMatchObject({ kind: 'redirect', status: 307 })
  })

  it.each([
    ['/in?x=1', 'https://app.example.com/in?x=1'],
    ['https://other.example/in', 'https://other.example/in'],
  ])('sends those who are not signed in to %s', async (unauthenticatedUrl, href) => {
    const decision = await decide(script(), (auth) => auth.protect({ unauthenticatedUrl }))
    expect(decision).toMatchObject({ kind: 'redirect', location: { href } })
  })

  describe('the mark of a redirect', () => {
    const development = createAuth(devOptions, silentWorld().ports)
    const away = 'https://www.example.com/away'
    it.each<[string, boolean, Guard<unknown>, string]>([
      ['unauthenticatedUrl', false, (auth) => auth.protect({ unauthenticatedUrl: away }), away],
      [
        'unauthenticatedUrl, a path',
        false,
        (auth) => auth.protect({ unauthenticatedUrl: '/away' }),
        'https://app.example.com/away',
      ],
      ['unauthorizedUrl', true, (auth) => auth.protect({ role: 'org:no', unauthorizedUrl: away }), away],
      ['unauthorizedUrl of a predicate', true, (auth) => auth.protect(() => false, { unauthorizedUrl: away }), away],
    ])(
      'stands where protect() sends somebody to %s, without the development browser (B6)',
      async (_, isSignedIn, guard, href) => {
        const cookies = isSignedIn ? await devCookies() : { __clerk_db_jwt: 'db_1' }
        const decision = await development.decide(toRequest('/dashboard', { cookies }), guard)
        expect(decision).toMatchObject({ kind: 'redirect', location: { href } })
        expect(decision.responseHeaders).toContainEqual(['x-clerk-redirect-to', 'true'])
      },
    )

    it('does not stand where the framework sends somebody, nor on a handshake (B6)', async () => {
      const pass = asPass(await decide(script(), () => 'anything'))
      const redirect = pass.redirect(new URL(away), 307)
      const trip = await development.decide(toNavigation('/dashboard'), () => 'anything')
      expect(trip.kind).toBe('redirect')
      for (const { responseHeaders } of [redirect, trip]) {
        expect(responseHeaders.map(([name]) => name)).not.toContain('x-clerk-redirect-to')
      }
    })
  })

  it.each(['http://[', 'javascript:alert(1)', 'data:text/html,x'])('sends nobody to %s', async (url) => {
    const asked = decide(script(), (auth) => auth.protect({ unauthenticatedUrl: url }))
    await expect(asked).rejects.toThrow('ERR_AUTH_OPTION_INVALID')
  })

  it.each<[string, Guard<unknown>]>([
    ['returns at once', (auth) => void auth.protect()],
    ['returns a value at once', (auth) => (void auth.protect(), 'secret')],
    [
      'waits for something else and returns a value',
      async (auth) => {
        void auth.protect()
        await tick()
        return 'secret'
      },
    ],
    [
      'waits for something else and returns nothing',
      async (auth) => {
        void auth.protect()
        await tick()
      },
    ],
    ['only listens for success', (auth) => (void auth.protect().then(() => 'never'), 'secret')],
    [
      'asks for a predicate that is slow',
      async (auth) => {
        void auth.protect(async () => {
          await tick()
          return false
        })
        return 'secret'
      },
    ],
    [
      'only listens for success, waits for something else and returns a value',
      async (auth) => {
        void auth.protect().then(() => 'never')
        await tick()
        return 'secret'
      },
    ],
    [
      'cleans up after it, waits for something else and returns a value',
      async (auth) => {
        void auth.protect().finally(() => {})
        await tick()
        return 'secret'
      },
    ],
  ])('refuses when protect() is not awaited and the guard %s', async (_, guard) => {
    const decision = await decide(script(), guard)
    expect(decision).toMatchObject({ kind: 'deny', status: 404 })
    expect(decision.trace).toContain('protect-not-awaited')
  })

  it('passes when a protect() that nobody awaits has nothing to refuse', async () => {
    const cookies = await liveCookies()
    const decision = await decide(toRequest('/dashboard', { cookies }), (auth) => (void auth.protect(), 'secret'))
    expect(asPass(decision).guarded).toBe('secret')
  })

  it('gives out a promise like any other', async () => {
    const cookies = await liveCookies()
    const decision = await decide(toRequest('/dashboard', { cookies }), async (auth) => {
      const work = auth.protect()
      expect(work).toBeInstanceOf(Promise)
      const [first, second] = await Promise.all([work, auth.protect()])
      return [first.userId, second.userId, await work.then((found) => found.userId)]
    })
    expect(asPass(decision).guarded).toEqual(['user_1', 'user_1', 'user_1'])
  })

  it('answers with the refusal that was asked for first, whether a predicate or a table gave it', async () => {
    const cookies = await liveCookies()
    const order: readonly [Guard<unknown>, number][] = [
      [(auth) => Promise.all([auth.protect(() => false), auth.protect({ token: 'api_key' })]), 404],
      [(auth) => Promise.all([auth.protect({ token: 'api_key' }), auth.protect(() => false)]), 401],
    ]
    for (const [both, status] of order) {
      expect(await decide(toRequest('/dashboard', { cookies }), both)).toMatchObject({ kind: 'deny', status })
      const swallowed = await decide(toRequest('/dashboard', { cookies }), swallowing(both))
      expect(swallowed).toMatchObject({ status })
      // Each of them is decided and refused in one go, so that a log says what a refusal asked.
      expect(swallowed.trace.filter((row) => row === 'refusal-stands')).toHaveLength(2)
      expect(
        swallowed.trace.lastIndexOf('condition-not-met') < swallowed.trace.lastIndexOf('machine-not-verified'),
      ).toBe(status === 404)
    }
  })

  it.each<[string, (ProtectParams & ProtectOptions) | ProtectPredicate]>([
    ['a predicate', () => false],
    ['a role', { role: 'org:owner' }],
    ['a kind of token', { token: 'api_key' }],
  ])('leaves the answer to a guard that hears the refusal of %s two turns later', async (_, asked) => {
    const request = toRequest('/dashboard', { cookies: await liveCookies() })
    const guard: Guard<string> = async (auth) => {
      void auth.protect(asked).catch(() => null)
      await Promise.resolve()
      await Promise.resolve()
      return 'my own answer'
    }
    expect(asPass(await decide(request, guard)).guarded).toBe('my own answer')
  })

  it('refuses when the guard swallows the refusal and goes on', async () => {
    const decision = await decide(script(), async (auth) => {
      try {
        await auth.protect()
      } catch {
        // As if nothing had happened.
      }
    })
    expect(decision).toMatchObject({ kind: 'deny', status: 404 })
    expect(decision.trace).toContain('protect-swallowed')
  })

  it('leaves the answer to a guard that catches the refusal and answers itself', async () => {
    const decision = await decide(script(), async (auth) => {
      try {
        await auth.protect()
      } catch {
        return 'my own refusal'
      }
      return 'secret'
    })
    expect(asPass(decision).guarded).toBe('my own refusal')
  })

  it.each<[string, Guard<unknown>]>([
    ['catch()', async (auth) => void (await auth.protect().catch(() => null))],
    ['catch() with a handler that waits', async (auth) => void (await auth.protect().catch(async () => tick()))],
    ['the second argument of then()', async (auth) => void (await auth.protect().then(Boolean, () => false))],
    [
      'catch() behind then()',
      async (auth) =>
        void (await auth
          .protect()
          .then(Boolean)
          .catch(() => false)),
    ],
    [
      'catch() behind finally()',
      async (auth) =>
        void (await auth
          .protect()
          .finally(() => {})
          .catch(() => false)),
    ],
    ['catch() whose answer is returned', (auth) => auth.protect().catch(() => undefined)],
    ['catch() among others', async (auth) => void (await Promise.all([auth.protect().catch(() => null), tick()]))],
    ['catch(), then awaited once more', swallowing((auth) => auth.protect().catch(() => null))],
  ])('lets the request on when the question is asked by %s (W3)', async (_, guard) => {
    expect(asPass(await decide(script(), guard)).trace).not.toContain('protect-swallowed')
  })

  it.each<[string, Guard<unknown>]>([
    ['await', swallowing((auth) => auth.protect())],
    ['await of finally()', swallowing((auth) => auth.protect().finally(() => {}))],
    ['await of a handler for success', swallowing((auth) => auth.protect().then(() => 'never'))],
    [
      'a handler that throws it again',
      swallowing((auth) => auth.protect().catch((error: unknown) => Promise.reject(error))),
    ],
    ['a handler that throws another error', swallowing((auth) => auth.protect().catch(rethrow))],
    [
      'a handler that nobody listens to',
      swallowing(async (auth) => {
        const work = auth.protect()
        void work.catch(() => {})
        await work
      }),
    ],
    ['a bound handler', async (auth) => void (await auth.protect().catch(answerNull.bind(null)))],
    ['await as older engines know it', swallowing((auth) => awaiter(auth.protect()))],
    ['redirectToSignIn() in a try', swallowing(async (auth) => (await auth()).redirectToSignIn())],
  ])('refuses when the refusal is swallowed by %s (W3)', async (_, guard) => {
    const decision = await decide(script(), guard)
    expect([decision.kind === 'pass', decision.trace.includes('protect-swallowed')]).toEqual([false, true])
  })

  /** Ends later than the refusal, and sooner than the guard. */
  const late = async (answer: string): Promise<string> => (await tick(), answer)
  it.each<[string, Guard<unknown>]>([
    ['Promise.race() that it loses', async (auth) => Promise.race([Promise.resolve(), auth.protect()]).then(tick)],
    [
      'Promise.race() over a handler for success',
      async (auth) => Promise.race([Promise.resolve(), auth.protect().then(Boolean)]),
    ],
    ['Promise.any()', async (auth) => Promise.any([auth.protect(), tick()])],
    ['Promise.any() of two refusals', (auth) => Promise.any([auth.protect(), auth.protect(), tick()])],
    [
      'a race by hand',
      (auth) =>
        new Promise((resolve, reject) => {
          resolve(null)
          void auth.protect().then(resolve, reject)
        }),
    ],
  ])('refuses when the refusal gets lost in %s, whatever the guard answers (L5)', async (_, race) => {
    const answers: Guard<unknown>[] = [
      async (...args) => (await race(...args), undefined),
      async (...args) => (await race(...args), 'secret'),
      async (...args) => (await race(...args), late('secret')),
    ]
    for (const guard of answers) {
      const decision = await decide(script(), guard)
      expect(decision).toMatchObject({ kind: 'deny', status: 404 })
      expect(decision.trace).toContain('protect-not-awaited')
    }
  })

  describe('Promise.allSettled() (L5)', () => {
    it('refuses where the guard lets the request on', async () => {
      const decision = await decide(script(), async (auth) => void (await Promise.allSettled([auth.protect(), tick()])))
      expect(decision).toMatchObject({ kind: 'deny', status: 404 })
      expect(decision.trace).toContain('protect-swallowed')
    })

    it('leaves the answer to a guard that reads what it was handed', async () => {
      const decision = await decide(script(), async (auth) => {
        const [found] = await Promise.allSettled([auth.protect(), tick()])
        return found.status === 'rejected' ? 'my own refusal' : 'secret'
      })
      expect(asPass(decision).guarded).toBe('my own refusal')
    })
  })

  describe('stacks that the application has made its own (L5)', () => {
    const callSites = (_: Error, sites: readonly object[]): unknown => sites
    const failing = (): never => {
      throw new Error('no stack')
    }
    it.each<[string, string, unknown]>([
      ['no frames', 'stackTraceLimit', 0],
      ['call sites', 'prepareStackTrace', callSites],
      ['an exception', 'prepareStackTrace', failing],
    ])('make Promise.all() and allSettled() no race, and stay as they were: %s', async (_, name, own) => {
      const before = Object.getOwnPropertyDescriptor(Error, name)
      const seen: unknown[] = []
      const guard: Guard<unknown> = async (auth) => {
        const work = Promise.all([auth.protect(), tick()]).catch(() => 'caught')
        const settled = Promise.allSettled([auth.protect()])
        seen.push(Reflect.get(Error, name))
        return [await work, (await settled)[0].status]
      }
      Reflect.set(Error, name, own)
      const decision = await decide(script(), guard).finally(() => {
        Reflect.deleteProperty(Error, name)
        if (before !== undefined) Object.defineProperty(Error, name, before)
      })
      expect(seen).toEqual([own])
      expect(asPass(decision).guarded).toEqual(['caught', 'rejected'])
    })
  })

  const never = new Promise<never>(() => {})
  const failOwn = (): Promise<never> => Promise.reject(new RangeError('mine'))
  it('reports no error of the application that a race dropped behind an allowance (L5)', async () => {
    const request = toRequest('/dashboard', { cookies: await liveCookies() })
    const decision = await decide(request, async (auth) => {
      const yes = async (): Promise<boolean> => (await tick(), true)
      const lost = await Promise.allSettled([auth.protect(yes).then(failOwn)])
      const other = await Promise.any([auth.protect(yes).then(failOwn), auth.protect().then(failOwn), late('other')])
      // oxlint-disable-next-line typescript/no-misused-promises -- that is the case
      const third = await Promise.race([auth.protect(yes).finally(failOwn), Promise.resolve('third')])
      return [lost[0].status, other, third]
    })
    expect(asPass(decision).guarded).toEqual(['rejected', 'other', 'third'])
  })

  it('reports none behind an answer either (L5, W3)', async () => {
    const decision = await decide(script(), async (auth) => {
      const nobody = auth.protect().catch(() => null)
      return Promise.any([nobody.then(failOwn), late('other')])
    })
    expect(asPass(decision).guarded).toBe('other')
  })

  it.each<[string, Guard<unknown>]>([
    ['then()', (auth) => Promise.race([auth.protect(async () => true).then(() => never), tick()])],
    // oxlint-disable-next-line typescript/no-misused-promises -- that is the case
    ['finally()', (auth) => Promise.race([auth.protect(async () => true).finally(() => never), tick()])],
    ['an allowance known at once', (auth) => Promise.race([auth.protect().then(() => never), tick()])],
  ])('waits for nothing that a race left behind %s (L5)', async (_, race) => {
    const request = toRequest('/dashboard', { cookies: await liveCookies() })
    const decision = await decide(request, async (...args) => (await race(...args), 'page'))
    expect(asPass(decision).guarded).toBe('page')
  })

  it('refuses when a race is over before a slow predicate says no (L5)', async () => {
    const request = toRequest('/dashboard', { cookies: await liveCookies() })
    const decision = await decide(request, async (auth) => {
      const no = async (): Promise<boolean> => (await tick(), false)
      await Promise.race([auth.protect(no).then(() => never), Promise.resolve()])
      return 'secret'
    })
    expect(decision).toMatchObject({ kind: 'deny', status: 404 })
  })

  it('watches no promise of somebody whom the session alone allows (L5)', async () => {
    const request = toRequest('/dashboard', { cookies: await liveCookies() })
    const decision = await decide(request, (auth) =>
      [auth.protect(), auth.protect(() => true)].map(
        (work) => Object.getPrototypeOf(work) === Promise.prototype && work.constructor === Promise,
      ),
    )
    expect(asPass(decision).guarded).toEqual([true, false])
    expect(decision.trace.slice(-4, -2)).toEqual(decision.trace.slice(-2))
  })

  it('takes a constructor that is read by hand for an await, which it cannot tell from one (L5)', async () => {
    const decision = await decide(script(), async (auth) => {
      void auth.protect().constructor
      return late('secret')
    })
    expect(asPass(decision).guarded).toBe('secret')
  })

  it('loses no exception of a predicate in a race (L5)', async () => {
    const cookies = await liveCookies()
    const asked = decide(toRequest('/dashboard', { cookies }), async (auth) => {
      await Promise.race([auth.protect(() => Promise.reject(new RangeError('mine'))), Promise.resolve()])
      return late('secret')
    })
    await expect(asked).rejects.toThrow(RangeError)
  })

  it.each<[string, Guard<unknown>]>([
    ['a race that it wins', (auth) => Promise.race([auth.protect(), new Promise(() => {})])],
    ['Promise.all()', (auth) => Promise.all([auth.protect(), tick()])],
    ['Promise.all() of two', (auth) => Promise.all([auth.protect(), auth.protect()])],
    [
      'an await besides the race',
      async (auth) => {
        const work = auth.protect()
        await Promise.race([work, Promise.resolve()])
        await work
      },
    ],
    ['a function that awaits it', async (auth) => (async () => auth.protect())()],
    ['Promise.resolve()', (auth) => Promise.resolve(auth.protect())],
    ['await of finally()', (auth) => auth.protect().finally(() => {})],
    ['await as older engines know it', (auth) => awaiter(auth.protect())],
  ])('stops what comes behind %s (L5)', async (_, work) => {
    const decision = await decide(script(), async (...args) => (await work(...args), 'secret'))
    expect(decision).toMatchObject({ kind: 'deny', status: 404 })
  })

  it.each<[string, Guard<unknown>]>([
    ['Promise.all()', (auth) => Promise.all([auth.protect(), tick()])],
    [
      'an await besides the race',
      async (auth) => {
        const work = auth.protect()
        await Promise.race([work, Promise.resolve()])
        await work
      },
    ],
    ['a function that awaits it', async (auth) => (async () => auth.protect())()],
    ['await of finally()', (auth) => auth.protect().finally(() => {})],
  ])('leaves the answer to a guard that catches the refusal of %s (L5)', async (_, work) => {
    const decision = await decide(script(), async (...args) => {
      try {
        await work(...args)
      } catch {
        return 'my own refusal'
      }
      return 'secret'
    })
    expect(asPass(decision).guarded).toBe('my own refusal')
  })

  it('lets those through whom nothing speaks against, by every kind of race (L5)', async () => {
    const request = toRequest('/dashboard', { cookies: await liveCookies() })
    const decision = await decide(request, async (auth) => {
      const never = new Promise<never>(() => {})
      const first = await Promise.race([auth.protect(), never])
      const second = await Promise.any([auth.protect({ token: 'session_token' }), never])
      const [third] = await Promise.allSettled([auth.protect()])
      return [first.userId, second.userId, third.status]
    })
    expect(asPass(decision).guarded).toEqual(['user_1', 'user_1', 'fulfilled'])
  })

  it('asks a question where a handler of its own stands before the race (L5, W3)', async () => {
    const decision = await decide(script(), async (auth) =>
      Promise.race([auth.protect().catch(() => 'nobody'), new Promise(() => {})]),
    )
    expect(asPass(decision).guarded).toBe('nobody')
  })

  it('lets nobody on whose predicate throws nothing at all (W3)', async () => {
    const cookies = await liveCookies()
    // oxlint-disable-next-line prefer-promise-reject-errors -- that is the case
    const guard = swallowing((auth) => auth.protect(() => Promise.reject(undefined)))
    await expect(decide(toRequest('/dashboard', { cookies }), guard)).rejects.toBeUndefined()
  })

  it('takes no answer for a question that met an exception instead of a refusal (W3)', async () => {
    const cookies = await liveCookies()
    const asked = decide(toRequest('/dashboard', { cookies }), async (auth) => {
      await auth.protect(() => Promise.reject(new RangeError('mine'))).catch(() => null)
    })
    await expect(asked).rejects.toThrow(RangeError)
  })

  it('refuses when the refusal is swallowed and what is returned lets the request on (in-use 5)', async () => {
    const guard: Guard<string> = async (auth) => {
      try {
        await auth.protect()
      } catch {
        // As if nothing had happened.
      }
      return 'rewrite'
    }
    const terms = { letsOn: (answer: string) => answer === 'rewrite' }
    const refused = await core.decide(script(), guard, terms)
    expect(refused).toMatchObject({ kind: 'deny', status: 404 })
    expect(refused.trace).toContain('protect-swallowed')
    const asked: Guard<string> = async (auth) =>
      auth.protect().then(
        () => 'rewrite',
        () => 'rewrite',
      )
    expect(asPass(await core.decide(script(), asked, terms)).guarded).toBe('rewrite')
  })

  it('shows the adapter the error that stops the guard (W4)', async () => {
    const seen: unknown[] = []
    const guard: Guard<unknown> = async (auth) => {
      try {
        await auth.protect()
      } catch (error) {
        if (error instanceof Error && 'digest' in error) throw error
        return 'my own refusal'
      }
      return 'secret'
    }
    const decision = await core.decide(script(), guard, {
      markStop: (stop, { kind }) => void seen.push(Object.assign(stop, { digest: kind }).digest),
    })
    expect([decision.kind, seen]).toEqual(['deny', ['deny']])
  })

  it('propagates what the guard throws', async () => {
    await expect(decide(script(), () => Promise.reject(new RangeError('mine')))).rejects.toThrow(RangeError)
    await expect(
      decide(script(), () => {
        throw new RangeError('mine')
      }),
    ).rejects.toThrow(RangeError)
  })

  it.each<[string, (work: Promise<unknown>) => unknown]>([
    ['awaited', (work) => work],
    ['not awaited', () => 'secret'],
    ['asked as a question', (work) => work.catch(() => {})],
  ])('propagates what a predicate throws when protect() is %s', async (_, then) => {
    const cookies = await liveCookies()
    const decision = decide(toRequest('/dashboard', { cookies }), async (auth) => {
      const work = auth.protect(() => {
        throw new RangeError('mine')
      })
      return then(work)
    })
    await expect(decision).rejects.toThrow(RangeError)
  })

  it('refuses when one of several is not awaited', async () => {
    const cookies = await liveCookies()
    const decision = await decide(toRequest('/dashboard', { cookies }), async (auth) => {
      void auth.protect({ role: 'org:admin' })
      await auth.protect()
      return 'secret'
    })
    expect(decision).toMatchObject({ kind: 'deny', status: 404 })
  })

  it('keeps the first refusal when redirectToSignIn() follows it', async () => {
    const decision = await decide(script(), async (auth) => {
      await auth.protect().catch(() => {})
      const { redirectToSignIn } = await auth()
      return redirectToSignIn()
    })
    expect(decision.kind).not.toBe('pass')
  })

  it('answers 400 for a URL with more than one reading', async () => {
    const decision = await decide(script(), () => {
      throw Object.assign(new Error('two readings'), { code: 'ERR_AUTH_URL_AMBIGUOUS' })
    })
    expect(decision).toMatchObject({ kind: 'deny', status: 400, reason: 'url-ambiguous' })
  })
})

describe.each(['a guard', 'no guard'])('Behind, of a pass that %s was asked about', (who) => {
  /** A framework that has an error of its own for each refusal. */
  const behindOf = async (request: Request, change: Partial<Behind> = {}): Promise<[AuthHandle, string[]]> => {
    const calls: string[] = []
    const pass = who === 'a guard' ? await core.decide(request, () => {}) : core.decideNow(request)
    if (pass?.kind !== 'pass') throw new Error('The request was not let through.')
    const handle = pass.toBehind({
      onAsk: () => void calls.push('asked'),
      toError: ({ kind }) => new Error(`now ${kind}`),
      toProtectError: async ({ kind }) => new Error(`later ${kind}`),
      track: (work) => (calls.push('track'), work),
      ...change,
    })
    return [handle, calls]
  }

  it("stops code with the framework's own errors, when the guard is over", async () => {
    const [handle, calls] = await behindOf(script())
    await expect(handle.protect()).rejects.toThrow('later deny')
    const found = await handle()
    expect(() => found.redirectToSignIn()).toThrow('now redirect')
    expect(calls).toEqual(['asked', 'track', 'asked'])
  })

  it('lets on as a pass, which no framework has to know, what it cannot judge', async () => {
    const headers = { origin: 'https://other.example', 'access-control-request-method': 'POST' }
    const preflight = toRequest('/dashboard', { method: 'OPTIONS', headers })
    const [policy] = await behindOf(preflight, { isInFront: true })
    const error: unknown = await policy.protect().catch((caught: unknown) => caught)
    expect(readPass(error)?.isPreflight).toBe(true)
    const [route] = await behindOf(preflight)
    await expect(route.protect()).rejects.toThrow('later deny')
  })
})

describe('readStop', () => {
  it('gives the decision that protect() threw, and null for anything else', async () => {
    let caught: unknown = null
    await decide(script(), async (auth) => auth.protect().catch((error: unknown) => void (caught = error)))
    expect(readStop(caught)).toMatchObject({ kind: 'deny', status: 404 })
    expect(readStop(new Error('other'))).toBeNull()
    expect(readStop(null)).toBeNull()
  })
})
