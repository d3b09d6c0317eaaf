/** Where the scripts of the vendor come from: packages that the developer has installed. Types and names only. */

/** The packages whose browser bundles are served, without their scope. */
export const SCRIPT_PACKAGES = ['clerk-js', 'ui'] as const

/** One of the packages whose browser bundles are served. */
export type ScriptPackage = (typeof SCRIPT_PACKAGES)[number]

/** Finds browser bundles of installed packages. `openScripts` makes one; a test may hand over its own. */
export interface ScriptSource {
  /** Versions of the package that are installed, in any order and each of them once. Empty: none is. Asked anew for each request. */
  versions(name: ScriptPackage): Promise<readonly string[]>
  /**
   * Content of a file in the folder `dist` of that version; null when there is no such file.
   *
   * @param file A name without slashes that does not begin with a dot.
   */
  read(name: ScriptPackage, version: string, file: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** Told what to install when a browser asks for a package that nobody has installed, each time. Default: nobody is told. */
  readonly onMissing?: (advice: string) => void
}
