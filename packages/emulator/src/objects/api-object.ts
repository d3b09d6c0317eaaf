/** A record as the API writes it: snake_case, every key present, null where nothing is known. */
export type ApiObject = Readonly<Record<string, unknown>>
/** Who reads it: a server sees private metadata, a person does not. */
export type Audience = 'server' | 'person'
