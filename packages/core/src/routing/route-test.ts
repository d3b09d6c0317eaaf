/** Routing room. What a compiled pattern answers: null, or the parameters of the path it matched. Pure. */
export type RouteTest = (pathname: string) => Readonly<Record<string, string>> | null
