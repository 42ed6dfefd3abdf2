import { isIP } from 'node:net'
import { RefusedFetch } from './fetch-refusal.js'
import { isPublicAddress } from './public-address.js'

const longest = 2_000

/** The address that a text names, where it may be fetched as far as the text says. Errors: `RefusedFetch`. */
export function checkUrl(text: string, base?: URL): URL {
  // A parser that follows the URL standard writes decimal, octal and short forms of IP addresses out, so the checks see what is connected to.
  const url = text.length <= longest && URL.canParse(text, base?.href) ? new URL(text, base) : undefined
  if (url === undefined) throw new RefusedFetch('address')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new RefusedFetch('scheme')
  if (url.username !== '' || url.password !== '') throw new RefusedFetch('credentials')
  const port = portOf(url)
  if (port !== 80 && port !== 443 && port < 1024) throw new RefusedFetch('port')
  const name = nameOf(url)
  if (isIP(name) !== 0 && !isPublicAddress(name)) throw new RefusedFetch('private')
  return url
}

/** The port that it is fetched from. */
export function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}
/** The name of its server, or its IP address, without brackets and final dot. */
export function nameOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}
