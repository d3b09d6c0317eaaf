import type { AppProps } from 'next/app'
import '../app/styles.css'
import '../app/styles/header.css'
import '../app/styles/parts.css'

export default function Application({ Component, pageProps }: AppProps) {
  return <Component {...pageProps} />
}
