import { Decision } from './parts/decision'
import { PeopleCard } from './parts/people-card'
import { ProgramsCard } from './parts/programs-card'
import { RouteList } from './parts/route-list'
import { forEverybody, forMembers, forOrganizations } from './parts/start-rows'
import { organizationsHere } from './parts/who-is-here'

export default async function Start() {
  const own = await organizationsHere()
  return (
    <>
      <h1>Everybody may read this</h1>
      <p className="lead">
        This page is public. Others need a session, a permission or a token; to anybody else they do not exist.
      </p>
      <PeopleCard />
      <div className="cards">
        <RouteList id="everybody" title="For everybody" rows={forEverybody} />
        <RouteList id="members" title="With a session" rows={forMembers} />
        <RouteList
          id="organizations"
          title="In an organization"
          rows={forOrganizations(own)}
          note={own.length === 0 ? 'The pages of your organizations stand here, once you belong to one.' : null}
        />
      </div>
      <ProgramsCard />
      <Decision />
    </>
  )
}
