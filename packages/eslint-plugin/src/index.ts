/** Entry `@postern/eslint-plugin`: rules for code that uses `@postern/next`, `@postern/hono` and `@postern/fetch`. */
import type { ESLint, Linter, Rule } from 'eslint'
import { awaitAuth } from './rules/await-auth.ts'
import { awaitProtect } from './rules/await-protect.ts'
import { noIgnoredHas } from './rules/no-ignored-has.ts'
import { noProtectInLayout } from './rules/no-protect-in-layout.ts'
import { noSwallowedProtect } from './rules/no-swallowed-protect.ts'

/** What `eslint.config.mjs` imports. */
export interface PosternPlugin extends ESLint.Plugin {
  /** What linters know it by. */
  readonly meta: {
    /** Of the package. */
    readonly name: string
    /** What stands before the names of its rules. */
    readonly namespace: string
  }
  /** The rules, by their names after `postern/`. */
  readonly rules: Record<string, Rule.RuleModule>
  /** Ready-made configurations. */
  readonly configs: {
    /** Every rule, as an error, for every file that the rest of your configuration names. */
    readonly recommended: Linter.Config
  }
}

const rules: Record<string, Rule.RuleModule> = {
  'await-auth': awaitAuth,
  'await-protect': awaitProtect,
  'no-ignored-has': noIgnoredHas,
  'no-protect-in-layout': noProtectInLayout,
  'no-swallowed-protect': noSwallowedProtect,
}

/** The plugin. In `eslint.config.mjs`: `postern.configs.recommended`. */
const plugin: PosternPlugin = {
  meta: { name: '@postern/eslint-plugin', namespace: 'postern' },
  rules,
  configs: {
    recommended: {
      name: 'postern/recommended',
      plugins: {
        get postern(): ESLint.Plugin {
          return plugin
        },
      },
      rules: Object.fromEntries(Object.keys(rules).map((name) => [`postern/${name}`, 'error'])),
    },
  },
}

export default plugin
