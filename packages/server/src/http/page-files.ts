import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { TenureError } from '@tenure/core/contract'
import type { HttpContext } from './api.js'
import { chooseEncoding, type Encoding, encode, isWorthEncoding } from './encoding.js'

interface PageFile {
  readonly file: string
  readonly type: string
  readonly tag: string
  readonly caching: string
  /** Its compressed bodies, once they are there; `undefined` for a file that does not get smaller. */
  readonly encoded: Map<Encoding, Promise<Buffer>> | undefined
  /** Whether the build has compressed it. */
  readonly isBuilt: boolean
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** What is compressed already gets no smaller. */
const packed = new Set(['.png', '.ico', '.woff2'])
/** A file of this ending beside another is its compressed body, made by the build with more patience than a request has. */
const builtEnding = '.br'

/**
 * Serves the files that lie in the folder now, by a list of them: no address leads anywhere else. An address of the page
 * itself gets `index.html`.
 *
 * Errors: `config.invalid`, where the folder has no `index.html`.
 */
export function openPage(folder: string): (context: HttpContext) => Promise<Response> {
  if (!existsSync(join(folder, 'index.html'))) throw noPage()
  const files = listFiles(folder)
  const read = new Map<string, PageFile>()
  return async (context) => {
    const asked = context.req.path
    const path = files.has(asked) ? asked : extname(asked) === '' ? '/index.html' : undefined
    const listed = path === undefined ? undefined : files.get(path)
    if (path === undefined || listed === undefined) return context.text('Not found', 404)
    const found = read.get(path) ?? describe(path, listed)
    read.set(path, found)
    return send(context, found)
  }
}

function noPage(): TenureError {
  const message = 'The folder of the page has no index.html: build the page first.'
  return new TenureError('config.invalid', message, { plugin: 'tenure.server', path: ['page'] })
}

async function send(context: HttpContext, page: PageFile): Promise<Response> {
  const { file, type, tag, caching, encoded } = page
  const headers = { 'content-type': type, 'cache-control': caching, etag: tag }
  if (encoded !== undefined) context.env.outgoing.appendHeader('vary', 'accept-encoding')
  if (context.req.header('if-none-match') === tag) return context.body(null, 304, headers)
  const encoding = encoded && chooseEncoding(context.req.header('accept-encoding'))
  if (encoding === undefined) return context.body(new Uint8Array(await readFile(file)), 200, headers)
  return context.body(new Uint8Array(await bodyIn(encoding, page)), 200, { ...headers, 'content-encoding': encoding })
}

// Each body is made once: by the build, or by the first request for it.
function bodyIn(encoding: Encoding, { file, encoded, isBuilt }: PageFile): Promise<Buffer> {
  const make = async () => (encoding === 'br' && isBuilt ? readFile(file + builtEnding) : encode(await readFile(file), encoding))
  const body = encoded?.get(encoding) ?? make()
  encoded?.set(encoding, body)
  return body
}

interface Listed {
  readonly file: string
  readonly isBuilt: boolean
}
function listFiles(folder: string): ReadonlyMap<string, Listed> {
  const all = new Map(pathsIn(folder, ''))
  const isBody = (path: string): boolean => path.endsWith(builtEnding) && all.has(path.slice(0, -builtEnding.length))
  const paths = [...all].filter(([path]) => !isBody(path))
  return new Map(paths.map(([path, file]) => [path, { file, isBuilt: all.has(path + builtEnding) }]))
}
/** Every file below a folder: its path in addresses, and where it is. */
function* pathsIn(folder: string, above: string): Generator<readonly [path: string, file: string]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${above}/${entry.name}`
    const file = `${folder}${sep}${entry.name}`
    if (entry.isDirectory()) yield* pathsIn(file, path)
    else if (entry.isFile()) yield [path, file]
  }
}

// Names under `assets` carry a hash of their content, so they never change.
function describe(path: string, { file, isBuilt }: Listed): PageFile {
  const content = readFileSync(file)
  const caching = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  const type = types[extname(file)] ?? 'application/octet-stream'
  // One tag for all bodies of a file, so it is a weak one.
  const tag = `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
  const isWorth = isWorthEncoding(content.length) && !packed.has(extname(file))
  return { file, type, caching, tag, isBuilt, encoded: isWorth ? new Map() : undefined }
}
