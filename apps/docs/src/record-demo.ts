/**
 * Keeps a run of the demo and draws it, at the root of the repository:
 *
 * `npm run demo -- --check | node apps/docs/src/record-demo.ts`
 *
 * The output of the demo holds no token. Waits for the end of the input.
 */
import { writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { readRun, toTerminalPicture } from './to-terminal-picture.ts'

const recording = (await text(process.stdin)).replace(/^[\s\S]*?(?=^\S.*, http:\/\/\S+$)/m, '')
if (!readRun(recording).some(({ kind, text: end }) => kind === 'end' && end === 'The demo works.')) {
  console.error('This run did not end as the policy says, or is none. Nothing was written.')
  process.exit(1)
}
writeFileSync(new URL('../public/demo.txt', import.meta.url), recording)
writeFileSync(new URL('../public/demo.svg', import.meta.url), toTerminalPicture(recording))
