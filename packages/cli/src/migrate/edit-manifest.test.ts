import { describe, expect, it } from 'vitest'
import { editManifest } from './edit-manifest.ts'

const edit = (text: string, remove: readonly string[] = []): string =>
  editManifest(text, { add: { '@postern/next': '^1.0.0' }, remove }).text

describe('editManifest', () => {
  it('puts a package where npm would, and keeps every other byte', () => {
    expect(edit('{\n\t"name":  "x",\n\t"dependencies": {\n\t\t"@clerk/nextjs": "7",\n\t\t"next": "16"\n\t}\n}\n')).toBe(
      '{\n\t"name":  "x",\n\t"dependencies": {\n\t\t"@clerk/nextjs": "7",\n\t\t"@postern/next": "^1.0.0",\n\t\t"next": "16"\n\t}\n}\n',
    )
  })

  it('puts it last where the list is in an order of its own', () => {
    expect(edit('{ "dependencies": { "next": "16", "a": "1" } }')).toBe(
      '{ "dependencies": { "next": "16", "a": "1", "@postern/next": "^1.0.0" } }',
    )
  })

  it('takes out what nothing names any more', () => {
    expect(edit('{ "dependencies": { "@hono/clerk-auth": "3", "hono": "4" } }', ['@hono/clerk-auth'])).toBe(
      '{ "dependencies": { "@postern/next": "^1.0.0", "hono": "4" } }',
    )
  })

  it.each([
    ['a package that is there, in any list', '{ "dependencies": {}, "devDependencies": { "@postern/next": "*" } }'],
    ['a manifest without dependencies', '{ "name": "x" }'],
    ['what is no JSON', '{ "dependencies": {'],
    ['what is no object', '[]'],
  ])('leaves %s', (_, text) => {
    expect(edit(text)).toBe(text)
  })

  it('fills an empty list', () => {
    expect(edit('{\n  "dependencies": {}\n}\n')).toBe('{\n  "dependencies": {\n    "@postern/next": "^1.0.0"\n  }\n}\n')
  })
})
