'use client'

import { useState } from 'react'

/** A line for a terminal, and a button that copies it. Without scripts the line can be selected. */
export function Command({ label, line }: { label: string; line: string }) {
  const [said, say] = useState('')
  const copy = (): void => {
    navigator.clipboard.writeText(line).then(
      () => say('Copied'),
      () => say('Select it by hand'),
    )
  }
  return (
    <div className="command">
      <pre>
        <code>{line}</code>
      </pre>
      <button className="quiet" type="button" onClick={copy} aria-label={`Copy ${label}`}>
        Copy
      </button>
      <output>{said}</output>
    </div>
  )
}
