import { Readable } from 'node:stream'
import { silentLog, systemClock, use } from '@tenure/core'
import { objectType } from '@tenure/core/adapter'
import { restoreWorkspace } from '@tenure/core/backup'
import { Company, rowOf } from '@tenure/core/contract'
import { updateRecordContract } from '@tenure/core/page'
import { customers } from '@tenure/customers'
import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost } from '@tenure/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ownPage, send, signInAs } from '../fixtures/raw-http.js'
import type { Limits } from '../limits.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'

const own = { view: 'own', edit: 'own', delete: 'none' } as const
const all = { view: 'all', edit: 'all', delete: 'all' } as const
const access = { seat: true, permissions: ['workspace.access'] }
const seed = {
  users: [
    { id: 'anna', name: 'Anna', ...access, objects: { '*': own } },
    { id: 'vera', name: '=Vera', ...access, objects: { '*': all } },
    { id: 'seatless', name: 'Seatless', permissions: ['workspace.access'], objects: { '*': all } },
    { id: 'root', name: 'Root', seat: true, superAdmin: true },
    { id: 'rootless', name: 'Rootless', superAdmin: true },
  ],
  records: [
    ...Array.from({ length: 1203 }, (_, at) =>
      record(Company, `a${String(at).padStart(4, '0')}`, { name: `Northwind ${at}`, csm: 'anna' }),
    ),
    record(Company, 'b1', {
      name: '=SUM(A1)',
      csm: 'vera',
      domain: 'one, "two"\r\nthree',
      city: "'-9",
      arr: { amount: '-12.50', currency: 'EUR' },
      renewalDate: '2026-08-01',
      lastActivityAt: Date.UTC(2026, 5, 1),
      healthStatus: 'at-risk',
    }),
  ],
}
async function start(limits: Partial<Limits> = {}) {
  const host = await createTestHost({ plugins: [use(customers), use(recordPlugin)], seed })
  onTestFinished(() => host[Symbol.asyncDispose]())
  const server = await serve({ host, signIn: localSwitcher(), limits })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const csv = async (user: string, input: object) =>
    send(server, { method: 'POST', path: '/api/csv/tenure.customers/list', body: { input }, headers: await signInAs(server, user) })
  return { host, server, csv }
}
const auditEntry = objectType('auditEntry', { what: 'string', name: 'string', detail: 'string', user: 'user' })
const auditRow = rowOf(auditEntry.what, auditEntry.name, auditEntry.detail, auditEntry.user)
const every = { view: 'tenure.customers/all' }

