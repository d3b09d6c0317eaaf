/** As much of it as a test needs: the declarations of React's package are no dependency of the examples. */
declare module 'react-dom/server.edge' {
  import type { ReactNode } from 'react'

  export function renderToReadableStream(
    page: ReactNode,
  ): Promise<ReadableStream<Uint8Array> & { readonly allReady: Promise<void> }>
}
