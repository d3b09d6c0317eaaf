/** Writes the pages that are printed from code. Run it after a change of a rule table. */
import { writeFileSync } from 'node:fs'
import { toAnswersPage } from './to-answers-page.ts'
import { toRulesPage } from './to-rules-page.ts'

writeFileSync(new URL('../handshake.md', import.meta.url), toRulesPage())
writeFileSync(new URL('../answers.md', import.meta.url), await toAnswersPage())
