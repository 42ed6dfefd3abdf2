import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { createHost, use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'

/** What a new process does from nothing to its first page of customers, and what that costs. */
export const bench: Bench = { name: 'cold', run }

const count = 5_000
/** How many of them are the user's. */
export const coldTotal = count / 10
const report =
  'process.stdout.write(JSON.stringify({ cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1000, wallMs: performance.now(), rssMb: process.memoryUsage().rss / 1048576 }))'

async function* run({ quick, folder }: BenchOptions): AsyncIterable<Row> {
  const file = await coldStore(folder)
  const rounds = quick ? 3 : 11
  const samples = { ours: [] as Sample[], limit: [] as Sample[] }
  for (let round = 0; round < rounds; round++) {
    samples.limit.push(start(limitProgram(file)))
    samples.ours.push(start(ourProgram(file)))
  }
  const figures = [
    ['cpuMs', 'cpu', 'ms'],
    ['wallMs', 'wall', 'ms'],
    ['rssMb', 'memory', 'MB'],
  ] as const
  for (const [key, metric, unit] of figures) {
    const [value, limit] = [median(samples.ours.map((sample) => sample[key])), median(samples.limit.map((sample) => sample[key]))]
    yield toRow({ bench: 'cold', case: 'createHost to first page of 50', metric, value, unit, limit, ratio: value / limit })
  }
}

interface Sample {
  readonly cpuMs: number
  readonly wallMs: number
  readonly rssMb: number
}

/** A store of 5,000 customers, a tenth of which are the book of the user `cold:anna`; made once. */
export async function coldStore(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'cold.db')
  if (existsSync(file)) return file
  await using host = await createHost({ storage: sqlite({ file }), plugins: [use(customers), use(record)], grants: 'declared' })
  const importer = host.importer('cold')
  const anna = {
    type: 'user',
    externalId: 'anna',
    values: {
      name: 'Anna',
      active: true,
      seat: true,
      permissions: ['workspace.access'],
      objects: { '*': { view: 'own', edit: 'own', delete: 'own' } },
    },
    links: [],
  }
  await importer.run([anna])
  for (let at = 0; at < count; at += 500) {
    const values = (index: number) => ({
      name: `Customer ${index}`,
      csm: index % 10 === 0 ? 'cold:anna' : 'cold:ben',
      renewalDate: `2027-0${1 + (index % 9)}-11`,
    })
    await importer.run(
      Array.from({ length: 500 }, (_, index) => ({ type: 'company', externalId: `${at + index}`, values: values(at + index), links: [] })),
    )
  }
  return file
}

function ourProgram(file: string): string {
  return `
    const [{ createHost, use }, { customers, customerList }, { record }, { sqlite }] = await Promise.all([import('@tenure/core'), import('@tenure/customers'), import('@tenure/record'), import('@tenure/sqlite')])
    const host = await createHost({ storage: sqlite({ file: ${JSON.stringify(file)} }), plugins: [use(customers), use(record)], grants: 'declared' })
    const { value } = await host.as('cold:anna').read(customerList, { limit: 50 })
    if (value.rows.length !== 50 || value.total !== ${coldTotal}) throw new Error('Another answer than the limit.')
    ${report}
    await host[Symbol.asyncDispose]()`
}
function limitProgram(file: string): string {
  return `
    const { default: Database } = await import('better-sqlite3')
    const db = new Database(${JSON.stringify(file)}, { readonly: true })
    const where = 'from company where csm = ? and archived_at is null'
    const rows = db.prepare('select id, name, "healthStatus", "renewalDate" ' + where + ' order by "renewalDate", id limit 50').all('cold:anna')
    const { total } = db.prepare('select count(*) as total ' + where).get('cold:anna')
    if (rows.length !== 50 || total !== ${coldTotal}) throw new Error('The limit answers wrongly.')
    ${report}`
}
function start(program: string): Sample {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    cwd: path.resolve('bench'),
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Sample
}
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
