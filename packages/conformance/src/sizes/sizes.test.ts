import { describe, expect, it } from 'vitest'
import budgets from './size-budgets.json' with { type: 'json' }
import { bundleSample, type BundledSample } from './bundle-sample.ts'
import { SAMPLE_NAMES, SAMPLES, type SampleName } from './samples.ts'

/** They read and write what the vendor encrypts, so they need what Web Crypto has not. */
const isOfServer = (name: SampleName): boolean => name.startsWith('next:') || name.startsWith('core/handover')

const bundles = new Map(
  await Promise.all(SAMPLE_NAMES.map(async (name) => [name, await bundleSample(SAMPLES[name])] as const)),
)
const find = (name: SampleName): BundledSample => bundles.get(name) ?? expect.fail()

describe('SAMPLES', () => {
  it('have a budget each, and no budget stands for nothing', () => {
    expect(Object.keys(budgets)).toEqual(SAMPLE_NAMES)
  })

  it.each(SAMPLE_NAMES)('cost no more KiB than size-budgets.json allows: %s', (name) => {
    const { kib } = find(name)
    expect(kib).toBeLessThanOrEqual(budgets[name])
  })

  it.each(SAMPLE_NAMES)('hold no polyfill of URLPattern: %s', (name) => {
    const { files } = find(name)
    expect(files.filter((file) => file.includes('urlpattern-polyfill'))).toEqual([])
  })

  it.each(SAMPLE_NAMES.filter((name) => !isOfServer(name)))('hold no cryptography but the platform’s: %s', (name) => {
    const { files } = find(name)
    expect(files.filter((file) => file.includes('@noble/'))).toEqual([])
  })

  it.each(['next: the middleware with a matcher', 'core/handover: sealing alone'] as const)(
    'hold no cipher but the platform’s where nothing is opened: %s',
    (name) => {
      const { files } = find(name)
      expect(files.filter((file) => file.includes('@noble/ciphers'))).toEqual([])
    },
  )
})
