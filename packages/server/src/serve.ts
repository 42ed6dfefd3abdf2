import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Log } from '@tenure/core'
import { TenureError } from '@tenure/core/contract'
import { paths } from '@tenure/core/wire'
import { Hono } from 'hono'
import { addExportRoutes } from './export/export-routes.js'
import type { HostPort } from './host-port.js'
import type { Api, HttpEnv } from './http/api.js'
import { addCallRoutes } from './http/call-routes.js'
import { CallSlots } from './http/call-slots.js'
import { capConnections } from './http/connection-cap.js'
import { addElementRoutes } from './http/element-files.js'
import { createGate, isLoopback, writeProblem } from './http/gate.js'
import { createListener } from './http/node-listener.js'
import { createOpenApi } from './http/open-api.js'
import { openPage } from './http/page-files.js'
import { reply, replyJson, toProblem } from './http/reply.js'
import { route } from './http/route.js'
import { defaultLimits, type Limits } from './limits.js'
import { LiveConnections } from './live/live-connections.js'
import { addLiveRoutes } from './live/live-routes.js'
import { MinuteRate } from './minute-rate.js'
import { invalid, statusOf, tooLarge } from './problem-status.js'
import { addPublicLinkRoutes } from './public/public-link-routes.js'
import { addWebhookRoutes } from './public/webhook-routes.js'
import { Authenticator } from './sign-in/authenticator.js'
import { FirstAdminCode } from './sign-in/first-admin-code.js'
import { Sessions } from './sign-in/sessions.js'
import type { SignIn } from './sign-in/sign-in.js'
import { addSignInRoutes } from './sign-in/sign-in-routes.js'
import { systemTiming, type Timing } from './timing.js'
import type { UploadPort } from './upload/upload-port.js'
import { addUploadRoutes } from './upload/upload-routes.js'

/** What a server needs. */
export interface ServeOptions {
  readonly host: HostPort
  readonly signIn: SignIn
  /** Default: a free one. */
  readonly port?: number
  /** Default: `127.0.0.1`, only this machine. */
  readonly hostname?: string
  /** Where browsers find this server behind a proxy, such as `https://workspace.example`: the proxy keeps the Host name. */
  readonly publicUrl?: string
  /** Folder with the page's files. */
  readonly page?: string
  /** Foreign origins whose pages may call with a token, such as `https://crm.example`. */
  readonly origins?: readonly string[]
  readonly limits?: Partial<Limits>
  /** Where files go that users send; without it, none are taken. */
  readonly uploads?: UploadPort
  readonly log?: Log
  readonly timing?: Timing
}
/** A listening server. Closing it ends calls and streams; the host stays open. */
export interface Server extends AsyncDisposable {
  readonly url: string
  readonly port: number
  /** Makes the first administrator of an empty account, once; print it where only the operator reads. */
  readonly firstAdminCode?: string
}

// What a request line and headers may take; above the limit of addresses, so that the answer can name that limit.
const maxHeaderSize = 65_536
const requestTimeoutMs = 30_000
const closePatienceMs = 2_000
const silent: Log = { info: () => {}, warn: () => {} }

/**
 * Serves a host over HTTP: its providers and actions by their contracts, live streams, sign-in, and the page.
 *
 * Errors: `config.invalid`, `storage.failed` where the address cannot be listened on.
 */
export async function serve(options: ServeOptions): Promise<Server> {
  const hostname = options.hostname ?? '127.0.0.1'
  const publicUrl = options.publicUrl === undefined ? undefined : checkPublicUrl(options.publicUrl)
  const loopback = isLoopback(hostname) && publicUrl === undefined
  options.signIn.check?.({ hostname: publicUrl?.hostname ?? hostname, loopback, publicUrl: publicUrl?.origin })
  const page = options.page === undefined ? undefined : openPage(options.page)
  const http = createServer({ maxHeaderSize, requestTimeout: requestTimeoutMs })
  const port = await listen(http, options.port ?? 0, hostname)
  const api = createApi(options, loopback ? { name: `tenure-${port}`, secure: false } : { name: '__Host-tenure', secure: true })
  const listener = createListener(createApp(api, page), api.log)
  const admits = createGate({ loopback, origins: options.origins ?? [], ...(publicUrl && { publicHost: publicUrl.host }) })
  const isOneTooMany = capConnections(http, api.limits.connections)
  http.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (!admits(incoming, outgoing)) return
    if (isOneTooMany(incoming)) refuseConnection(outgoing, api.limits)
    else void listener(incoming, outgoing)
  })
  http.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuseBroken(error, socket))
  return { url: urlOf(hostname, port), port, ...codeOf(api), [Symbol.asyncDispose]: () => close(http, api) }
}

