/** Does somebody look at the answer in a browser? The request → true or false. Programs and scripts read data instead. */
export function wantsPage({ headers }: Request): boolean {
  return headers.get('sec-fetch-dest') !== 'script' && headers.get('accept')?.includes('text/html') === true
}
