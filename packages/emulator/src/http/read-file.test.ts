import { describe, expect, it } from 'vitest'
import { readFile } from './read-file.ts'

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1])
const PNG_URL = `data:image/png;base64,${btoa(String.fromCodePoint(...PNG))}`
const MIB = 1_048_576

const read = (body: BodyInit | null, type?: string) =>
  readFile({
    request: new Request('http://localhost/', {
      method: 'POST',
      body,
      ...(type !== undefined && { headers: { 'content-type': type } }),
    }),
  })
const toForm = (name: string, part: string | Blob) => {
  const form = new FormData()
  form.append(name, part)
  return form
}

describe('readFile', () => {
  it.each<[string, BodyInit, string | undefined]>([
    ['the field `file` of a form', toForm('file', new Blob([PNG], { type: 'text/html' })), undefined],
    ['the field `logo` of a form', toForm('logo', new Blob([PNG])), undefined],
    ['a data URL', PNG_URL, 'application/octet-stream'],
    ['bytes', PNG, 'image/png'],
  ])('takes %s, and says what it is by its bytes', async (_name, body, type) => {
    expect(await read(body, type)).toEqual({ type: 'image/png', bytes: PNG })
  })

  it.each<[string, BodyInit | null]>([
    ['no body', null],
    ['a form without the field', toForm('other', new Blob([PNG]))],
    ['a form whose field is a text', toForm('file', 'text')],
  ])('finds nothing in %s', async (_name, body) => {
    expect(await read(body)).toBeNull()
  })

  it.each([
    ['a page', '<script>alert(1)</script>', 422],
    ['a drawing that can hold a script', '<svg xmlns="http://www.w3.org/2000/svg"/>', 422],
    ['more than a MiB', 'a'.repeat(MIB + 1), 413],
  ])('refuses %s', async (_name, body, status) => {
    await expect(read(body, 'image/png')).rejects.toMatchObject({ status })
  })

  it('refuses a form that is broken', async () => {
    await expect(read('no form', 'multipart/form-data; boundary=x')).rejects.toMatchObject({ status: 400 })
  })
})
