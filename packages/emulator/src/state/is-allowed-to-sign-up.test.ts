import { describe, expect, it } from 'vitest'
import { createStore } from './create-store.ts'
import { DEFAULT_CONFIG, updateConfig } from './instance-config.ts'
import { checkAllowedToSignUp, isAllowedToSignUp } from './is-allowed-to-sign-up.ts'
import type { AccessIdentifier, Restrictions } from './model.ts'

/** An instance with these restrictions, and these identifiers on its lists. */
const start = (
  restrictions: Partial<Restrictions>,
  lists: Partial<Record<AccessIdentifier['list'], string[]>> = {},
) => {
  const store = createStore()
  updateConfig({ store }, () => ({ restrictions: { ...DEFAULT_CONFIG.restrictions, ...restrictions } }))
  store.write((tx) => {
    for (const list of ['allow', 'block'] as const)
      for (const identifier of lists[list] ?? [])
        tx.put('accessIdentifiers', { id: identifier, list, identifier, createdAtMs: 0, updatedAtMs: 0 })
  })
  return { store }
}

const LISTS = { allow: ['Ada@example.com', '*@acme.test'], block: ['eve@acme.test'] }
const both = { allowlist: true, blocklist: true }

describe('isAllowedToSignUp', () => {
  it.each<readonly [string, Partial<Restrictions>, string, boolean]>([
    ['anybody while nothing is in force', {}, 'eve@acme.test', true],
    ['who is on the allow list, in any case of letters', both, 'ada@EXAMPLE.com', true],
    ['nobody else', both, 'alan@example.com', false],
    ['everybody of a domain that is on it', both, 'bob@acme.test', true],
    ['nobody of a domain below', both, 'bob@sub.acme.test', false],
    ['nobody who is on both lists', both, 'eve@acme.test', false],
    ['who is not on the block list', { blocklist: true }, 'alan@example.com', true],
    ['no address below another', { blockEmailSubaddresses: true }, 'a+b@example.com', false],
    ['the addresses of tests', { blockEmailSubaddresses: true }, 'a+clerk_test@example.com', true],
    ['no address that will be forgotten', { blockDisposableEmailDomains: true }, 'a@mailinator.com', false],
  ])('lets in %s', (_who, restrictions, address, isAllowed) => {
    expect(isAllowedToSignUp(start(restrictions, LISTS), address)).toBe(isAllowed)
  })

  it('reads addresses of Gmail without dots where it should', () => {
    const lists = { block: ['e.ve@gmail.com'] }
    const ask = (ignoreDotsForGmailAddresses: boolean) =>
      isAllowedToSignUp(start({ blocklist: true, ignoreDotsForGmailAddresses }, lists), 'ev.e@googlemail.com')
    expect([ask(false), ask(true)]).toEqual([true, false])
  })
})

describe('checkAllowedToSignUp', () => {
  it('names the field, as the script expects it', () => {
    expect(() => checkAllowedToSignUp(start({ allowlist: true }), 'a@example.com', 'email_address')).toThrow(
      expect.objectContaining({
        status: 403,
        code: 'not_allowed_access',
        meta: { param_name: 'email_address' },
      }) as Error,
    )
  })
})
