/** The frame of every page. */
import { type Fragment, html, type Html } from './html.ts'
import { style } from './style.ts'

/** A script that stands in a page. The page says by its hash that it and no other may run. */
export interface PageScript {
  readonly text: string
  /** SHA-256 of the text, in base64. A test holds both against each other. */
  readonly hash: string
}

export interface Page {
  readonly title: string
  readonly body: Fragment
  /** Default 200. */
  readonly status?: number
  /** Lines for `Set-Cookie`. */
  readonly setCookies?: readonly string[]
  /** The console's width instead of a single card's. */
  readonly isWide?: boolean
  /** What stands above: where else one can go. Default: a link to the console. */
  readonly top?: Fragment
  /** What the page can do besides, where scripts run. Nothing needs it. */
  readonly script?: PageScript
}

// No form-action: a browser would apply it to the redirect back to the application too, and stop there.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"

export function answerPage(page: Page): Response {
  const { title, body, status = 200, setCookies = [], isWide = false, top = showWays(null), script } = page
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Postern emulator</title>
        <style>
          ${{ html: style }}
        </style>
      </head>
      <body>
        ${top}
        <main id="content" class="${isWide ? 'wide' : 'narrow'}">${body}</main>
        <footer>Postern emulator · for tests and local development, nothing here is secret</footer>
        ${script === undefined ? null : { html: `<script>${script.text}</script>` }}
      </body>
    </html>`
  const headers = new Headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': script === undefined ? POLICY : toPolicy(script),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  for (const line of setCookies) headers.append('set-cookie', line)
  return new Response(document.html, { status, headers })
}

/** A way out of what somebody looks at. */
export interface Way {
  readonly href: string
  readonly name: string
}

/** @param back To the application from which somebody came; null when nobody knows it. */
export function showWays(back: Way | null): Html {
  return html`<nav class="ways" aria-label="Elsewhere">
    ${back === null ? html`<span></span>` : html`<a href="${back.href}">← Back to ${back.name}</a>`}
    <a href="/__emu">Console</a>
  </nav>`
}

function toPolicy({ hash }: PageScript): string {
  return `${POLICY}; script-src 'sha256-${hash}'; connect-src 'self'`
}

/**
 * A short page with one thing to say.
 *
 * @param known What the text ends with: values that would have been right.
 */
export function answerMessage(status: number, title: string, text: string, known: readonly string[] = []): Response {
  return answerPage({
    status,
    title,
    body: html`<section class="card">
      <h1>${title}</h1>
      <p class="soft">${text}</p>
      ${
        known.length > 0 &&
        html`<ul>
          ${known.map((value) => html`<li><code>${value}</code></li>`)}
        </ul>`
      }
    </section>`,
  })
}

/** What is wrong with a field is said beside it, and the field refers to it by this id. */
const PROBLEM_ID = 'problem'

/** The field for an e-mail address. @param problem What is wrong with the value, or null. */
export function showEmailField(value: string, problem: string | null): Html {
  const invalid = html`aria-invalid="true" aria-describedby="${PROBLEM_ID}" autofocus`
  return html`<label for="email">E-mail address</label>
    <input
      id="email"
      name="email"
      type="email"
      autocomplete="email"
      required
      value="${value}"
      ${problem === null ? null : invalid}
    />
    ${problem === null ? null : html`<p class="error" id="${PROBLEM_ID}" role="alert">${problem}</p>`}`
}
