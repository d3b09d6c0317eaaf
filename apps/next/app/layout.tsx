import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Header } from './parts/header'
import './styles.css'

export const metadata: Metadata = {
  title: { default: 'Postern example', template: '%s · Postern example' },
  description: 'A Next.js application whose pages are opened by a session, a permission or a machine token.',
}

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <a className="skip" href="#content">
          Skip to the content
        </a>
        <Header />
        <main id="content">{children}</main>
        <footer>
          <p>
            The rules of this application stand in one file, <code>proxy.ts</code>.
          </p>
        </footer>
      </body>
    </html>
  )
}
