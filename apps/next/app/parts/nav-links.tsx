'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

const pages = [
  ['/', 'Start'],
  ['/dashboard', 'Dashboard'],
  ['/forum', 'Forum'],
  ['/admin', 'Admin'],
  ['/guestbook', 'Guestbook'],
] as const

/** Where one can go. Next may load every link in advance: what is refused to it stays out of the console. */
export function NavLinks() {
  const here = usePathname()
  return (
    <nav aria-label="Pages">
      <ul>
        {pages.map(([href, name]) => (
          <li key={href}>
            <Link href={href} aria-current={href === here ? 'page' : undefined}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
