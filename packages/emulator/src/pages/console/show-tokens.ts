/** API keys and tokens that machines carry; those that are good can be revoked. */
import type { Instance } from '../../instance.ts'
import type { ApiKey, M2MToken, OAuthToken } from '../../state/model.ts'
import { toTokenStatus } from '../../state/to-token-status.ts'
import { type Fragment, html, type Html } from '../html.ts'
import { showText } from '../show-text.ts'
import type { ConsolePage } from './console-page.ts'
import { showButton, showCard, showCopyable, showEnd, showTable } from './parts.ts'

/** Of a kind on the page; `/__emu/state` has all of them. */
const MAX_RECORDS = 50

export function showTokens(page: ConsolePage): readonly Html[] {
  const { store } = page.instance
  return [
    showCard('API keys', showApiKeys(page, store.list('apiKeys')), 'api-keys'),
    showCard('M2M tokens', showM2MTokens(page, store.list('m2mTokens')), 'm2m-tokens'),
    showCard('OAuth tokens', showOAuthTokens(page, store.list('oauthTokens')), 'oauth-tokens'),
  ]
}

/** The newest first. */
export function showApiKeys(page: ConsolePage, keys: readonly ApiKey[]): Html {
  const rows = newest(keys).map((key) => [
    showText(key.name),
    html`<code>${key.subject}</code>`,
    showCopyable(`secret of ${key.name}`, key.secret),
    ...toLife(page, key, 'api-keys', `the API key ${key.name} of ${key.subject}`),
  ])
  return showTable('API keys', ['Name', 'For', 'Secret', 'Status', 'Expires', ''], rows)
}

function showM2MTokens(page: ConsolePage, tokens: readonly M2MToken[]): Html {
  const rows = newest(tokens).map((token) => [
    html`<code>${token.id}</code>`,
    html`<code>${token.subject}</code>`,
    token.scopes.join(', '),
    showCopyable(`M2M token ${token.id}`, token.token),
    ...toLife(page, token, 'm2m-tokens', `the M2M token ${token.id} of ${token.subject}`),
  ])
  return showTable('M2M tokens', ['Id', 'Machine', 'For', 'Token', 'Status', 'Expires', ''], rows)
}

function showOAuthTokens(page: ConsolePage, tokens: readonly OAuthToken[]): Html {
  const rows = newest(tokens).map((token) => [
    html`<code>${token.id}</code>`,
    html`<code>${token.subject}</code> by <code>${token.clientId}</code>`,
    token.scopes.join(' '),
    showCopyable(`OAuth token ${token.id}`, token.token),
    ...toLife(page, token, 'oauth-tokens', `the OAuth token ${token.id} of ${token.subject}`),
  ])
  return showTable('OAuth tokens', ['Id', 'User', 'Scopes', 'Token', 'Status', 'Expires', ''], rows)
}

function newest<R>(records: readonly R[]): readonly R[] {
  return records.toReversed().slice(0, MAX_RECORDS)
}

/** The last cells of a row: the status, the end, and the button that revokes. */
function toLife(
  { instance, address }: ConsolePage,
  token: ApiKey | M2MToken | OAuthToken,
  kind: 'api-keys' | 'm2m-tokens' | 'oauth-tokens',
  what: string,
): readonly Fragment[] {
  const status = toTokenStatus(token, instance.clock.nowMs())
  return [
    status,
    showEnd(instance, token.expiresAtMs),
    status === 'active' && showRevoke(instance, { kind, id: token.id, what, back: address }),
  ]
}

/** The button that ends a session, a key or a token. */
export function showRevoke(
  _instance: Instance,
  {
    kind,
    id,
    what,
    back,
  }: { readonly kind: string; readonly id: string; readonly what: string; readonly back: string },
): Html {
  return showButton({ action: `${kind}/revoke`, back, label: 'Revoke', about: `Revoke ${what}`, fields: { id } })
}
