import { Head, Html, Main, NextScript } from 'next/document'

/** Only for the language: without this file, pages of this router have none. */
export default function Document() {
  return (
    <Html lang="en">
      <Head>
        <link rel="icon" href="/icon.svg" />
      </Head>
      <body>
        <Main />
        <NextScript />
      </body>
    </Html>
  )
}
