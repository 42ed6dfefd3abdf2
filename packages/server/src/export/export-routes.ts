import { getValue, type Outcome } from '@tenure/core/contract'
import { byteOrderMark, paths } from '@tenure/core/wire'
import { z } from 'zod'
import type { Api, HttpApp, HttpContext } from '../http/api.js'
import { readAsked, replyUnknown, routeId } from '../http/call-routes.js'
import { findProvider } from '../http/find-contract.js'
import { deskOf, getPrincipal } from '../http/get-principal.js'
import { route } from '../http/route.js'
import { invalid, tooLarge } from '../problem-status.js'
import { type CsvColumn, headLine, rowLine, type UserNames } from './csv-text.js'
import { sendFile } from './send-file.js'

/** What a CSV is made of: the question of the list, and whether a byte order mark begins it. */
const csvRequest = z.looseObject({ columns: z.array(z.string()).optional(), byteOrderMark: z.boolean().default(true) })
const rowsOfPage = 500

/** Whole lists for spreadsheets (SEC-8), and everything for super admins (SDK-11). */
export function addExportRoutes(app: HttpApp, api: Api): void {
  app.on(['GET', 'POST'], route(paths.csv(':plugin/:name')), (context) => sendCsv(context, api))
  app.get(route(paths.export), (context) => sendWorkspace(context, api))
}

async function sendCsv(context: HttpContext, api: Api): Promise<Response> {
  const principal = await getPrincipal(context, api)
  const list = findProvider(api.host, `${routeId(context)}-rows`)
  const columnList = findProvider(api.host, `${routeId(context)}-columns`)
  if (list === undefined || columnList === undefined) return replyUnknown(context, 'list')
  const parsed = csvRequest.safeParse((await readAsked(context, api.limits)) ?? {})
  if (!parsed.success) throw invalid('The list of columns is a list of names.', ['columns'])
  const { byteOrderMark: isMarked, columns: wanted, ...question } = parsed.data
  const desk = deskOf(api, principal)
  const all = getValue(await desk.read(columnList)) as readonly (CsvColumn & { readonly byDefault: boolean })[]
  const columns = wanted?.flatMap((name) => all.find(({ field }) => field === name) ?? []) ?? all.filter(({ byDefault }) => byDefault)
  const asked = { ...question, columns: columns.map(({ field }) => field) }
  const title = list.title ?? 'List'
  const { total } = getValue(await desk.read(list, { ...asked, limit: 0 })) as Page
  if (total > api.limits.csvRows) throw tooLarge('csvRows', api.limits.csvRows, 'The list has too many records for one CSV. Filter it.')
  const pages = readPages((after) => desk.read(list, { ...asked, after, limit: rowsOfPage }))
  return sendFile(context, api, principal, {
    name: `${title}.csv`,
    type: 'text/csv',
    text: csvOf({
      columns,
      isMarked,
      pages,
      users: namesOf(api),
      told: () => tell(api, principal, title, `${total} ${total === 1 ? 'record' : 'records'} as CSV`),
    }),
  })
}

interface Csv {
  readonly columns: readonly CsvColumn[]
  readonly isMarked: boolean
  readonly pages: AsyncIterable<Page>
  readonly users: UserNames
  readonly told: () => Promise<void>
}
interface Page {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly total: number
  readonly next?: string
}
async function* csvOf({ columns, isMarked, pages, users, told }: Csv): AsyncGenerator<string> {
  let isFirst = true
  for await (const { rows } of pages) {
    if (isFirst) await told()
    const head = isFirst ? `${isMarked ? byteOrderMark : ''}${headLine(columns)}` : ''
    isFirst = false
    yield head + rows.map((row) => rowLine(columns, row, users)).join('')
  }
}

// Each page is read with the rights of its moment. A record that moves in the order meanwhile is not written twice.
async function* readPages(read: (after: string) => Promise<Outcome<unknown>>): AsyncGenerator<Page> {
  const seen = new Set<unknown>()
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page = getValue(await read(after)) as Page
    const rows = page.rows.filter(({ id }) => !seen.has(id))
    for (const { id } of rows) seen.add(id)
    yield { ...page, rows }
    after = page.next
  }
}

async function sendWorkspace(context: HttpContext, api: Api): Promise<Response> {
  const principal = await getPrincipal(context, api)
  const text = api.host.export(principal.user, principal.by === 'cookie' ? 'page' : 'api')
  return sendFile(context, api, principal, { name: 'workspace.jsonl', type: 'application/x-ndjson', text })
}

async function tell(api: Api, { user, by }: { readonly user: string; readonly by: string }, name: string, detail: string): Promise<void> {
  getValue(await api.host.audit({ kind: 'export', what: 'exported', name, detail, user, source: by === 'cookie' ? 'page' : 'api' }))
}

function namesOf({ host }: Api): UserNames {
  return new Map(host.users().map(({ id, name }) => [id, name]))
}
