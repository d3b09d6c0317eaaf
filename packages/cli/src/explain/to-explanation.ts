/** A verdict → the answer of the command, for people and for programs. Pure. */
import type { Answer } from '../frame/answer.ts'
import { EXIT_CODES } from '../frame/exit-code.ts'
import type { Paint } from '../frame/host.ts'
import { toOutline, type RecordedRequest } from './request/recorded-request.ts'
import type { Verdict } from './verdict.ts'

/** What the answer says beside the verdict. */
export interface Terms {
  /** The moment at which tokens were judged, in milliseconds since the Unix epoch. */
  readonly nowMs: number
  /** Path of the policy, as it was given; null where only the session was judged. */
  readonly policy: string | null
}

const WIDTH = 9

/** @returns 0 where the request goes on to the application, 1 where it does not. */
export function toExplanation(recorded: RecordedRequest, verdict: Verdict, { nowMs, policy }: Terms): Answer {
  const request = toOutline(recorded)
  const at = new Date(nowMs).toISOString()
  const isOpen = verdict.kind === 'pass' || verdict.kind === 'not-run'
  return {
    exitCode: isOpen ? EXIT_CODES.well : EXIT_CODES.found,
    json: { request, at, policy, ...verdict },
    toText: (paint) => {
      const line = (name: string, value: string): string => `${paint.dim(name.padEnd(WIDTH))} ${value}`
      const cookies = request.cookies.length === 0 ? 'no cookies' : `cookies ${request.cookies.join(', ')}`
      return [
        line('asked', `${paint.bold(`${request.method} ${request.path}`)} of ${request.origin}`),
        line(
          'with',
          [cookies, ...(request.headers.includes('authorization') ? ['a header Authorization'] : [])].join(', '),
        ),
        line('judged', `as of ${at}, ${policy === null ? 'the session alone, no policy' : `by ${policy}`}`),
        '',
        line('answer', toAnswerText(verdict, paint)),
        ...(verdict.kind === 'not-run'
          ? []
          : [line('who', verdict.whoReason === null ? verdict.who : `${verdict.who} (${verdict.whoReason})`)]),
        ...(verdict.rule === null ? [] : [line('rule', verdict.rule)]),
        ...(verdict.wants === null ? [] : [line('missing', `wants ${verdict.wants}, has ${verdict.has ?? 'nothing'}`)]),
        ...(verdict.trace.length === 0 ? [] : [line('trace', verdict.trace.join(' → '))]),
        ...toNotes(verdict).map((note) => line('note', note)),
      ].join('\n')
    },
  }
}

function toAnswerText({ kind, status, location }: Verdict, paint: Paint): string {
  if (kind === 'pass') return paint.green('pass: the application gets it')
  if (kind === 'not-run') return paint.yellow('not asked: the matcher never shows this path to the policy')
  const place = location === null ? '' : ` to ${location}`
  return paint.red(`${kind === 'other' ? 'a response of its own' : kind} ${status ?? ''}${place}`)
}

function toNotes({ notes, wanted, kind, reason, whoReason, trace }: Verdict): readonly string[] {
  const explained = [reason, whoReason].some((text) => text !== null && text !== '')
  return [
    ...notes.map(({ event, message }) => `${event}: ${message}`),
    ...wanted.map(
      ({ call }) => `${call} would have been asked of the provider; it was not, and counts as out of reach`,
    ),
    ...(trace.includes('session-expired')
      ? ['The session token had run out by then. It lives for a minute: --at <time> judges it when it was sent']
      : []),
    ...(kind !== 'not-run' && explained ? ['Reasons are explained in node_modules/@postern/core/errors.md'] : []),
  ]
}
