/** Mail that would have been sent: codes to type, links to follow. */
import type { Instance } from '../../instance.ts'
import type { Mail } from '../../state/model.ts'
import { html, type Html } from '../html.ts'
import { showText, toShortText } from '../show-text.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { findRows, showPages, showSearch } from './paging.ts'
import { showCard, showCopyable, showEnd, showMoment, showTable } from './parts.ts'

const PATH = '/__emu/console/mails'

export function showMails(page: ConsolePage): ConsoleView {
  const { instance } = page
  const mails = instance.store.list('mails').toReversed()
  const found = findRows(page, mails, ({ toAddress, subject, code }) => `${toAddress} ${subject} ${code ?? ''}`)
  const none = mails.length === 0 ? 'No mail yet. Codes and links show up here instead of in a mailbox.' : 'None fits.'
  return {
    title: 'E-mail codes',
    isLive: true,
    body: [
      html`<section class="card">${showSearch(PATH, 'Address, subject or code', found)}</section>`,
      showCard('The newest first', [showMailTable(instance, found.rows, none), showPages(PATH, found)], 'mails'),
    ],
  }
}

/** @param none What is said when there is none. */
export function showMailTable(instance: Instance, mails: readonly Mail[], none: string): Html {
  const rows = mails.map((mail) => [
    mail.code === null ? '' : showCode(instance, mail),
    showText(mail.toAddress),
    html`${showText(mail.subject)} <span class="soft">${mail.slug}</span>`,
    mail.link !== null && showLink(mail),
    showMoment(instance, mail.createdAtMs),
    showEnd(instance, mail.expiresAtMs),
  ])
  return showTable('Mail', ['Code', 'To', 'Subject', 'Link', 'Sent', 'Expires'], rows, none)
}

function showCode({ clock }: Instance, { code, toAddress, expiresAtMs }: Mail): Html {
  const isOver = expiresAtMs !== null && expiresAtMs <= clock.nowMs()
  return html`<span class="copyable"
    ><code class="${isOver ? 'big soft' : 'big'}" data-copy="code for ${toShortText(toAddress, 60)}"
      >${code}</code
    ></span
  >`
}

function showLink({ link, toAddress }: Mail): Html {
  const address = link ?? ''
  // Only what a browser opens as a page becomes a link.
  const isPage = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
  return html`${isPage && html`<a href="${address}">Open</a> `}${showCopyable(`link for ${toAddress}`, address)}`
}
