import { existsSync, readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { TenureError } from '@tenure/core/contract'
import type { HttpContext } from './api.js'

interface PageFile {
  readonly file: string
  readonly type: string
  readonly tag: string
  readonly caching: string
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

/**
 * Serves the files that lie in the folder now, by a list of them: no address leads anywhere else. An address of the page
 * itself gets `index.html`.
 *
 * Errors: `config.invalid`, where the folder has no `index.html`.
 */
export function openPage(folder: string): (context: HttpContext) => Promise<Response> {
  if (!existsSync(join(folder, 'index.html'))) throw noPage()
  const files = listFiles(folder)
  const index = files.get('/index.html')
  return async (context) => {
    const path = context.req.path
    const found = files.get(path) ?? (extname(path) === '' ? index : undefined)
    return found === undefined ? context.text('Not found', 404) : send(context, found)
  }
}

function noPage(): TenureError {
  const message = 'The folder of the page has no index.html: build the page first.'
  return new TenureError('config.invalid', message, { plugin: 'tenure.server', path: ['page'] })
}

async function send(context: HttpContext, { file, type, tag, caching }: PageFile): Promise<Response> {
  const headers = { 'content-type': type, 'cache-control': caching, etag: tag }
  if (context.req.header('if-none-match') === tag) return context.body(null, 304, headers)
  return context.body(new Uint8Array(await readFile(file)), 200, headers)
}

function listFiles(folder: string): ReadonlyMap<string, PageFile> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(entries.map((entry) => describe(folder, join(entry.parentPath, entry.name))))
}

// Names under `assets` carry a hash of their content, so they never change.
function describe(folder: string, file: string): [string, PageFile] {
  const path = `/${relative(folder, file).split(sep).join('/')}`
  const { size, mtimeMs } = statSync(file)
  const caching = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  const type = types[extname(file)] ?? 'application/octet-stream'
  return [path, { file, type, caching, tag: `W/"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"` }]
}
