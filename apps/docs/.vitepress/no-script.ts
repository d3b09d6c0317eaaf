/** The style sheet of readers without scripts: what a script would open stands open, and tabs of code change by themselves. */

/** More files than any page shows side by side. */
const MAX_TABS = 10

const tabs = Array.from({ length: MAX_TABS }, (_, at) => at + 1)
  .map(
    (at) =>
      `.vp-code-group:has(.tabs input:nth-of-type(${at}):checked) .blocks > div:nth-child(${at}) { display: block !important; }`,
  )
  .join('\n')

/** Goes into a `noscript` of the head. */
export const noScriptStyle: string = `
.VPNavBarHamburger, .VPNavBarSearch, .VPNavBarAppearance, .VPNavBarExtra, .VPLocalNav { display: none !important; }
.vp-code-group .blocks > div { display: none !important; }
${tabs}
@media (max-width: 959px) {
  .VPSidebar { position: static !important; transform: none !important; opacity: 1 !important; visibility: visible !important;
    width: auto !important; max-width: none !important; box-shadow: none !important; padding-top: 1rem !important; }
  .Layout { display: flex; flex-direction: column; }
  .VPSidebar { order: 2; }
  .VPNav, .VPNavBar, .VPNavBar .container, .VPNavBar .wrapper { height: auto !important; }
  .VPNavBar .container { flex-wrap: wrap; }
  .VPNavBarMenu { display: flex !important; flex-wrap: wrap; }
}
`
