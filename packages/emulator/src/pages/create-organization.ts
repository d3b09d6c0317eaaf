/** `/create-organization`: a form for the name; whoever posts it belongs to the new organization, which is then the active one. */
import type { PersonPage } from '../callers.ts'
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import { Refusal } from '../refusal.ts'
import type { Organization } from '../state/model.ts'
import { checkMayCreate, createOrganization } from '../state/organizations/organizations.ts'
import { html } from './html.ts'
import { answerPage } from './answer-page.ts'
import { switchTo } from './answer-org-switch.ts'
import { hiddenFields, waysOf } from './read-page.ts'
import { showText } from './show-text.ts'

export function answerCreateOrganizationPage(_call: Call, page: PersonPage): Promise<Response> {
  return showForm(page, null)
}

async function showForm(page: PersonPage, fault: string | null): Promise<Response> {
  return answerPage({
    top: waysOf(page),
    title: 'Create an organization',
    status: fault === null ? 200 : 422,
    setCookies: [await toClientCookie(page.call, page.client)],
    body: html`<section class="card">
      <h1>Create an organization</h1>
      <p class="soft small">You belong to it as its first member, and it is active at once.</p>
      ${fault === null ? null : html`<p role="alert">${showText(fault)}</p>`}
      <form method="post" action="/create-organization">
        ${hiddenFields(page)}
        <label for="organization-name">Name</label>
        <input id="organization-name" name="name" required placeholder="for example: Acme" />
        <div class="actions"><button type="submit">Create organization</button></div>
      </form>
    </section>`,
  })
}

export async function answerCreateOrganization(call: Call, page: PersonPage): Promise<Response> {
  try {
    const { id } = makeOrganization(page)
    call.note(`organization ${id} made by ${page.user.id}`)
    return await switchTo(page, id)
  } catch (error) {
    if (error instanceof Refusal) return showForm(page, error.message)
    throw error
  }
}

function makeOrganization({ instance, user, fields }: PersonPage): Organization {
  return instance.store.write(() => {
    checkMayCreate(instance, user)
    return createOrganization(instance, {
      name: fields.get('name') ?? '',
      slug: null,
      createdBy: user.id,
      maxMemberships: null,
      publicMetadata: {},
      privateMetadata: {},
    })
  })
}
