/** Address, name, what it shows. */
export type Row = readonly [href: string, name: string, text: string]

interface Props {
  readonly id: string
  readonly title: string
  readonly rows: readonly Row[]
  /** What is missing, and why. */
  readonly note?: string | null
}

/** Plain links: a link that Next loads in advance would make an organization active before anybody clicks. */
export function RouteList({ id, title, rows, note = null }: Props) {
  return (
    <section aria-labelledby={id} className="card">
      <h2 id={id}>{title}</h2>
      {note === null ? null : <p className="note">{note}</p>}
      <ul className="routes">
        {rows.map(([href, name, text]) => (
          <li key={href}>
            <a href={href}>{name}</a>
            <code>{href}</code>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
