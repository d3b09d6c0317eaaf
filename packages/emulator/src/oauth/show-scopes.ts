/** What a client asks a person for, as a list. */
import { html, type Html } from '../pages/html.ts'
import { toShortText } from '../pages/show-text.ts'

/** What scopes mean to a person. */
const SCOPE_TEXTS: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  profile: 'See your name',
  email: 'See your e-mail address',
  offline_access: 'Stay connected while you are away',
}

export function showScopes(scopes: readonly string[], resources: readonly string[]): Html {
  return html`<ul aria-label="What it asks for">
      ${scopes.map((scope) => html`<li>${SCOPE_TEXTS[scope] ?? null} <span class="tag">${toShortText(scope)}</span></li>`)}
    </ul>
    ${
      resources.length > 0 &&
      html`<p class="small">
        To be used at ${resources.map((one, at) => html`${at > 0 && ', '}<code>${toShortText(one)}</code>`)}
      </p>`
    }`
}
