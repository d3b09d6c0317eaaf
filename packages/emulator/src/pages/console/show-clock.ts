/** Time as the emulator sees it, and how to move it. */
import { html, type Html } from '../html.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { BACK_FIELD, showCard, showFacts, showField, showHidden, toMoment } from './parts.ts'
import { toPace } from './show-state.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const STEPS: readonly (readonly [label: string, ms: number])[] = [
  ['−1 min', -MINUTE_MS],
  ['+1 min', MINUTE_MS],
  ['+10 min', 10 * MINUTE_MS],
  ['+1 h', HOUR_MS],
  ['+1 d', DAY_MS],
  ['+8 d', 8 * DAY_MS],
]

const MOVES = [
  ['freeze', 'Stop the clock'],
  ['resume', 'Let it run'],
  ['reset', 'Back to real time'],
] as const

export function showClockPage({ instance, address }: ConsolePage): ConsoleView {
  const { clock } = instance
  const facts = showFacts([
    ['Now', html`<time datetime="${new Date(clock.nowMs()).toISOString()}">${toMoment(clock.nowMs())}</time>`],
    ['Milliseconds', html`<code>${clock.nowMs()}</code>`],
    ['Pace', toPace(instance)],
  ])
  return {
    title: 'Clock',
    isLive: true,
    body: [
      showCard('The emulator’s time', facts, 'clock'),
      html`<div class="grid">${showCard('Move', showMoves(address))} ${showCard('Set', showSetting(address))}</div>`,
      html`<p class="soft small">
        Sessions, tokens, codes and invitations begin and end by this clock. An application that is to agree reads the
        same one:
        <code>emulator.clock</code>.
      </p>`,
    ],
  }
}

function showMoves(back: string): Html {
  return html`<form method="post" action="/__emu/clock">
      ${showHidden({ [BACK_FIELD]: back })}
      <div class="row">
        ${STEPS.map(([label, ms]) => html`<button class="quiet" name="advanceMs" value="${ms}">${label}</button>`)}
      </div>
    </form>
    <form method="post" action="/__emu/clock">
      ${showHidden({ [BACK_FIELD]: back })}
      <div class="row actions">
        ${MOVES.map(([move, label]) => html`<button class="quiet" name="move" value="${move}">${label}</button>`)}
      </div>
    </form>`
}

function showSetting(back: string): Html {
  return html`<form method="post" action="/__emu/clock">
      ${showHidden({ [BACK_FIELD]: back })}
      ${showField({ id: 'set', name: 'setMs', label: 'Date and time, in UTC', type: 'datetime-local', isRequired: true })}
      <div class="actions"><button type="submit">Set the clock</button></div>
    </form>
    <form method="post" action="/__emu/clock">
      ${showHidden({ [BACK_FIELD]: back })}
      ${showField({ id: 'advance', name: 'advanceMs', label: 'Or move by milliseconds', type: 'number', isRequired: true })}
      <div class="actions"><button class="quiet" type="submit">Move the clock</button></div>
    </form>`
}