describe('a list as CSV', () => {
  test('[SEC-8] text that a spreadsheet would run is neutralised; numbers, days and amounts are for programs, names for people', async () => {
    const { csv } = await start()
    const columns = ['name', 'csm', 'arr', 'domain', 'city', 'renewalDate', 'lastActivityAt', 'healthStatus']
    const { status, text, headers } = await csv('vera', { ...every, columns, search: 'SUM' })
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="Customers.csv"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    expect(text).toBe(
      [
        '\ufeffName,CSM,ARR,ARR currency,Domain,City,Renewal date,Last activity date,Health status',
        `'=SUM(A1),'=Vera,-12.50,EUR,"one, ""two""\r\nthree",''-9,2026-08-01,2026-06-01T00:00:00.000Z,At risk`,
        '',
      ].join('\r\n'),
    )
    expect((await csv('vera', { ...every, columns: ['name'], search: 'SUM', byteOrderMark: false })).text).toBe("Name\r\n'=SUM(A1)\r\n")
  })

  test('[SEC-8] [ACC-12] it has every row that its user may see, in the order and with the columns of the list, and no other', async () => {
    const { csv } = await start()
    const sort = [{ property: 'name', direction: 'descending' }]
    const mine = (await csv('anna', { ...every, columns: ['name', 'nothing'], sort, byteOrderMark: false })).text.trimEnd().split('\r\n')
    expect(mine).toHaveLength(1204)
    expect(new Set(mine).size).toBe(1204)
    expect(mine.slice(0, 3)).toEqual(['Name', 'Northwind 999', 'Northwind 998'])
    expect(mine.join()).not.toContain('SUM')
    const filtered = { ...every, columns: ['name'], filters: [{ test: 'is', property: 'customer.name', value: 'Northwind 7' }] }
    expect((await csv('anna', { ...filtered, byteOrderMark: false })).text).toBe('Name\r\nNorthwind 7\r\n')
  })

  test('[SEC-3] [SEC-4] [SEC-16] without the right, the seat, a list or a sign-in it is refused as any call', async () => {
    const { server, csv } = await start()
    expect(await csv('seatless', every)).toMatchObject({ status: 403, json: { problem: { code: 'access.denied' } } })
    expect(await csv('vera', { view: 'nothing' })).toMatchObject({ status: 400, json: { problem: { code: 'input.invalid' } } })
    expect(await csv('vera', { columns: 'name' })).toMatchObject({ status: 400 })
    expect(await csv('vera', { ...every, more: 1 })).toMatchObject({ status: 400 })
    const path = '/api/csv/tenure.customers/list'
    expect(await send(server, { path })).toMatchObject({ status: 401 })
    expect(await send(server, { method: 'POST', path, body: { input: every }, headers: ownPage(server) })).toMatchObject({ status: 401 })
    const { cookie = '' } = await signInAs(server, 'vera')
    expect(await send(server, { method: 'POST', path, body: { input: every }, headers: { cookie } })).toMatchObject({ status: 403 })
    expect(await send(server, { path: '/api/csv/tenure.customers/other', headers: { cookie } })).toMatchObject({ status: 404 })
    const address = `${path}?input=${encodeURIComponent(JSON.stringify({ ...every, columns: ['name'] }))}`
    expect(await send(server, { path: address, headers: { cookie } })).toMatchObject({ status: 200 })
  })

  test('[SEC-5] its records and those of one user at a time are limited, and the error names the limit', async () => {
    const { csv } = await start({ csvRows: 1000, exportsPerUser: 1 })
    expect(await csv('anna', every)).toMatchObject({ status: 413, json: { problem: { details: { limit: 'csvRows', max: 1000 } } } })
    // One that is over makes room for the next.
    for (const _ of [1, 2]) expect(await csv('vera', { ...every, search: 'SUM' })).toMatchObject({ status: 200 })
    const { csv: none } = await start({ exportsPerUser: 0 })
    expect(await none('vera', every)).toMatchObject({ status: 429, json: { problem: { details: { limit: 'exportsPerUser', max: 0 } } } })
  })

  test('[SEC-13] the audit has who exported which list, and how many records', async () => {
    const { host, csv } = await start()
    await csv('anna', every)
    await host.idle()
    const entries: unknown[] = []
    for await (const piece of host.export('root')) void piece
    const list = await host.as('root').records.list({ select: auditRow, limit: 10 })
    entries.push(...list.rows)
    expect(entries).toContainEqual(
      expect.objectContaining({ what: 'exported', name: 'Customers', detail: '1203 records as CSV', user: 'anna' }),
    )
    expect(entries).toContainEqual(expect.objectContaining({ what: 'exported', name: 'everything', user: 'root' }))
  })
})

describe('everything', () => {
  test('[SDK-11] [SEC-3] super admins get it, and the same workspace can be made of it; nobody else gets any', async () => {
    const { host, server } = await start()
    const path = '/api/export'
    for (const user of ['anna', 'vera', 'seatless'])
      expect(await send(server, { path, headers: await signInAs(server, user) })).toMatchObject({ status: 403 })
    expect(await send(server, { path })).toMatchObject({ status: 401 })
    await host.as('root').act(updateRecordContract, { type: 'company', id: 'b1', values: { name: '=1+1' } })
    const { status, text, headers } = await send(server, { path, headers: await signInAs(server, 'rootless') })
    expect(status).toBe(200)
    expect(headers['content-disposition']).toContain('workspace.jsonl')
    expect(text).toContain('"=1+1"')
    const next = memory()
    await next.open({ clock: systemClock, log: silentLog, signal: new AbortController().signal })
    const restored = await restoreWorkspace(next, Readable.from([Buffer.from(text)]))
    expect(restored.types).toMatchObject({ company: 1204, user: 5 })
  })

  test('[ACC-10] who is a super admin no longer gets no further piece', async () => {
    const { host } = await start()
    const pieces: string[] = []
    const taking = async () => {
      for await (const piece of host.export('rootless'))
        if (pieces.push(piece) === 1)
          await host.as('root').act(updateRecordContract, { type: 'user', id: 'rootless', values: { superAdmin: false } })
    }
    await expect(taking()).rejects.toMatchObject({ code: 'access.denied' })
    expect(pieces).toHaveLength(1)
  })
})