/** All that the routes share. */
export function createApi(options: ServeOptions, cookie: Api['cookie']): Api {
  const { host, signIn, timing = systemTiming, log = silent } = options
  const limits = { ...defaultLimits, ...options.limits }
  const sessions = new Sessions({ host, limits, timing, log })
  return {
    host,
    signIn,
    timing,
    log,
    limits,
    sessions,
    cookie,
    authenticator: new Authenticator({ host, signIn, sessions, timing, log }),
    live: new LiveConnections({ limits, timing, onFault: (error) => toProblem(error, log) }),
    slots: new CallSlots(limits, timing),
    openings: new MinuteRate(timing),
    exporting: new Map(),
    uploads: options.uploads,
    publicUrl: options.publicUrl === undefined ? undefined : new URL(options.publicUrl).origin,
    firstAdmin: host.users().length === 0 ? new FirstAdminCode() : undefined,
  }
}

/** Every route of the server. */
export function createApp(api: Api, page: ReturnType<typeof openPage> | undefined): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  app.get(route(paths.alive), (context) => reply(context, { ok: true, value: 'alive' }))
  const openApi = createOpenApi(api)
  app.get(route(paths.openApi), (context) => replyJson(context, openApi()))
  addSignInRoutes(app, api)
  addCallRoutes(app, api)
  addExportRoutes(app, api)
  addLiveRoutes(app, api)
  addUploadRoutes(app, api)
  addPublicLinkRoutes(app, api)
  addWebhookRoutes(app, api)
  app.all(route('/*'), (context) =>
    reply(context, { ok: false, problem: invalid(`There is no such route: ${route(paths.openApi)} lists them.`, ['path']).problem }, 404),
  )
  addElementRoutes(app, api)
  if (page !== undefined) app.get('*', page)
  app.onError((error, context) => reply(context, { ok: false, problem: toProblem(error, api.log) }))
  return app
}

function listen(http: HttpServer, port: number, hostname: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(cause, port, hostname)))
    http.listen(port, hostname, () => resolve((http.address() as AddressInfo).port))
  })
}

function checkPublicUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'https:' && url.pathname === '/' && url.search === '') return url
  const message = `The public address is https and has no path, such as https://workspace.example; ${text} is not.`
  throw new TenureError('config.invalid', message, { plugin: 'tenure.server', path: ['publicUrl'] })
}

function cannotListen(cause: NodeJS.ErrnoException, port: number, hostname: string): TenureError {
  const message = `Cannot listen on ${hostname} port ${port}: ${cause.code === 'EADDRINUSE' ? 'another program does. Choose another port' : cause.code}.`
  return new TenureError('config.invalid', message, { plugin: 'tenure.server', path: ['port'] }, { cause })
}

function refuseConnection(outgoing: ServerResponse, { connections }: Limits): void {
  const { problem } = tooLarge('connections', connections, 'Too many connections are open. Try again later.')
  outgoing.setHeader('connection', 'close')
  writeProblem(outgoing, statusOf(problem), problem)
}

// Before there is a request to answer: the head was too long, or no HTTP.
function refuseBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return
  const isTooLong = error.code === 'HPE_HEADER_OVERFLOW'
  const thrown = isTooLong
    ? tooLarge('addressLength', defaultLimits.addressLength, 'The address is too long: use POST.')
    : invalid('This is not HTTP.')
  const body = JSON.stringify({ ok: false, problem: thrown.problem })
  const status = isTooLong ? '431 Request Header Fields Too Large' : '400 Bad Request'
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\nx-content-type-options: nosniff\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
}

async function close(http: HttpServer, api: Api): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()))
  api.live[Symbol.dispose]()
  api.sessions[Symbol.dispose]()
  // A stream's connection is idle only when its end has been sent.
  const idle = setInterval(() => http.closeIdleConnections(), 10)
  const patience = setTimeout(() => http.closeAllConnections(), closePatienceMs)
  await closed
  clearInterval(idle)
  clearTimeout(patience)
}

function urlOf(hostname: string, port: number): string {
  return `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`
}

function codeOf({ firstAdmin }: Api): { readonly firstAdminCode?: string } {
  return firstAdmin === undefined ? {} : { firstAdminCode: firstAdmin.text }
}
