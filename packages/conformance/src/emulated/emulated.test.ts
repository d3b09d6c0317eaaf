/** The list of methods that the page shows, against a run of all of them. */
import { readFileSync } from 'node:fs'
import { createEmulator } from '@postern/emulator'
import { beforeAll, describe, expect, it } from 'vitest'
import { createVendorClient } from '../vendor/vendor-client.ts'
import { PARTLY } from './partly.ts'
import { calls, listMethods, probeMethods } from './probe-methods.ts'
import type { ProbedMethod } from './probed-method.ts'

/** How many methods must be served whole, at least. */
const LEAST = 120

const kept: unknown = JSON.parse(readFileSync(new URL('../../results/backend-methods.json', import.meta.url), 'utf8'))
const names = listMethods(createVendorClient(createEmulator()))
let probed: readonly ProbedMethod[]
beforeAll(async () => {
  probed = await probeMethods()
})

describe('probeMethods', () => {
  it('calls every method of the client, and no other', () => {
    expect(Object.keys(calls).toSorted()).toEqual(names.toSorted())
  })

  it('finds what the kept list says: else run `pnpm --filter @postern/conformance run emulated`', () => {
    expect(probed).toEqual(kept)
  })

  it('finds as many methods served whole as the emulator promises', () => {
    expect(probed.filter(({ answer }) => answer === 'served').length).toBeGreaterThanOrEqual(LEAST)
  })
})

describe('PARTLY', () => {
  it('speaks of methods that there are', () => {
    expect(Object.keys(PARTLY).filter((name) => !names.includes(name))).toEqual([])
  })
})
