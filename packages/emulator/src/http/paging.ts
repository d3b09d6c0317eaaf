/** A page of a list, as both APIs ask for one: `limit`, `offset`, `order_by`. */
import { answerFieldError } from './answers.ts'

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 500

/** A value to sort by. */
type Sortable = string | number | null
/** By the names that `order_by` takes. */
export type Orders<R> = Readonly<Record<string, (record: R) => Sortable>>

/**
 * The records of the page that was asked for. A text in `order_by` begins with `-` for the greatest first, or with `+`.
 *
 * @param orders What may be sorted by. The first is the default, the greatest first; without any the order stays.
 * @returns A refusal, 422, for a limit from outside of 1 to 500, a negative offset, and an order that is not known.
 */
export function toPage<R>(
  search: URLSearchParams,
  records: readonly R[],
  orders: Orders<R> = {},
  defaultOrder: string | null = null,
): readonly R[] | Response {
  const limit = readNumber(search.get('limit'), DEFAULT_LIMIT)
  if (limit < 1 || limit > MAX_LIMIT) return refuse('limit', `limit must be a whole number from 1 to ${MAX_LIMIT}.`)
  const offset = readNumber(search.get('offset'), 0)
  if (offset < 0) return refuse('offset', 'offset must be a whole number from 0.')
  const order = search.get('order_by') ?? defaultOrder
  if (order === null || order === '') return records.slice(offset, offset + limit)
  const name = order.replace(/^[+\- ]/, '')
  // Not `constructor` and its like, which every object has.
  const key = Object.hasOwn(orders, name) ? orders[name] : undefined
  if (key === undefined) return refuse('order_by', `order_by must be one of ${Object.keys(orders).join(', ')}.`)
  const sign = order.startsWith('-') ? -1 : 1
  const sorted = records.toSorted((one, other) => sign * compare(key(one), key(other)))
  return sorted.slice(offset, offset + limit)
}

function refuse(param: string, message: string): Response {
  return answerFieldError(422, 'form_param_value_invalid', message, param)
}

/** @returns A number out of every bound for a text that is no whole number. */
function readNumber(text: string | null, fallback: number): number {
  if (text === null || text === '') return fallback
  return /^\d{1,9}$/.test(text) ? Number(text) : -1
}

/** What is missing comes first. */
function compare(one: Sortable, other: Sortable): number {
  if (one === other) return 0
  if (one === null) return -1
  if (other === null) return 1
  return one < other ? -1 : 1
}
