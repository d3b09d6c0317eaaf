/**
 * What the provider's script puts into the fragment, where no server sees it: `/sign-in#/?redirect_url=…`, `/sign-in#/create?…` to sign up,
 * `/sign-in#/tasks/…` for an open task. This asks again with all of it in the query. Without scripts the pages work, and do not know the way back.
 */
import type { PageScript } from './answer-page.ts'

const TEXT = `(() => {
const [, path = '', text = ''] = /^#(\\/[^?]*)?(?:\\?(.*))?$/.exec(location.hash) ?? []
const page = path.startsWith('/create') ? '/sign-up' : path.startsWith('/tasks') ? '/sign-in/tasks' : location.pathname
if (text === '' && page === location.pathname) return
const query = new URLSearchParams(location.search)
for (const [name, value] of new URLSearchParams(text)) query.set(name, value)
location.replace(page.replace(/^\\/+/, '/') + '?' + query)
})()`

export const keepFragment: PageScript = { text: TEXT, hash: 'tPf4pAtL+TJP91nptpE2w00E7XyP9vsZ8F3gmElzj1I=' }
