/** A rule, what it reports and what it lets pass → tests, in ESLint 10 and 9, with ESLint's own parser and TypeScript's. */
import { parser, RuleTester9 } from '@postern/fixture-linted-next'
import { RuleTester, type Rule } from 'eslint'
import { describe, it } from 'vitest'

/** Code that a rule reports once. */
export interface Reported {
  readonly code: string
  readonly messageId: string
  /** How `--fix` leaves it. Default: as it is. */
  readonly fixed?: string
  /** How the one suggestion leaves it. Default: there is none. */
  readonly suggested?: string
  readonly filename?: string
}

interface Cases {
  readonly reports: Readonly<Record<string, Reported>>
  readonly passes: Readonly<Record<string, string | { readonly code: string; readonly filename: string }>>
}

const jsx = { ecmaFeatures: { jsx: true } }
const testers: Readonly<Record<string, Pick<RuleTester9, 'run'>>> = {
  'ESLint 10, TypeScript': new RuleTester({ languageOptions: { parser, parserOptions: jsx } }),
  'ESLint 10': new RuleTester({ languageOptions: { parserOptions: jsx } }),
  'ESLint 9, TypeScript': new RuleTester9({ languageOptions: { parser, parserOptions: jsx } }),
}
// Each case is a test of its own here, in which the tester's tests are run where they stand.
const runHere = (_name: string, run: () => void): void => run()
for (const Tester of [RuleTester, RuleTester9]) Object.assign(Tester, { describe: runHere, it: runHere })

const TYPESCRIPT = /auth!|as unknown|import type/

/** @param name As in a configuration, after `postern/`. */
export function testRule(name: string, rule: Rule.RuleModule, { reports, passes }: Cases): void {
  describe.each(Object.entries(testers))(`${name}, %s`, (linter, tester) => {
    const isReadable = (code: string): boolean => linter.includes('TypeScript') || !TYPESCRIPT.test(code)
    for (const [title, reported] of Object.entries(reports)) {
      if (!isReadable(reported.code)) continue
      it(`reports ${title}`, () => tester.run(name, rule, { valid: [], invalid: [toInvalid(reported)] }))
    }
    for (const [title, given] of Object.entries(passes)) {
      const test = typeof given === 'string' ? { code: given } : given
      if (!isReadable(test.code)) continue
      it(`lets pass ${title}`, () => tester.run(name, rule, { valid: [test], invalid: [] }))
    }
  })
}

function toInvalid({ code, messageId, fixed, suggested, filename }: Reported): RuleTester.InvalidTestCase {
  const isAsyncAdded = suggested?.split('async').length !== code.split('async').length
  const suggestion = suggested === undefined ? null : { output: suggested, messageId: isAsyncAdded ? 'async' : 'await' }
  return {
    code,
    errors: [{ messageId, ...(suggestion === null ? {} : { suggestions: [suggestion] }) }],
    output: fixed ?? null,
    ...(filename === undefined ? {} : { filename }),
  }
}
