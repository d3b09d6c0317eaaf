/** What applications import of the vendor's server packages: ours has it, or the migration guide says where it is. */
import * as vendorHono from '@clerk/hono'
import * as vendorNext from '@clerk/nextjs/server'
import * as hono from '@postern/hono'
import * as next from '@postern/next/server'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const guide = readFileSync(new URL('../../../../apps/docs/migrate-from-clerk.md', import.meta.url), 'utf8')
const start = guide.indexOf('## Exports, and where they are now')
const table = guide.slice(start, guide.indexOf('\n## ', start + 1))

describe('exports of the vendor', () => {
  it.each<[string, object, object]>([
    ['@clerk/nextjs/server', vendorNext, next],
    ['@clerk/hono', vendorHono, hono],
  ])('are ours, or the guide says where they are: %s (first-day 11)', (_, theirs, ours) => {
    const names = Object.keys(theirs).filter((name) => name !== 'default')
    expect(names).toContain('clerkMiddleware')
    expect(names.filter((name) => !table.includes(`\`${name}\``))).toEqual([])
    const elsewhere = ['buildClerkProps', 'clerkFrontendApiProxy', 'createFrontendApiProxyHandlers']
    expect(names.filter((name) => !(name in ours) && !elsewhere.includes(name))).toEqual([])
  })
})
