import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packPermissions } from './pack-permissions.ts'

/** Written out from the protocol's words: bit j of bitmap i grants name j of feature i. */
function unpack({ features, names, bitmaps }: ReturnType<typeof packPermissions>): string[] {
  if (names === '') return []
  return bitmaps.split(',').flatMap((bitmap, feature) =>
    names
      .split(',')
      .filter((_name, bit) => (BigInt(bitmap) >> BigInt(bit)) % 2n === 1n)
      .map((name) => `org:${features[feature]}:${name}`),
  )
}

describe('packPermissions', () => {
  it('packs the sample of the protocol', () => {
    const permissions = ['org:impersonation:read', 'org:magic_links:create']
    expect(packPermissions(permissions, [])).toEqual({
      features: ['impersonation', 'magic_links'],
      names: 'read,create',
      bitmaps: '1,2',
    })
  })

  it('gives a feature without permissions a zero', () => {
    expect(packPermissions(['org:posts:read'], ['billing', 'posts'])).toEqual({
      features: ['billing', 'posts'],
      names: 'read',
      bitmaps: '0,1',
    })
  })

  it('leaves system permissions out', () => {
    expect(packPermissions(['org:sys_profile:manage'], ['posts'])).toEqual({
      features: ['posts'],
      names: '',
      bitmaps: '',
    })
  })

  it.each(['posts:read', 'org:posts', 'org:a:b:c', 'org::read', ''])('names "%s" as no permission', (key) => {
    expect(() => packPermissions([key], [])).toThrow('ERR_EMULATOR_PERMISSION_INVALID')
  })

  it('loses and adds nothing, also beyond 53 bits', () => {
    const word = fc.stringMatching(/^[a-rt-z][a-z0-9_]{0,6}$/)
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(word, word), { maxLength: 120 }), fc.array(word), (pairs, features) => {
        const permissions = [...new Set(pairs.map(([feature, name]) => `org:${feature}:${name}`))]
        expect(unpack(packPermissions(permissions, features)).toSorted()).toEqual(permissions.toSorted())
      }),
    )
  })
})
