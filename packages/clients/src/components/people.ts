/** People of the scenes. Their addresses are those of tests, so the code is known. */
export const CODE = '424242'

export interface Person {
  readonly email: string
  readonly password: string
  readonly firstName: string
}

export const MIRA: Person = { email: 'mira+clerk_test@example.com', password: 'nine patient herons', firstName: 'Mira' }
export const OTTO: Person = { email: 'otto+clerk_test@example.com', password: 'ten patient herons', firstName: 'Otto' }
