/** The console's pages: the frame around each, and which page a form goes back to. */
import type { Call } from '../../http/call.ts'
import { matchPath } from '../../http/route.ts'
import { answerPage } from '../answer-page.ts'
import { html, type Html } from '../html.ts'
import type { ConsoleEntry, ConsoleNews, ConsolePage, ConsoleView } from './console-page.ts'
import { CONSOLE_START, consolePages } from './console-pages.ts'
import { consoleScript } from './console-script.ts'
import { showCard, showCopyable, showFacts } from './parts.ts'
import { showState } from './show-state.ts'

/** `GET` of a page. */
export function answerConsole(call: Call, entry: ConsoleEntry): Response {
  return answerEntry(call, { entry, params: call.params, url: call.url }, {})
}

/** The page on which a form stands, after the form. @param back What the form says; anything that is no page of the console is the start. */
export function answerConsoleAgain(call: Call, back: string | null, news: ConsoleNews): Response {
  return answerEntry(call, findPage(call, back), news)
}

/** The address of the page on which a form stands, without the origin. */
export function toBackAddress(call: Call, back: string | null): string {
  const { url } = findPage(call, back)
  return url.pathname + url.search
}

interface Found {
  readonly entry: ConsoleEntry
  readonly params: Readonly<Record<string, string>>
  readonly url: URL
}

function findPage({ url }: Call, back: string | null): Found {
  const wanted = back !== null && URL.canParse(back, url) ? new URL(back, url) : null
  if (wanted !== null && wanted.origin === url.origin)
    for (const entry of consolePages) {
      const params = matchPath(entry.path, wanted.pathname)
      if (params !== null) return { entry, params, url: wanted }
    }
  const [start] = consolePages
  if (start === undefined) throw new TypeError('A console without pages.')
  return { entry: start, params: {}, url: new URL(CONSOLE_START, url) }
}

function answerEntry(call: Call, { entry, params, url }: Found, news: ConsoleNews): Response {
  const address = url.pathname + url.search
  const page: ConsolePage = {
    call,
    instance: call.instance,
    address,
    query: url.searchParams,
    params,
    typed: (name) => news.form?.get(name) ?? '',
  }
  const view = entry.show(page) ?? showNothing(page)
  const status = news.status ?? (view.isMissing === true ? 404 : 200)
  return answerPage({
    title: `${view.title} · Console`,
    status,
    isWide: true,
    top: showTop(page, entry),
    body: html`<div data-page="${address}"></div>
      <div class="head">
        <h1>${view.title}</h1>
        <div class="row">
          ${view.actions ?? null}
          ${view.isLive === true && html`<button class="quiet inline live" id="live" type="button" aria-pressed="true" hidden>Live</button>`}
        </div>
      </div>
      <p id="said" class="visually-hidden" role="status"></p>
      ${news.problem === undefined ? null : html`<p class="error" role="alert">${news.problem}</p>`}
      ${news.minted === undefined ? null : showMinted(news.minted)} ${view.body}`,
    script: consoleScript,
  })
}

function showTop(page: ConsolePage, entry: ConsoleEntry): Html {
  const tab = consolePages.slice(0, consolePages.indexOf(entry) + 1).findLast((one) => one.tab !== null)
  return html`<header class="top">
    <a class="skip" href="#content">Skip to the content</a>
    <div class="line">
      <a class="brand" href="/__emu">Postern emulator</a>
      <div class="state" data-live="state">${showState(page.instance)}</div>
    </div>
    <nav class="tabs" aria-label="Console">
      <ul>
        ${consolePages.map(
          (one) =>
            one.tab !== null &&
            html`<li><a href="${one.path}" ${one === tab && html` aria-current="page"`}>${one.tab}</a></li>`,
        )}
        <li><a href="/user">Account pages</a></li>
      </ul>
    </nav>
  </header>`
}

function showNothing(page: ConsolePage): ConsoleView {
  return {
    title: 'Not here',
    isMissing: true,
    body: showCard(
      'There is no such record',
      html`<p class="soft">
        Nothing has the id in <code>${page.address}</code>. It may have been deleted, or a reset took it away.
      </p>`,
    ),
  }
}

function showMinted(minted: unknown): Html {
  const facts = Object.entries(minted as Readonly<Record<string, unknown>>).filter(
    ([, value]) => typeof value === 'string',
  )
  return html`<section class="card" role="status">
    <h2>Minted</h2>
    ${showFacts(facts.map(([name, value]) => [name, showCopyable(name, String(value))]))}
  </section>`
}
