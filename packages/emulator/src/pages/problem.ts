/** What is wrong with the e-mail address of a form: said beside it, and by it. */
import { html, type Html } from './html.ts'

const PROBLEM_ID = 'problem'

/** Attributes of the field that has the problem. */
export const INVALID: Html = html`aria-invalid="true" aria-describedby="${PROBLEM_ID}" autofocus`

export function showProblem(problem: string): Html {
  return html`<p class="error" id="${PROBLEM_ID}" role="alert">${problem}</p>`
}
