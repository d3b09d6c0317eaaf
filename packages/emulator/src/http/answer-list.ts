/** A page of a list with the number of all, as both APIs give one. */
import { answerJson } from './answers.ts'
import { type Orders, toPage } from './paging.ts'

/** How a list is shown. */
export interface ListForm<R> {
  readonly show: (record: R) => unknown
  /** What `order_by` takes. */
  readonly orders?: Orders<R>
  /** As in `order_by`. Without it the order stays. */
  readonly order?: string
  /** What stands beside `data` and `total_count`. */
  readonly extra?: Readonly<Record<string, unknown>>
  /** Puts the list into the envelope of its reader. Default: none. */
  readonly wrap?: (list: unknown) => Response
}

/** @param records All of them; the page is taken here. */
export function answerList<R>(search: URLSearchParams, records: readonly R[], form: ListForm<R>): Response {
  const page = toPage(search, records, form.orders ?? {}, form.order ?? null)
  if (page instanceof Response) return page
  return (form.wrap ?? answerJson)({ data: page.map(form.show), total_count: records.length, ...form.extra })
}
