/** Address, name, what it shows. */
export type Row = readonly [href: string, name: string, text: string]

/** Plain links: a link that Next loads in advance would make an organization active before anybody clicks. */
export function RouteList({ id, title, rows }: { id: string; title: string; rows: readonly Row[] }) {
  return (
    <section aria-labelledby={id} className="card">
      <h2 id={id}>{title}</h2>
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
