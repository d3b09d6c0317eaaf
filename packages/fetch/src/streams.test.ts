import { beforeAll, describe, expect, it } from 'vitest'
import { APP, createProvider, toCookies, type Provider } from '../test/provider.ts'
import { countBytes, createLargeBody, createPausedBody, LARGE_BYTES, toUpload } from '../test/streams.ts'
import { withAuth } from './with-auth.ts'

let provider: Provider
let cookie: string
beforeAll(async () => {
  provider = await createProvider()
  cookie = toCookies(await provider.mint())
})

describe('withAuth, bodies', () => {
  it('passes 100 MiB to the handler and back as they come', async () => {
    const { stream, sent } = createLargeBody()
    const app = withAuth(
      async (request, { auth }) => {
        await auth.protect()
        expect(sent()).toBe(0)
        return new Response(request.body)
      },
      provider.options,
      provider.ports,
    )
    const response = await app(toUpload(`${APP}/upload`, stream, { cookie }))
    expect(sent()).toBeLessThan(1 << 20)
    expect(await countBytes(response.body)).toBe(LARGE_BYTES)
  })

  it('reads nothing of the body of a request that it refuses', async () => {
    const { stream, sent } = createLargeBody()
    const app = withAuth(
      async (request, { auth }) => {
        await auth.protect()
        return new Response(request.body)
      },
      provider.options,
      provider.ports,
    )
    expect((await app(toUpload(`${APP}/upload`, stream, {}))).status).toBe(404)
    expect(sent()).toBe(0)
  })

  it('sends a stream on while the handler still writes it', async () => {
    const { stream, resume } = createPausedBody()
    // Signed out, so that headers are added on the way.
    const app = withAuth(() => new Response(stream), provider.options, provider.ports)
    const response = await app(new Request(APP))
    const reader = response.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first')
    resume()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(' second')
  })

  it('reads forms, once and whole', async () => {
    const form = new FormData()
    form.set('name', 'Ada')
    form.set('file', new Blob(['content']), 'notes.txt')
    const app = withAuth(
      async (request, { auth }) => {
        await auth()
        const read = await request.formData()
        const file = read.get('file')
        return Response.json([read.get('name'), typeof file === 'string' ? file : await file?.text()])
      },
      provider.options,
      provider.ports,
    )
    const response = await app(new Request(APP, { method: 'POST', body: form, headers: { cookie } }))
    expect(await response.json()).toEqual(['Ada', 'content'])
  })
})
