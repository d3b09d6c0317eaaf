/** A long list, a page of it at a time: `?q=` finds, `?page=` turns. */
import { html, type Html } from '../html.ts'
import type { ConsolePage } from './console-page.ts'
import { showField } from './parts.ts'

const PER_PAGE = 50

export interface Found<R> {
  readonly rows: readonly R[]
  readonly total: number
  readonly wanted: string
  readonly number: number
}

/** @param toWords What a record is found by. */
export function findRows<R>({ query }: ConsolePage, records: readonly R[], toWords: (record: R) => string): Found<R> {
  const wanted = (query.get('q') ?? '').trim().toLowerCase()
  const all = wanted === '' ? records : records.filter((one) => toWords(one).toLowerCase().includes(wanted))
  const last = Math.max(1, Math.ceil(all.length / PER_PAGE))
  const number = Math.min(last, Math.max(1, Math.floor(Number(query.get('page') ?? 1)) || 1))
  return { rows: all.slice((number - 1) * PER_PAGE, number * PER_PAGE), total: all.length, wanted, number }
}

/** @param path Of the page. @param label What the field looks for. */
export function showSearch(path: string, label: string, { wanted }: Found<unknown>): Html {
  return html`<form method="get" action="${path}" role="search">
    <div class="search">
      ${showField({ id: 'q', name: 'q', label, value: wanted, type: 'search' })}
      <div><button class="quiet" type="submit">Find</button></div>
    </div>
  </form>`
}

/** Links to the pages before and after; nothing where one page holds everything. */
export function showPages(path: string, { total, wanted, number }: Found<unknown>): Html | null {
  if (total <= PER_PAGE) return null
  const link = (to: number, text: string): Html =>
    html`<a href="${path}?${new URLSearchParams({ ...(wanted !== '' && { q: wanted }), page: String(to) }).toString()}"
      >${text}</a
    >`
  return html`<nav class="pages" aria-label="Pages of the list">
    ${number > 1 && link(number - 1, 'Before')}
    <span>Page ${number} of ${Math.ceil(total / PER_PAGE)}</span>
    ${number * PER_PAGE < total && link(number + 1, 'After')}
  </nav>`
}
