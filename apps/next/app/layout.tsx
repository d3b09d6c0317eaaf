import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Frame } from './parts/frame'
import { Header } from './parts/header'
import './styles.css'
import './styles/header.css'
import './styles/parts.css'

export const metadata: Metadata = {
  title: { default: 'Postern example', template: '%s · Postern example' },
  description: 'A Next.js application whose pages are opened by a session, a permission or a machine token.',
}

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Frame header={<Header />}>{children}</Frame>
      </body>
    </html>
  )
}
