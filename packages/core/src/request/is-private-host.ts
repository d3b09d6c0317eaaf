/** Request room. Host of a URL → whether a browser on the internet cannot reach it. Pure. @see RFC 1918, RFC 4193, RFC 6761 */

const PRIVATE_HOST =
  /^(?:localhost|[^.:[\]]+|.*\.(?:localhost|local|internal)|(?:0|10|127)(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|\[(?:::1?|f[cd][\da-f]{2}:.*|fe80:.*)\])$/i

/** A loopback or private address, or a name that only a private network knows, as those of containers, which have no dot. */
export function isPrivateHost(host: string): boolean {
  return PRIVATE_HOST.test(host.replace(/:\d+$/, ''))
}
