import { whoseToken } from '../parts/whose-token'

export function GET(): Promise<Response> {
  return whoseToken()
}
