import type { ReactNode } from 'react'

/** What stands around every page, in both routers. */
export function Frame({ header, children }: { header: ReactNode; children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      {header}
      <main id="content">{children}</main>
      <footer>
        <p>
          The rules of this application stand in one file, <code>proxy.ts</code>.
        </p>
      </footer>
    </>
  )
}
