import type { IncomingMessage, ServerResponse } from 'node:http'
import { isIPv4 } from 'node:net'
import type { Problem } from '@tenure/core/contract'

/** Where the server listens, and who else may call. */
export interface GateOptions {
  readonly loopback: boolean
  readonly origins: readonly string[]
  /** The name under which a proxy in front is reached; then only that name, and those of this machine, are answered. */
  readonly publicHost?: string
}

const securityHeaders = new Map([
  [
    'content-security-policy',
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  ],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
])

/**
 * The first step of every request: sets the security headers, and answers requests under a foreign name or from a
 * foreign page. Returns whether the request may go on.
 */
export function createGate({
  loopback,
  origins,
  publicHost,
}: GateOptions): (incoming: IncomingMessage, outgoing: ServerResponse) => boolean {
  const allowed = new Set(origins)
  return (incoming, outgoing) => {
    outgoing.setHeaders(securityHeaders)
    const { host, origin } = incoming.headers
    if (host === undefined || !isOwnName(host, { loopback, publicHost }))
      return refuse(outgoing, 421, loopback ? 'a Host name of this machine' : 'the Host name of this server')
    if (origin === undefined || isOwnOrigin(origin, host)) return true
    if (!allowed.has(origin)) return refuse(outgoing, 403, 'an Origin that is allowed here')
    return admitForeign(origin, incoming, outgoing)
  }
}

/** Whether the name or address means only this machine. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'))
}

function isOwnName(
  host: string,
  { loopback, publicHost }: { readonly loopback: boolean; readonly publicHost: string | undefined },
): boolean {
  if (publicHost !== undefined) return host.toLowerCase() === publicHost || isLoopback(nameOf(host))
  return !loopback || isLoopback(nameOf(host))
}

/** Whether a page of this server sent it. A proxy in front has to keep the Host name. */
export function isOwnOrigin(origin: string, host: string): boolean {
  const name = host.toLowerCase()
  return origin === `http://${name}` || origin === `https://${name}`
}

/** Answers outside the routes. */
export function writeProblem(outgoing: ServerResponse, status: number, problem: Problem): void {
  outgoing.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  outgoing.end(JSON.stringify({ ok: false, problem }))
}

function nameOf(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
}

function refuse(outgoing: ServerResponse, status: number, missing: string): false {
  writeProblem(outgoing, status, { code: 'access.denied', message: `The request lacks ${missing}.`, details: { missing } })
  return false
}

// No credentials: a foreign page calls with a token of its own, never with the cookie.
function admitForeign(origin: string, incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  outgoing.setHeader('access-control-allow-origin', origin)
  outgoing.setHeader('cross-origin-resource-policy', 'cross-origin')
  outgoing.setHeader('vary', 'origin')
  if (incoming.method !== 'OPTIONS') return true
  outgoing.writeHead(204, {
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'authorization, content-type, last-event-id, x-tenure',
    'access-control-max-age': '600',
  })
  outgoing.end()
  return false
}
