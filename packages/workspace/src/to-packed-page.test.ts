import { describe, expect, it } from 'vitest'
import { toPackedPage } from './to-packed-page.ts'

describe('toPackedPage', () => {
  it('leaves the front matter out, which is for the site', () => {
    expect(toPackedPage('---\ntitle: One\n---\n\n# One\n\n---\n')).toBe('# One\n\n---\n')
  })
  it('keeps links that work in the package, and of others the text', () => {
    const page = 'See [a](#a), [b](https://b.example/) and [`c`](c.md#d).'
    expect(toPackedPage(page)).toBe('See [a](#a), [b](https://b.example/) and `c`.')
  })
})
