/** The one style sheet of all pages. No font, no image, nothing from anywhere. Its parts look like those of `apps/next`. */
import { consoleStyle } from './console/console-style.ts'
import { toDeclarations } from './palette.ts'

const common = `
:root { color-scheme: light dark; ${toDeclarations()} --radius: .75rem; --small-radius: .5rem;
  font: 1rem/1.5 ui-sans-serif, system-ui, sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--paper); color: var(--ink); display: grid; grid-template: auto 1fr auto / minmax(0, 1fr); }
main { width: min(100% - 2rem, 26rem); margin: auto; padding: 2rem 0; grid-row: 2; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.5rem; min-width: 0; }
.card + .card, .card + .grid, .card + [data-live], [data-live] + .card { margin-top: 1rem; }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 .25rem; letter-spacing: -.02em; overflow-wrap: anywhere; }
h2 { font-size: 1.0625rem; margin: 0 0 .75rem; overflow-wrap: anywhere; }
[hidden] { display: none !important; }
h3 { font-size: .875rem; margin: 1.5rem 0 -.25rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
form { margin: 0; }
label { display: block; font-weight: 600; font-size: .875rem; margin: 1rem 0 .375rem; }
input, select { width: 100%; min-width: 0; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: var(--small-radius); font: inherit;
  color: inherit; background: var(--paper); }
input[aria-invalid='true'] { border-color: var(--bad); }
::placeholder { color: var(--soft); opacity: 1; }
button, .button { display: block; width: 100%; padding: .5rem .9rem; border: 1px solid transparent; border-radius: var(--small-radius); font: inherit;
  font-weight: 600; text-align: center; text-decoration: none; background: var(--accent); color: var(--on-accent); cursor: pointer; overflow-wrap: anywhere; }
button.quiet, .button.quiet { background: transparent; color: inherit; border-color: var(--edge); font-weight: 500; }
button.quiet:hover, .button.quiet:hover { background: var(--hover); }
button.inline { display: inline-block; width: auto; padding: .25rem .625rem; font-size: .875rem; }
.actions { margin-top: 1.25rem; display: grid; gap: .5rem; grid-template-columns: minmax(0, 1fr); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .25rem; }
a { color: var(--accent); text-underline-offset: .2em; }
ul.people { list-style: none; margin: 0 0 1.25rem; padding: 0; display: grid; gap: .5rem; }
ul.people button { display: flex; align-items: center; gap: .75rem; text-align: left; background: transparent; color: inherit;
  border-color: var(--line); font-weight: 400; }
ul.people button:hover { background: var(--hover); border-color: var(--accent); }
.person { display: flex; align-items: center; gap: .75rem; }
ul.plain { list-style: none; margin: 0; padding: 0; }
ul.plain li { display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: .5rem 0;
  border-bottom: 1px solid var(--line); }
.mark { flex: none; width: 2.25rem; height: 2.25rem; border-radius: 50%; display: grid; place-items: center; font-weight: 700;
  font-size: .8125rem; background: var(--hover); color: var(--accent); border: 1px solid var(--line); }
.who { display: grid; min-width: 0; overflow-wrap: anywhere; }
.who b { font-weight: 600; }
.who span { color: var(--soft); font-size: .8125rem; overflow: hidden; text-overflow: ellipsis; }
.or { display: flex; align-items: center; gap: .75rem; color: var(--soft); font-size: .8125rem; margin: 1.25rem 0 .25rem; }
form > .or { margin-bottom: .75rem; }
form:has(> .below) + form { margin-top: 1.25rem; }
.or::before, .or::after { content: ''; flex: 1; border-top: 1px solid var(--line); }
.error { border: 1px solid var(--bad); color: var(--bad); border-radius: var(--small-radius); padding: .625rem .75rem; font-size: .875rem;
  margin: 1rem 0; overflow-wrap: anywhere; }
.tag { font-size: .75rem; border: 1px solid var(--edge); border-radius: 99px; padding: .0625rem .5rem; color: var(--soft); white-space: nowrap; }
.below { text-align: center; margin: 1.25rem 0 0; font-size: .875rem; color: var(--soft); }
footer { text-align: center; padding: 1rem; font-size: .8125rem; color: var(--soft); grid-row: 3; }
code, .code { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: .8125rem; overflow-wrap: anywhere; }
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); margin-bottom: 1rem; }
.grid .card + .card { margin-top: 0; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
.row label { margin-top: 0; }
.row > * { flex: 1; }
.row button { white-space: nowrap; }
.card > :last-child, .card > form:last-child > ul.people { margin-bottom: 0; }
textarea { width: 100%; border: 1px solid var(--edge); border-radius: var(--small-radius); padding: .5rem; background: var(--paper);
  color: inherit; font: .75rem/1.4 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; resize: vertical; }
fieldset.bare { border: 0; min-width: 0; margin: 0 0 1rem; padding: 0; }
legend { font-weight: 600; font-size: .875rem; padding: 0; margin-bottom: .375rem; }
button[aria-pressed='true'] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.skip { position: absolute; inset: 0 auto auto 1rem; padding: .5rem 1rem; background: var(--accent); color: var(--on-accent); translate: 0 -150%; }
.skip:focus { translate: 0 0; }
.ways { width: min(100% - 2rem, 26rem); margin: 0 auto; padding-top: 1rem; font-size: .875rem; display: flex; flex-wrap: wrap; gap: .25rem 1rem;
  justify-content: space-between; }
.ways a { overflow-wrap: anywhere; }
@media (prefers-reduced-motion: no-preference) { button, .button { transition: background .12s, border-color .12s; } }
`

export const style: string = common + consoleStyle
