/** What a rule of events is, and the rule of records that are made, changed and deleted. */
import type { Instance } from '../instance.ts'
import type { ApiObject } from '../objects/api-object.ts'
import type { NetChange } from '../state/create-store.ts'
import type { WebhookEventType } from './event-types.ts'

/** One thing that happened. */
export interface WebhookEvent {
  readonly type: WebhookEventType
  /** The object of the Backend API. */
  readonly data: unknown
}

/** The emulator on both sides of a transaction. */
export interface Sides {
  /** As it was. */
  readonly past: Instance
  /** As it is, and with it what the transaction removed: a membership that goes together with its user still says whose it was. */
  readonly present: Instance
  /** Everything that the transaction changed. */
  readonly changes: readonly NetChange[]
}

/** One record of a table in, as it was and as it is; what others are told of it out. */
export type Rule<R> = (sides: Sides, before: R | null, after: R | null) => WebhookEvent | null

/** Those that have all three events. */
type Group = Extract<WebhookEventType, `${string}.updated`> extends `${infer G}.updated` ? G : never

/**
 * A rule for records that are made, changed and deleted.
 *
 * @param toData Null: nobody is told of such a record.
 * @param toRest What is said of one that was deleted.
 */
export function lifecycle<R>(
  group: Group,
  toData: (instance: Instance, record: R) => ApiObject | null,
  toRest: (instance: Instance, record: R) => ApiObject | null,
): Rule<R> {
  return ({ past, present }, before, after) => {
    if (after === null) return before && toEvent(`${group}.deleted`, toRest(present, before))
    const data = toData(present, after)
    if (before === null || data === null) return toEvent(`${group}.created`, data)
    const earlier = toData(past, before)
    return earlier !== null && isSameToOthers(earlier, data) ? null : toEvent(`${group}.updated`, data)
  }
}

/** Of most records that were deleted, only this is said. @param object What the Backend API calls it. */
export function deletedAs(object: string): (instance: Instance, record: { readonly id: string }) => ApiObject {
  return (_instance, { id }) => ({ object, id, deleted: true })
}

function toEvent(type: WebhookEventType, data: ApiObject | null): WebhookEvent | null {
  return data === null ? null : { type, data }
}

/** A sign of life is no change that anybody is told of. */
function isSameToOthers(before: ApiObject, after: ApiObject): boolean {
  const silent = { last_active_at: null, updated_at: null }
  return JSON.stringify({ ...before, ...silent }) === JSON.stringify({ ...after, ...silent })
}
