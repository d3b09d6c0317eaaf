/** Every organization, and a form for one more. */
import type { Instance } from '../../instance.ts'
import type { Organization } from '../../state/model.ts'
import { countMembers } from '../../state/people.ts'
import { html, type Html } from '../html.ts'
import { showText } from '../show-text.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { findRows, showPages, showSearch } from './paging.ts'
import { showCard, showField, showMoment, showSelect, showTable } from './parts.ts'

const PATH = '/__emu/console/organizations'

export function showOrganizations(page: ConsolePage): ConsoleView {
  const { instance } = page
  const found = findRows(page, instance.store.list('organizations'), ({ id, name, slug }) => `${id} ${name} ${slug}`)
  return {
    title: 'Organizations',
    isLive: true,
    body: [
      html`<section class="card">${showSearch(PATH, 'Name, slug or id', found)}</section>`,
      showCard(
        found.total === 1 ? '1 organization' : `${found.total} organizations`,
        [showTableOf(instance, found.rows), showPages(PATH, found)],
        'organizations',
      ),
      showCard('New organization', showForm(page)),
    ],
  }
}

function showTableOf(instance: Instance, organizations: readonly Organization[]): Html {
  const rows = organizations.map((one) => [
    html`<a href="${PATH}/${encodeURIComponent(one.id)}">${showText(one.name, 40)}</a>`,
    showText(one.slug),
    html`<code>${one.id}</code>`,
    String(countMembers(instance, one.id)),
    showMoment(instance, one.createdAtMs),
  ])
  return showTable('Organizations', ['Name', 'Slug', 'Id', 'Members', 'Since'], rows, 'None fits.')
}

function showForm({ instance, typed }: ConsolePage): Html {
  const users = instance.store.list('users').map(({ id, email }) => [id, email === '' ? id : email] as const)
  return html`<form method="post" action="${PATH}">
    <div class="fields">
      ${showField({ id: 'new-name', name: 'name', label: 'Name', value: typed('name'), isRequired: true })}
      ${showField({ id: 'new-slug', name: 'slug', label: 'Slug; empty: from the name', value: typed('slug') })}
      ${showSelect({ id: 'new-owner', name: 'createdBy', label: 'Whose', value: typed('createdBy') }, [['', 'nobody’s'], ...users])}
      <div><button type="submit">Create</button></div>
    </div>
  </form>`
}
