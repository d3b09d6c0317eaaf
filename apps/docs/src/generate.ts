/** Writes the pages that are printed from code. Run it after a change of a rule table, or a measurement that was kept. */
import { readFileSync, writeFileSync } from 'node:fs'
import { toAnswersPage } from './to-answers-page.ts'
import { toEmulatedPage } from './to-emulated-page.ts'
import { toFiguresPage } from './to-figures-page.ts'
import { toRulesPage } from './to-rules-page.ts'
import { withSpeedTable } from './to-speed-table.ts'

const readme = new URL('../../../README.md', import.meta.url)

writeFileSync(new URL('../handshake.md', import.meta.url), toRulesPage())
writeFileSync(new URL('../answers.md', import.meta.url), await toAnswersPage())
writeFileSync(new URL('../figures.md', import.meta.url), toFiguresPage())
writeFileSync(new URL('../emulated.md', import.meta.url), await toEmulatedPage())
writeFileSync(readme, withSpeedTable(readFileSync(readme, 'utf8')))
