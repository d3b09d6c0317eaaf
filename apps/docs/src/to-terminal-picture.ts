/**
 * Shows a run of `npm run demo -- --check` as a picture: what was tried, whether it ended as the policy says, and the last status. Text → SVG.
 * Pure.
 */

/** One line of the picture. */
interface Line {
  readonly kind: 'command' | 'heading' | 'step' | 'end'
  readonly text: string
  /** Status of the last answer of a step; empty where there is none. */
  readonly status: string
}

const WIDTH = 760
const LINE_HEIGHT = 20
const TOP = 54
const LEFT = 24
const COMMAND = 'npm run demo -- --check'

/** What a person wants to see of a run: headings, finished steps with their last status, and the end. */
export function readRun(recording: string): readonly Line[] {
  let status = ''
  const lines: Line[] = [{ kind: 'command', text: COMMAND, status: '' }]
  for (const text of recording.split('\n')) {
    status = /→ (\d{3})\b/.exec(text)?.[1] ?? status
    const step = /^ {2}([✓✗] .+)$/.exec(text)?.[1]
    if (step !== undefined) lines.push({ kind: 'step', text: step, status })
    if (/^\S.*, http:\/\/\S+$/.test(text)) lines.push({ kind: 'heading', text, status: '' })
    if (/^The demo works\.$|did not end as the policy says\.$/.test(text)) lines.push({ kind: 'end', text, status: '' })
    if (step !== undefined) status = ''
  }
  return lines
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const toText = ({ kind, text, status }: Line, at: number): string => {
  const y = TOP + at * LINE_HEIGHT
  const [mark = '', ...words] = text.split(' ')
  const shown =
    kind === 'command'
      ? `<tspan class="soft">$ </tspan>${escape(text)}`
      : kind === 'step'
        ? `<tspan class="${mark === '✓' ? 'good' : 'bad'}">${mark}</tspan> ${escape(words.join(' '))}`
        : escape(text)
  const end = status === '' ? '' : `<text class="soft" x="${WIDTH - LEFT}" y="${y}" text-anchor="end">${status}</text>`
  return `<text class="${kind}" x="${LEFT}" y="${y}" xml:space="preserve">${shown}</text>${end}`
}

/** With room before each heading and the end. */
const toRows = (lines: readonly Line[]): readonly string[] => {
  let row = -1
  return lines.map((line) => {
    row += line.kind === 'heading' || line.kind === 'end' ? 1.5 : 1
    return toText(line, row)
  })
}

/** The picture. Its colours are those of the other pages, and follow the reader's light or dark. */
export function toTerminalPicture(recording: string): string {
  const lines = readRun(recording)
  const extra = lines.filter(({ kind }) => kind === 'heading' || kind === 'end').length * 0.5
  const height = TOP + (lines.length + extra) * LINE_HEIGHT
  const good = lines.filter(({ text }) => text.startsWith('✓')).length
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="t d">
<title id="t">A recorded run of ${COMMAND}</title>
<desc id="d">${good} steps, each with the status of its last answer: a visitor is sent to the sign-in page, a member is refused where an administrator may go, and a token that was changed counts as none.</desc>
<style>
text { font: 13px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1d2433 }
.soft { fill: #566075 } .good { fill: #1a7f4b } .bad { fill: #b3261e } .command, .heading, .end { font-weight: 600 }
.card { fill: #ffffff; stroke: #d9dee8 } .dot { fill: #d9dee8 }
@media (prefers-color-scheme: dark) {
text { fill: #e8ebf2 } .soft { fill: #a5aec2 } .good { fill: #6bd39a } .bad { fill: #ff8a80 } .card { fill: #1b202b; stroke: #313949 } .dot { fill: #313949 }
}
</style>
<rect class="card" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="10"/>
<circle class="dot" cx="24" cy="20" r="5"/><circle class="dot" cx="42" cy="20" r="5"/><circle class="dot" cx="60" cy="20" r="5"/>
${toRows(lines).join('\n')}
</svg>
`
}
