/** What was asked, and how it was decided. */
import type { JournalEntry } from '../../control/create-journal.ts'
import { html, type Html } from '../html.ts'
import { toShortText } from '../show-text.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { showButton, showCard, showField, showSelect, showTable } from './parts.ts'

/** Rows on the page; `/__emu/requests` has all that are kept. */
const MAX_ROWS = 200
const MAX_PATH_CHARS = 160

const KINDS: readonly (readonly [value: string, text: string])[] = [
  ['', 'any status'],
  ['2', '2xx'],
  ['3', '3xx'],
  ['4', '4xx'],
  ['5', '5xx, and what is not emulated'],
]

export function showRequests({ instance, query, address }: ConsolePage): ConsoleView {
  const path = query.get('path') ?? ''
  const kind = query.get('status') ?? ''
  const all = instance.journal.list()
  const found = all.filter((one) => one.path.includes(path) && String(one.status).startsWith(kind))
  return {
    title: 'Requests',
    isLive: true,
    actions: showButton({ action: 'requests/clear', back: address, label: 'Clear' }),
    body: [
      html`<form class="card" method="get" action="/__emu/console/requests" role="search">
        <div class="fields">
          ${showField({ id: 'path', name: 'path', label: 'Path contains', value: path, type: 'search' })}
          ${showSelect({ id: 'status', name: 'status', label: 'Status', value: kind }, KINDS)}
          <div><button class="quiet" type="submit">Filter</button></div>
        </div>
      </form>`,
      showCard(
        'The newest first',
        showRequestTable(
          found.toReversed().slice(0, MAX_ROWS),
          all.length === 0 ? 'Nobody has asked anything yet.' : 'None fits.',
        ),
        'requests',
      ),
    ],
  }
}

/** @param none What is said when there is none. */
export function showRequestTable(entries: readonly JournalEntry[], none?: string): Html {
  const rows = entries.map(({ number, atMs, method, path, status, decision }) => [
    number,
    new Date(atMs).toISOString().slice(11, 19),
    html`<code>${method} ${toShortText(path, MAX_PATH_CHARS)}</code>`,
    html`<span class="${status === 0 || status >= 400 ? 'bad' : 'good'}">${status === 0 ? 'none' : status}</span>`,
    decision,
  ])
  return showTable('Requests', ['No.', 'Time', 'Request', 'Status', 'Decision'], rows, none, 'log')
}
