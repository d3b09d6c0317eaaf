/** Foundation. Text → URL, or null for what cannot be read. Pure. */

/** @param base What a relative text is relative to. Without one, only absolute texts can be read. */
export function toUrl(text: string, base?: string | URL): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}
