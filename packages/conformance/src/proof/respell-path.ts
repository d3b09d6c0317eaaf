/** Path → spellings that some router or server takes for the same path, or that look like a public one. Pure. */

/** Letter case, delimiters, parameters and addresses inside of one segment, on one path. */
export function respellPath(path: string): readonly string[] {
  const [, first = '', ...rest] = path.split('/')
  const below = rest.length === 0 ? '' : `/${rest.join('/')}`
  const spelled = (name: string): string => `/${name}${below}`
  return [
    spelled(first.charAt(0).toUpperCase() + first.slice(1)),
    spelled(Array.from(first, (letter, at) => (at % 2 === 0 ? letter : letter.toUpperCase())).join('')),
    spelled(`${first};v=1`),
    spelled(`${first};`),
    spelled(`${first}%3Bv=1`),
    spelled(`${first}%23`),
    spelled(`${first}%3F`),
    spelled(`${first}%2F.`),
    spelled(`.;/${first}`),
    spelled(`x;/../${first}`),
    spelled(`x/..;/${first}`),
    spelled(`docs/..;/${first}`),
    spelled(`docs/..%3B/${first}`),
    `/docs/..${path}`,
    `/docs/%2e%2e${path}`,
    `/docs/..%2f${path.slice(1)}`,
    `/docs%2f..${path}`,
    `/docs%2F..%2F${path.slice(1)}`,
    `/docs%5c..%5c${path.slice(1)}`,
    `/docs/..%5c${path.slice(1)}`,
    `/docs/%252e%252e${path}`,
    `/docs/..%252f${path.slice(1)}`,
    `/docs/%2e%2e%2f${path.slice(1)}`,
    `/docs/.%2e${path}`,
    `/docs\\..${path}`,
    `/docs?/..${path}`,
    `/docs%3F/..${path}`,
    `/docs%23/..${path}`,
    `/docs#/..${path}`,
    `/docs//..${path}`,
    `/docs//../..${path}`,
    `//docs/..${path}`,
    `/docs/https%3A%2F%2Fapp.example${path}`,
    `/https%3A%2F%2Fapp.example${path.replaceAll('/', '%2F')}`,
    `${path}/..`,
    `${path}/../docs`,
    `${path}%2f..%2f..%2fdocs`,
    `${path}/%2e%2e/docs`,
    `${path}/;/docs`,
    `${path}%23/docs`,
    `${path}%3F/docs`,
    `${path}%3Fx=/docs`,
    `${path}%EF%BC%8Fdocs`,
    `/%EF%BC%8F${path.slice(1)}`,
    `/docs/%E2%80%A5${path}`,
    `${path}%C0%AF`,
    `${path}%c0%ae`,
    `/docs/..%c0%af${path.slice(1)}`,
    `${path}%09`,
    `${path}%7f`,
    `${path}%EF%BB%BF`,
    `${path}%20/`,
    `${path}+`,
    `${path}*`,
    `${path}:x`,
    `/${path.slice(1).replaceAll('/', '%2f')}`,
    `/${path.slice(1).replaceAll('/', '%5C')}`,
    `/${path.slice(1).replaceAll('/', '//')}`,
    `/%61${path}`,
    Array.from(path, (letter) => (letter === '/' ? '/' : toEscape(letter))).join(''),
    Array.from(path, (letter) => (letter === '/' ? '/' : toEscape(letter).replace('%', '%25'))).join(''),
    path.replaceAll(
      /[iIsSkK]/g,
      (letter) => ({ i: '%C4%B1', s: '%C5%BF', k: '%E2%84%AA' })[letter.toLowerCase()] ?? letter,
    ),
  ]
}

function toEscape(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16)}`
}
