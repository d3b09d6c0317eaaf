import type { Person } from './person'

/** A picture, or the letters that stand for it. The name stands beside it, so it says nothing to a screen reader. */
export function Mark({ initials, picture }: Pick<Person, 'initials' | 'picture'>) {
  // The provider's address is not known when the application is built, so Next cannot make the picture smaller.
  if (picture !== null) return <img className="mark" src={picture} alt="" width={36} height={36} />
  return (
    <span className="mark" aria-hidden="true">
      {initials}
    </span>
  )
}
