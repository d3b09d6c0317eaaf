/** The one style sheet of all pages. No font, no image, no script from anywhere. */
export const style = `
:root { color-scheme: light dark; --page: #f5f5f2; --card: #fff; --ink: #1c1c1a; --soft: #6b6a64; --line: #deddd6; --edge: #85847c; --accent: #2f4bd8;
  --on-accent: #fff; --bad: #b3261e; --hover: #f0f0fb; --radius: 14px; font-family: system-ui, -apple-system, 'Segoe UI', sans-serif; }
@media (prefers-color-scheme: dark) { :root { --page: #141416; --card: #1e1e22; --ink: #ececea; --soft: #a3a29b; --line: #34343a; --edge: #75757f;
  --accent: #9aa8ff; --on-accent: #14163a; --bad: #ffb4ab; --hover: #26262f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--page); color: var(--ink); font-size: 16px; line-height: 1.5;
  display: grid; grid-template: 1fr auto / minmax(0, 1fr); }
main { width: min(100% - 2rem, 26rem); margin: auto; padding: 2.5rem 0; }
main.wide { width: min(100% - 2rem, 72rem); margin: 0 auto; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); padding: 2rem; }
.card + .card, .card + .grid { margin-top: 1rem; }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1rem; margin: 0 0 .75rem; }
h3 { font-size: .875rem; margin: 1.5rem 0 -.25rem; }
p { margin: 0 0 1rem; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
form { margin: 0; }
label { display: block; font-weight: 600; font-size: .875rem; margin: 1rem 0 .375rem; }
input, select { width: 100%; min-width: 0; padding: .625rem .75rem; border: 1px solid var(--edge); border-radius: 9px; font: inherit; color: inherit;
  background: var(--page); }
input[aria-invalid='true'] { border-color: var(--bad); }
::placeholder { color: var(--soft); opacity: 1; }
button, .button { display: block; width: 100%; padding: .625rem .875rem; border: 1px solid transparent; border-radius: 9px; font: inherit;
  font-weight: 600; text-align: center; text-decoration: none; background: var(--accent); color: var(--on-accent); cursor: pointer; }
button.quiet, .button.quiet { background: transparent; color: inherit; border-color: var(--line); font-weight: 500; }
button.quiet:hover, .button.quiet:hover { background: var(--hover); }
button.inline { display: inline-block; width: auto; padding: .25rem .625rem; font-size: .875rem; }
.actions { margin-top: 1.25rem; display: grid; gap: .5rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
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
.who { display: grid; min-width: 0; }
.who b { font-weight: 600; }
.who span { color: var(--soft); font-size: .8125rem; overflow: hidden; text-overflow: ellipsis; }
.or { display: flex; align-items: center; gap: .75rem; color: var(--soft); font-size: .8125rem; margin: 1.25rem 0 .25rem; }
form > .or { margin-bottom: .75rem; }
.or::before, .or::after { content: ''; flex: 1; border-top: 1px solid var(--line); }
.error { border: 1px solid var(--bad); color: var(--bad); border-radius: 9px; padding: .625rem .75rem; font-size: .875rem; margin: 1rem 0; }
.tag { font-size: .75rem; border: 1px solid var(--line); border-radius: 99px; padding: .0625rem .5rem; color: var(--soft); white-space: nowrap; }
.below { text-align: center; margin: 1.25rem 0 0; font-size: .875rem; color: var(--soft); }
footer { text-align: center; padding: 1rem; font-size: .8125rem; color: var(--soft); }
code, .code { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: .8125rem; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; min-width: 40rem; font-size: .875rem; }
th, td { text-align: left; padding: .4375rem .75rem .4375rem 0; border-top: 1px solid var(--line); vertical-align: top; }
td code, td textarea { display: inline-block; min-width: 12rem; }
th { color: var(--soft); font-weight: 500; border-top: 0; }
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); margin-bottom: 1rem; }
.grid .card + .card { margin-top: 0; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
.row label { margin-top: 0; }
.row > * { flex: 1; }
.row button { white-space: nowrap; }
.card > :last-child, .card > form:last-child > ul.people { margin-bottom: 0; }
textarea { width: 100%; border: 1px solid var(--edge); border-radius: 9px; padding: .5rem; background: var(--page);
  color: inherit; font: .75rem/1.4 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
fieldset.bare { border: 0; min-width: 0; margin: 0 0 1rem; padding: 0; }
legend { font-weight: 600; font-size: .875rem; padding: 0; margin-bottom: .375rem; }
button[aria-pressed='true'] { border-color: var(--accent); }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; }
@media (prefers-reduced-motion: no-preference) { button, .button { transition: background .12s, border-color .12s; } }
`
