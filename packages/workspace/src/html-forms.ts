/**
 * Which forms does a page hold? HTML → forms. Pure.
 *
 * Reads what our own pages are made of, plain forms with quoted attributes; it is no HTML parser. A script that signs in must not know the
 * names of hidden fields, so it fills in what the page offers, as a browser does.
 */

/** One form of a page. */
export interface HtmlForm {
  /** Absolute URL that it is sent to. */
  readonly action: URL
  readonly method: 'GET' | 'POST'
  /** Names and values as they stand when the page opens; buttons left out. */
  readonly fields: Readonly<Record<string, string>>
  /** Its submit buttons; a name and value are sent along when one is pressed. */
  readonly buttons: readonly HtmlButton[]
}

/** A button that submits its form. */
export interface HtmlButton {
  readonly name: string | null
  readonly value: string
  /** What a person reads on it. */
  readonly text: string
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
  '#34': '"',
  nbsp: ' ',
}

const decode = (text: string): string =>
  text.replace(/&([a-z]+|#x?[0-9a-f]+);/gi, (entity, name: string) => ENTITIES[name.toLowerCase()] ?? entity)

const readAttributes = (tag: string): ReadonlyMap<string, string> =>
  new Map(
    [...tag.matchAll(/\s([a-z-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi)].map(
      ([, name = '', double, single, bare]) => [name.toLowerCase(), decode(double ?? single ?? bare ?? '')],
    ),
  )

const readFields = (content: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...content.matchAll(/<input\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi)].flatMap(([tag]) => {
      const attributes = readAttributes(tag)
      const name = attributes.get('name')
      const type = attributes.get('type') ?? 'text'
      const isOff = (type === 'checkbox' || type === 'radio') && !attributes.has('checked')
      return name === undefined || type === 'submit' || isOff ? [] : [[name, attributes.get('value') ?? '']]
    }),
  )

const readButtons = (content: string): readonly HtmlButton[] =>
  [...content.matchAll(/<button\b((?:[^>"']|"[^"]*"|'[^']*')*)>([\s\S]*?)<\/button>/gi)].flatMap(
    ([, tag = '', inner = '']) => {
      const attributes = readAttributes(` ${tag}`)
      if ((attributes.get('type') ?? 'submit') !== 'submit') return []
      const text = decode(inner.replace(/<[^>]*>/g, ' '))
        .replace(/\s+/g, ' ')
        .trim()
      return [{ name: attributes.get('name') ?? null, value: attributes.get('value') ?? '', text }]
    },
  )

/** Every form of a page, in order. A form whose action is no URL is left out. */
export const parseForms = (html: string, page: URL): readonly HtmlForm[] =>
  [...html.matchAll(/<form\b((?:[^>"']|"[^"]*"|'[^']*')*)>([\s\S]*?)<\/form>/gi)].flatMap(
    ([, tag = '', content = '']) => {
      const attributes = readAttributes(` ${tag}`)
      const action = attributes.get('action') || page.href
      if (!URL.canParse(action, page)) return []
      return [
        {
          action: new URL(action, page),
          method: attributes.get('method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
          fields: readFields(content),
          buttons: readButtons(content),
        },
      ]
    },
  )
