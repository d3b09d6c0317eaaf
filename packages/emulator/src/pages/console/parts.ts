/** What the tabs of the console are made of: tables, facts, texts to copy, moments, buttons. */
import type { Instance } from '../../instance.ts'
import { type Fragment, html, type Html } from '../html.ts'
import { toShortText } from '../show-text.ts'

/** Above this a text stands in a field that scrolls, so that its row stays low. */
const MAX_CHARS_IN_ROW = 100

/** Columns whose cells stay on one line. */
const SHORT = new Set(['', 'No.', 'Time', 'Status', 'Members', 'Sessions', 'Rule', 'How often', 'So far'])

/** Columns that keep some room beside long ones. */
const ROOMY = new Set(['Address', 'Id', 'Role', 'To', 'Slug'])

/** A list as a table, which becomes a list of cards where it is narrow. @param heads An empty one heads the column of buttons. @param name A class for a form of its own where it is narrow. */
export function showTable(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly Fragment[])[],
  none = 'None yet.',
  name = 'plain',
): Html {
  if (rows.length === 0) return html`<p class="soft quiet-line">${none}</p>`
  // What a narrow page shows is no table to a browser, so the roles are said.
  return html`<table role="table" class="${name}" aria-label="${title}">
    <thead role="rowgroup">
      <tr role="row">
        ${heads.map((head) => html`<th role="columnheader" scope="col">${head === '' ? html`<span class="visually-hidden">Actions</span>` : head}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (cells) =>
          html`<tr role="row">
            ${cells.map((cell, at) => showCell(heads[at] ?? '', cell))}
          </tr>`,
      )}
    </tbody>
  </table>`
}

function showCell(head: string, cell: Fragment): Html {
  const isNone = cell === null || cell === false || cell === ''
  const classes = [SHORT.has(head) && 'short', ROOMY.has(head) && 'roomy', isNone && 'none']
    .filter((name) => name !== false)
    .join(' ')
  return html`<td role="cell" data-label="${head}" ${classes !== '' && html` class="${classes}"`}>
    <div>${cell}</div>
  </td>`
}

/** A card with a heading. @param live Under this name the script keeps the content up to date. */
export function showCard(title: string, content: Fragment, live?: string): Html {
  return html`<section class="card">
    <h2>${title}</h2>
    ${live === undefined ? content : html`<div data-live="${live}">${content}</div>`}
  </section>`
}

/** Names and what is known under them. */
export function showFacts(facts: readonly (readonly [name: string, value: Fragment])[]): Html {
  return html`<dl class="facts">
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
}

/** A text that the script gives a button to copy it. @param name What the button says it copies. */
export function showCopyable(name: string, text: string): Html {
  const label = toShortText(name, 60)
  return text.length <= MAX_CHARS_IN_ROW
    ? html`<span class="copyable"><code data-copy="${label}">${text}</code></span>`
    : html`<span class="copyable">
        <textarea readonly rows="2" spellcheck="false" aria-label="${label}" data-copy="${label}">${text}</textarea>
      </span>`
}

/** Lines to copy together. */
export function showLines(name: string, lines: readonly string[]): Html {
  return html`<div class="copyable block"><pre data-copy="${name}">${lines.join('\n')}</pre></div>`
}

/** A moment on the emulator's clock, and how far away it is. */
export function showMoment({ clock }: Instance, atMs: number): Html {
  return html`<time datetime="${new Date(atMs).toISOString()}">${toMoment(atMs)}</time>
    <span class="soft">${toDistance(atMs - clock.nowMs())}</span>`
}

/** When something stops working; null: never. */
export function showEnd(instance: Instance, atMs: number | null): Fragment {
  if (atMs === null) return 'never'
  const isOver = atMs <= instance.clock.nowMs()
  return html`${isOver ? html`<b>expired</b> ` : null}${showMoment(instance, atMs)}`
}

export function toMoment(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** `in 42 s`, `3 min ago`: the largest unit that says enough. */
export function toDistance(ms: number): string {
  const sec = Math.round(Math.abs(ms) / 1000)
  if (sec === 0) return 'now'
  const [amount, unit] =
    sec < 120 ? [sec, 's'] : sec < 7_200 ? [sec / 60, 'min'] : sec < 172_800 ? [sec / 3_600, 'h'] : [sec / 86_400, 'd']
  const text = `${Math.round(amount)} ${unit}`
  return ms > 0 ? `in ${text}` : `${text} ago`
}

/** A form that is one button. */
export interface ButtonForm {
  /** Path of the action below `/__emu/`. */
  readonly action: string
  /** Page to come back to. */
  readonly back: string
  readonly label: string
  /** Says to a reader of the screen what the button changes. Default: the label. */
  readonly about?: string
  /** Hidden fields. */
  readonly fields?: Readonly<Record<string, string>>
  readonly isDangerous?: boolean
}

export function showButton({ action, back, label, about, fields = {}, isDangerous = false }: ButtonForm): Html {
  return html`<form method="post" action="/__emu/${action}">
    ${showHidden({ ...fields, [BACK_FIELD]: back })}
    <button class="quiet inline${isDangerous ? ' danger' : ''}" aria-label="${toShortText(about ?? label)}">
      ${label}
    </button>
  </form>`
}

/** The field of a form that says which page it stands on. */
export const BACK_FIELD = '_back'

export function showHidden(fields: Readonly<Record<string, string>>): Fragment {
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)
}

/** A labelled field. */
export interface Field {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly value?: string
  readonly placeholder?: string
  readonly type?: 'text' | 'number' | 'email' | 'datetime-local' | 'search'
  readonly isRequired?: boolean
}

export function showField({
  id,
  name,
  label,
  value = '',
  placeholder,
  type = 'text',
  isRequired = false,
}: Field): Html {
  const step = type === 'datetime-local' ? html` step="1"` : type === 'number' ? html` step="any"` : null
  return html`<div>
    <label for="${id}">${label}</label>
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      value="${value}"
      ${step}${isRequired && html` required`}${placeholder !== undefined && html` placeholder="${placeholder}"`}
    />
  </div>`
}

/** A labelled choice. */
export function showSelect(
  { id, name, label, value = '' }: Pick<Field, 'id' | 'name' | 'label' | 'value'>,
  options: readonly (readonly [value: string, text: string])[],
): Html {
  return html`<div>
    <label for="${id}">${label}</label>
    <select id="${id}" name="${name}">
      ${options.map(([key, words]) => html`<option value="${key}" ${key === value && html` selected`}>${toShortText(words, 80)}</option>`)}
    </select>
  </div>`
}
