import { headers } from 'next/headers'
import Script from 'next/script'
import type { ReactNode } from 'react'

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Asking for a header makes every page wait for its request.
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang="en">
      <body>
        {children}
        <Script id="greeting" nonce={nonce}>{`document.body.dataset.greeting = 'hello'`}</Script>
      </body>
    </html>
  )
}
