/**
 * Decision room. What a developer is told in the browser where a redirect would never end → HTML. Pure.
 *
 * @see apps/docs/decisions/019
 */

/** @param cause What is wrong. @param cure What to do about it. Both are plain text. */
export function toLoopPage(cause: string, cure: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Redirect stopped</title><body style="font:1rem/1.5 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem"><h1>This redirect would never end</h1><p>${toText(cause)}</p><p>${toText(cure)}</p><p><small>Shown in development only. In production the answer is a bare 401.</small></p>`
}

function toText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
