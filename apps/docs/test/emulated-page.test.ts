import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { toEmulatedPage } from '../src/to-emulated-page.ts'

const page = readFileSync(new URL('../emulated.md', import.meta.url), 'utf8')

describe('emulated.md', () => {
  it('is what the emulator answers; else run `pnpm --filter @postern/conformance run emulated`', async () => {
    expect(page).toBe(await toEmulatedPage())
  })

  it('says of methods, requests and endpoints alike how they are answered', () => {
    expect(page).toContain('| `users.getUser` | `GET /v1/users/:id` | served |')
    expect(page).toContain('| `POST /api_keys/:id/revoke` | served |')
    expect(page).toContain('| `/__emu/routes` | GET |')
    expect(page).toContain('| 501 |')
  })
})
