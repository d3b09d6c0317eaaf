/** The actions `webhooks/…` of `/__emu/`: the methods of `control.webhooks`, with the id among the fields. */
import { act } from '../control/act.ts'
import type { Action } from '../control/actions.ts'
import { idShape, nothingShape } from '../control/shapes.ts'
import {
  webhookChangeFormShape,
  webhookReplayShape,
  webhookRetryShape,
  webhookRotationFormShape,
  webhookShape,
  webhookTestShape,
} from './shapes.ts'

/** By name. */
export const webhookActions: readonly (readonly [string, Action])[] = [
  ['webhooks/create', act(webhookShape, ({ control }, sent) => control.webhooks.create(sent))],
  ['webhooks/update', act(webhookChangeFormShape, ({ control }, { id, ...sent }) => control.webhooks.update(id, sent))],
  ['webhooks/delete', act(idShape, ({ control }, { id }) => control.webhooks.delete(id))],
  [
    'webhooks/rotate-secret',
    act(webhookRotationFormShape, ({ control }, { id, ...sent }) => control.webhooks.rotateSecret(id, sent)),
  ],
  ['webhooks/test', act(webhookTestShape, ({ control }, { id, type }) => control.webhooks.sendTest(id, type))],
  [
    'webhooks/replay',
    act(webhookReplayShape, ({ control }, { id, endpointId }) => control.webhooks.replay(id, endpointId)),
  ],
  ['webhooks/retry', act(webhookRetryShape, ({ control }, { endpointId }) => control.webhooks.retryNow(endpointId))],
  ['webhooks/settled', act(nothingShape, ({ control }) => control.webhooks.settled())],
]
