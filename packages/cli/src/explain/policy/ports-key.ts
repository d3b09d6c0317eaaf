/** Where the ports are while a policy is asked: a symbol that the bundled module and its thread agree on. */
export const PORTS_KEY = 'postern.explain.ports'
