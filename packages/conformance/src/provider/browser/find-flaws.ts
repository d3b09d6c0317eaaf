/** Runs in a page: what a person who sees, hears or types it would stumble over. Serialized by Playwright, so it uses nothing from outside. */

/** Least contrast of text. @see https://www.w3.org/TR/WCAG22/#contrast-minimum */
export function findFlaws(): readonly string[] {
  const minContrast = 4.5
  const flaws: string[] = []
  const say = (element: Element, text: string): number => flaws.push(`${text}: ${element.outerHTML.slice(0, 120)}`)
  type Color = readonly [red: number, green: number, blue: number, alpha: number]
  const read = (text: string): Color => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number)
    return [red, green, blue, alpha]
  }
  const luminance = ([red, green, blue]: Color): number => {
    const linear = (value: number): number =>
      value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
  const backgroundOf = (element: Element | null): Color => {
    if (element === null) return [255, 255, 255, 1]
    const color = read(getComputedStyle(element).backgroundColor)
    return color[3] > 0 ? color : backgroundOf(element.parentElement)
  }
  const contrastOf = (element: Element): number => {
    const lights = [luminance(read(getComputedStyle(element).color)), luminance(backgroundOf(element))]
    return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)
  }
  const isShown = (element: Element): boolean => element.getClientRects().length > 0

  if (document.documentElement.lang === '') flaws.push('no language')
  if (document.title === '') flaws.push('no title')
  if (document.querySelectorAll('h1').length !== 1) flaws.push('not one h1')
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) flaws.push(`id twice: ${id}`)
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    const isNamed = (field as HTMLInputElement).labels?.length === 1 || field.hasAttribute('aria-label')
    if (!isNamed) say(field, 'no label')
  }
  for (const control of document.querySelectorAll('button, a, input:not([type=hidden]), select')) {
    const { height } = control.getBoundingClientRect()
    if (isShown(control) && control.tagName !== 'A' && height < 24) say(control, `only ${height} px high`)
    if (control.getAttribute('tabindex')?.match(/^[1-9]/)) say(control, 'own focus order')
  }
  for (const button of document.querySelectorAll('button, a'))
    if ((button.textContent.trim() || button.getAttribute('aria-label')) === '') say(button, 'no name')
  for (const reference of document.querySelectorAll('[aria-describedby], [aria-labelledby]')) {
    const names = reference.getAttribute('aria-describedby') ?? reference.getAttribute('aria-labelledby') ?? ''
    if (names === '' || names.split(' ').some((id) => document.getElementById(id) === null))
      say(reference, 'describes by nothing')
  }
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '')
    if (hasText && isShown(element) && contrastOf(element) < minContrast)
      say(element, `contrast ${contrastOf(element).toFixed(2)}`)
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) flaws.push('scrolls sideways')
  return flaws
}
