/** The Worker whose bindings the tests of this folder use. */
export { PosternStore } from '../../src/index.ts'

export default { fetch: (): Response => new Response() }
