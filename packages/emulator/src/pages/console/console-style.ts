/** The part of the style sheet that only the console needs. */
export const consoleStyle = `
main.wide { width: min(100% - 2rem, 76rem); margin: 0 auto; padding: 1.5rem 0 2rem; }
.top { width: min(100% - 2rem, 76rem); margin: 0 auto; padding: .75rem 0; border-bottom: 1px solid var(--line); }
.top .line { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; justify-content: space-between; }
.top .brand { font-weight: 700; color: inherit; text-decoration: none; }
.top .state { display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: center; font-size: .8125rem; color: var(--soft); }
.tabs ul { display: flex; flex-wrap: wrap; gap: .125rem; list-style: none; margin: .5rem 0 0; padding: 0; }
.tabs a { display: block; padding: .375rem .625rem; border-radius: var(--small-radius); color: inherit; text-decoration: none; font-size: .9375rem; }
.tabs a:hover { background: var(--hover); }
.tabs a[aria-current] { background: var(--hover); color: var(--accent); font-weight: 600; box-shadow: inset 0 -2px 0 var(--accent); }
.head { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; margin-bottom: 1rem; }
.head h1 { margin: 0; font-size: 1.5rem; }
.head form, .head .live, .tight > * { flex: none; }
.fields input, .fields select, .fields button { min-height: 2.625rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; padding: .4375rem .75rem .4375rem 0; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { white-space: nowrap; overflow-wrap: normal; }
th { color: var(--soft); font-weight: 500; border-top: 0; }
td:last-child, th:last-child { padding-right: 0; }
td.short { white-space: nowrap; overflow-wrap: normal; }
td.roomy { min-width: 8.5rem; }
td form { display: inline-block; }
td textarea { min-width: 12rem; }
.good { color: var(--good); } .bad { color: var(--bad); }
dl.facts { display: grid; gap: .5rem; margin: 0; font-size: .9375rem; }
dl.facts div { display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: 1rem; align-items: baseline; }
dl.facts dt { color: var(--soft); font-size: .875rem; }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.copyable { display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: center; min-width: 0; }
.copyable > code, .copyable > a { min-width: 0; }
.copyable.block { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: start; }
pre { margin: 0; padding: .75rem; background: var(--paper); border: 1px solid var(--line); border-radius: var(--small-radius);
  font: .8125rem/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; min-width: 0; }
button.copy { display: inline-block; width: auto; padding: .125rem .5rem; font-size: .8125rem; font-weight: 500; background: transparent;
  color: inherit; border-color: var(--edge); }
button.copy:hover { background: var(--hover); }
.big { font: 700 1.5rem/1.2 ui-monospace, Menlo, Consolas, monospace; letter-spacing: .12em; }
.fields { display: grid; gap: .75rem 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); align-items: end; }
.fields label { margin-top: 0; }
.fields + label, .fields + div { margin-top: 1rem; }
label + input + datalist + .fields { margin-top: 1rem; }
.search { display: grid; gap: .75rem 1rem; grid-template-columns: minmax(0, 1fr) auto; align-items: end; }
.search label { margin-top: 0; }
.search button { min-height: 2.625rem; padding-inline: 1.5rem; }
details > summary { cursor: pointer; font-weight: 600; font-size: .875rem; }
details[open] > summary { margin-bottom: .5rem; }
details + details { margin-top: .75rem; }
.danger { color: var(--bad); border-color: var(--bad) !important; }
.pages { display: flex; gap: 1rem; margin: .75rem 0 0; font-size: .875rem; }
.quiet-line { margin: 0; }
.visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (width >= 44rem) {
  main.wide .actions:not(.row) { justify-content: start; grid-template-columns: auto; }
  main.wide .actions:not(.row) button { padding-inline: 1.5rem; }
  main.wide .below { text-align: left; }
}
@media (width < 44rem) {
  .copyable.block { grid-template-columns: minmax(0, 1fr); justify-items: start; }
  .copyable.block pre { width: 100%; }
  .card { padding: 1rem; }
  dl.facts div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  table, tbody, tr, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: .5rem 0; border-top: 1px solid var(--line); }
  td { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .5rem; padding: .125rem 0; border: 0; }
  td.short { white-space: normal; overflow-wrap: anywhere; }
  td.none { display: none; }
  td::before { content: attr(data-label); color: var(--soft); }
  td[data-label='']::before { content: none; }
  td[data-label=''] { grid-template-columns: minmax(0, 1fr); }
  td textarea { min-width: 0; }
  td.roomy { min-width: 0; }
  table.log tr { display: grid; grid-template-columns: auto auto minmax(0, 1fr); gap: 0 .75rem; }
  table.log td { display: block; }
  table.log td::before { content: none; }
  table.log td:nth-child(3), table.log td:nth-child(5) { grid-column: 1 / -1; }
  table.log td:nth-child(4) { order: -1; }
  table.log td:nth-child(-n+2) { order: -2; color: var(--soft); }
}
`
