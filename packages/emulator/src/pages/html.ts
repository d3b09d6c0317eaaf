/** Writes HTML. Every value is escaped, unless it is HTML that this file made. */

/** HTML that is safe to show. */
export interface Html {
  readonly html: string
}
export type Fragment = Html | string | number | null | false | readonly Fragment[]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function html(parts: TemplateStringsArray, ...values: readonly Fragment[]): Html {
  return {
    html: parts.map((part, index) => part + (index < values.length ? write(values[index] ?? null) : '')).join(''),
  }
}

function write(value: Fragment): string {
  if (value === null || value === false) return ''
  if (typeof value === 'string') return value.replaceAll(/[&<>"']/g, (char) => ESCAPES[char] ?? char)
  if (typeof value === 'number') return String(value)
  return 'html' in value ? value.html : value.map(write).join('')
}
