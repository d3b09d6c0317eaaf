/** A file of a project → what an editor shows over the names in it, as the language service says it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The part of the compiler's interface that is used; TypeScript 7 has none. */
interface LanguageService {
  getQuickInfoAtPosition(
    path: string,
    position: number,
  ): { readonly documentation?: readonly { readonly text: string }[] } | undefined
}
interface Compiler {
  readonly sys: { readonly fileExists: unknown; readonly readFile: (path: string) => string | undefined }
  readonly ScriptSnapshot: { readonly fromString: (text: string) => unknown }
  readonly createLanguageService: (host: object) => LanguageService
  readonly getDefaultLibFilePath: (options: object) => string
  readonly readConfigFile: (path: string, read: unknown) => { readonly config: object }
  readonly parseJsonConfigFileContent: (
    config: object,
    host: unknown,
    folder: string,
  ) => { readonly options: object; readonly fileNames: readonly string[] }
}

/** By name: each destructured name that is not shorthand for something else, and each property that is read. */
export function readHover(compiler: Compiler, folder: string, file: string): ReadonlyMap<string, string> {
  const path = join(folder, file)
  const { config } = compiler.readConfigFile(join(folder, 'tsconfig.json'), compiler.sys.readFile)
  const { options, fileNames } = compiler.parseJsonConfigFileContent(config, compiler.sys, folder)
  const service = compiler.createLanguageService({
    ...compiler.sys,
    useCaseSensitiveFileNames: () => true,
    getCompilationSettings: () => options,
    getScriptFileNames: () => fileNames,
    getScriptVersion: () => '1',
    getScriptSnapshot: (name: string) => {
      const text = compiler.sys.readFile(name)
      return text === undefined ? undefined : compiler.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: compiler.getDefaultLibFilePath,
  })
  const text = readFileSync(path, 'utf8')
  const destructured = /const \{([^}]+)\}/.exec(text)
  const start = destructured === null ? 0 : destructured.index
  const names = [...text.slice(start).matchAll(/(?<=[{,] )\w+(?=[ ,}])|(?<=\.)\w+/g)]
  return new Map(
    names.map((found) => {
      const shown = service.getQuickInfoAtPosition(path, start + found.index)
      return [found[0], (shown?.documentation ?? []).map((part) => part.text).join('')]
    }),
  )
}
