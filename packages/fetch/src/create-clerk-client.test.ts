import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClerkClient } from './create-clerk-client.ts'

afterEach(() => vi.unstubAllEnvs())

describe('createClerkClient', () => {
  it('reads the environment when it is first used, and options go over it (W5)', async () => {
    const seen: string[] = []
    const fetch = async (input: unknown, init?: RequestInit): Promise<Response> => {
      seen.push(`${String(input)} ${new Headers(init?.headers).get('authorization')}`)
      return Response.json({ object: 'total_count', total_count: 4 })
    }
    const early = createClerkClient({}, { fetch })
    vi.stubEnv('CLERK_SECRET_KEY', 'sk_test_env')
    vi.stubEnv('CLERK_API_URL', 'http://127.0.0.1:4000')
    expect(await early.users.getCount()).toBe(4)
    await createClerkClient({ secretKey: 'sk_test_own', apiUrl: undefined }, { fetch }).users.getCount()
    expect(seen).toEqual([
      'http://127.0.0.1:4000/v1/users/count Bearer sk_test_env',
      'http://127.0.0.1:4000/v1/users/count Bearer sk_test_own',
    ])
  })
})
