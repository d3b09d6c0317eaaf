/**
 * A question about every use of our packages in a file → a rule of ESLint's.
 */
import type { Rule, SourceCode } from 'eslint'
import { findUses, type Import, type Use } from './find-uses.ts'

/** What a rule says and does. */
export interface RuleTerms {
  /** One line, for lists of rules. */
  readonly description: string
  /** What it reports, by name. */
  readonly messages: Readonly<Record<string, string>>
  /** Whether it corrects what is certain by itself. Default false. */
  readonly isFixable?: boolean
  /** Asked once per file. @param filename With its folders, as the linter knows it. */
  readonly check: (uses: readonly Use[], sourceCode: SourceCode, filename: string) => readonly Rule.ReportDescriptor[]
}

/** @returns A rule without options. */
export function createRule({ description, messages, isFixable = false, check }: RuleTerms): Rule.RuleModule {
  return {
    meta: {
      type: 'problem',
      docs: { description, recommended: true },
      messages: { ...messages },
      schema: [],
      hasSuggestions: true,
      ...(isFixable ? { fixable: 'code' as const } : {}),
    },
    create(context) {
      const imports: Import[] = []
      return {
        ImportDeclaration: (node) => void imports.push(node),
        ImportExpression: (node) => void imports.push(node),
        'Program:exit'() {
          if (imports.length === 0) return
          const { sourceCode, filename } = context
          for (const report of check(findUses(sourceCode, imports), sourceCode, filename)) context.report(report)
        },
      }
    },
  }
}
