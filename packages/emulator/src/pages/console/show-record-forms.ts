/** What a person and an organization have in common on the console: metadata to change, and a way to delete. */
import type { JsonObject } from '../../state/model.ts'
import type { ConsolePage } from './console-page.ts'
import { html, type Html } from '../html.ts'
import { showHidden } from './parts.ts'

/** Part of the address of its page. */
export type RecordKind = 'users' | 'organizations'

/** Metadata that a record may have; what it has not is not shown. */
export interface WithMetadata {
  readonly id: string
  readonly publicMetadata: JsonObject
  readonly privateMetadata?: JsonObject
  readonly unsafeMetadata?: JsonObject
}

const KINDS = [
  ['publicMetadata', 'Public: everybody may read it'],
  ['privateMetadata', 'Private: servers may read it'],
  ['unsafeMetadata', 'Unsafe: its owner may change it'],
] as const

export function showMetadata(kind: RecordKind, record: WithMetadata, { typed }: Pick<ConsolePage, 'typed'>): Html {
  return html`<section class="card">
    <h2>Metadata</h2>
    <form method="post" action="/__emu/console/${kind}/${encodeURIComponent(record.id)}">
      ${showHidden({ do: 'metadata' })}
      <div class="fields">
        ${KINDS.map(([name, label]) => {
          const value = record[name]
          if (value === undefined) return null
          return html`<div>
            <label for="${name}">${label}</label
            ><textarea id="${name}" name="${name}" rows="6" spellcheck="false">
${typed(name) || JSON.stringify(value, null, 2)}</textarea>
          </div>`
        })}
      </div>
      <div class="actions"><button class="quiet" type="submit">Save the metadata</button></div>
    </form>
  </section>`
}

/** Two steps, without a script: the button is hidden until somebody wants it. */
export function showDelete({
  kind,
  id,
  text,
}: {
  readonly kind: RecordKind
  readonly id: string
  readonly text: string
}): Html {
  return html`<section class="card">
    <details>
      <summary>Delete</summary>
      <p class="soft small">${text}</p>
      <form method="post" action="/__emu/console/${kind}/${encodeURIComponent(id)}">
        ${showHidden({ do: 'delete' })}
        <button class="quiet inline danger" type="submit">Delete for good</button>
      </form>
    </details>
  </section>`
}
