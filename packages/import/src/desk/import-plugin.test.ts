import { existsSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getValue, type Json } from '@tenure/core'
import {
  analyseImportContract,
  cancelSampleContract,
  checkImportContract,
  type ImportPlan,
  importHistoryContract,
  importLinesContract,
  importOfferContract,
  mendLineContract,
  type RowsDesk,
  rejectedCsvContract,
  sampleContract,
  startImportContract,
  steerImportContract,
  takeSampleInContract,
  takeSampleOutContract,
} from '@tenure/core/administration'
import { values } from '@tenure/core/contract'
import { memory } from '@tenure/memory'
import { createTestHost } from '@tenure/testing'
import { BehaviorSubject, filter, firstValueFrom, map } from 'rxjs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ImportDesk } from './import-desk.js'
import { importPlugin, importUploads, type SampleData } from './import-plugin.js'

const rights = { seat: true, permissions: ['workspace.access', 'settings.manage'] }
const seed = { users: ['root', 'ada'].map((id) => ({ id, name: id, superAdmin: id === 'root', ...rights })) }
async function start(sample?: SampleData) {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-plugin-'))
  const host = await createTestHost({ plugins: [], storage: memory(seed) })
  const limits = { maxBytes: 100_000, maxFiles: 40, keepMs: 1_000_000 }
  const desk = new ImportDesk({ host, folder, limits })
  await host.add(importPlugin({ host, desk, ...(sample && { sample }) }))
  await desk.open()
  onTestFinished(async () => {
    await desk[Symbol.asyncDispose]()
    await host[Symbol.asyncDispose]()
  })
  const uploads = importUploads({ host, desk })
  const send = async (name: string, text: string) => getValue(await uploads.take('root', name, pieces(text))).id
  const root = host.as('root')
  const analyse = async (files: readonly (readonly [name: string, text: string])[]) => {
    const ids: string[] = []
    for (const [name, text] of files) ids.push(await send(name, text))
    return { ids, ...getValue(await root.act(analyseImportContract, { uploads: ids })) }
  }
  /** Imports the files as they are taken for, with columns that become something else, and waits for the end. */
  const importAll = async (
    files: readonly (readonly [name: string, text: string])[],
    properties: Readonly<Record<string, string>> = {},
  ) => {
    const { plan } = await analyse(files)
    const changed: ImportPlan = {
      ...plan,
      files: plan.files.map((file) => ({
        ...file,
        columns: file.columns.map((each) => {
          const name = properties[each.column]
          return name === undefined ? each : { ...each, becomes: { to: 'property', name } }
        }),
      })),
    }
    const { run } = getValue(await root.act(startImportContract, { plan: changed }))
    const history = root.watch(importHistoryContract).pipe(values())
    const shown = await firstValueFrom(
      history.pipe(
        map((runs) => runs.find((each) => each.run === run)),
        filter((each) => each !== undefined && each.state !== 'running'),
      ),
    )
    return { run, shown, plan: changed }
  }
  return { host, desk, folder, root, uploads, analyse, importAll }
}
async function* pieces(text: string) {
  yield new TextEncoder().encode(text)
}
const refused = (code: string, text: string) => ({ ok: false, problem: { code, message: expect.stringContaining(text) } })
const counted = { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 }

test('[SDK-16] what is looked at is named with its size, its lines and the first three different values of each column', async () => {
  const { analyse } = await start()
  const long = 'x'.repeat(300)
  const text = `Name,City,Other\nAlba, Bonn ,${long}\nBex,,1\nCor,Bonn,2\nDan,Ulm,3\nEve,Köln,4\nFay,Trier,5\n`
  const { files, plan, ids } = await analyse([
    ['a.csv', text],
    ['a.csv', 'Name\nGil\n'],
    ['b', 'Name\nHal\n'],
    ['b', 'Name\n'],
    ['a.csv', 'Name\nIna\n'],
  ])
  const shape = { kind: 'text', confidence: expect.any(Number) }
  const name = (...samples: readonly string[]) => [{ ...shape, column: 'Name', samples }]
  expect(files).toEqual([
    {
      ...{ file: 'a.csv', bytes: new TextEncoder().encode(text).length, lines: 6 },
      columns: [
        ...name('Alba', 'Bex', 'Cor'),
        { ...shape, column: 'City', samples: ['Bonn', 'Ulm', 'Köln'] },
        { kind: expect.any(String), confidence: 0, column: 'Other', samples: [long.slice(0, 200), '1', '2'] },
      ],
    },
    { file: 'a 2.csv', bytes: 9, lines: 1, columns: name('Gil') },
    { file: 'b', bytes: 9, lines: 1, columns: name('Hal') },
    { file: 'b 2', bytes: 5, lines: 0, columns: [{ ...shape, kind: 'empty', column: 'Name', samples: [] }] },
    { file: 'a 3.csv', bytes: 9, lines: 1, columns: name('Ina') },
  ])
  expect(plan.files.map(({ upload, file }) => [upload, file])).toEqual(ids.map((id, at) => [id, files[at]?.file]))
})

test('[SDK-16] a file without a line is refused by its name, and one above the limit with the limit', async () => {
  const { uploads, root, host, desk } = await start()
  const { id } = getValue(await uploads.take('root', 'empty.csv', pieces('')))
  expect(await root.act(analyseImportContract, { uploads: [id] })).toMatchObject(refused('input.invalid', 'empty.csv is empty.'))
  expect(await uploads.take('root', 'a.csv', pieces('x'.repeat(100_001)))).toMatchObject({
    ok: false,
    problem: { code: 'input.too-large', details: { limit: 'fileBytes', max: 100_000 } },
  })
  expect(await uploads.take('root', 'a.csv', pieces('Name'))).toEqual({
    ok: true,
    value: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'a.csv', bytes: 4 },
  })
  // What breaks on the way is no problem of the file.
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield* []
    throw new Error('cut off')
  }
  await expect(importUploads({ host, desk }).take('root', 'a.csv', broken())).rejects.toThrow('cut off')
})

test('[SDK-16] the offer names how large a file may be, and properties and links as people know them', async () => {
  const { root, host, folder } = await start()
  expect(statSync(join(folder, 'runs')).mode & 0o077).toBe(0)
  await host.importer('x').extend([
    {
      ...{ name: 'plant', label: 'Plant', plural: 'Plants', title: 'name', active: true },
      properties: [{ name: 'name', label: 'Plant name', kind: 'string' }],
      associations: [{ name: 'company', label: 'Grower', to: 'company' }],
    },
  ])
  const { maxBytes, types } = getValue(await root.read(importOfferContract))
  const plant = types.find(({ name }) => name === 'plant')
  expect(maxBytes).toBe(100_000)
  expect(plant).toMatchObject({
    ...{ name: 'plant', label: 'Plant', plural: 'Plants', title: 'name', hasStages: false, isFixed: false },
    links: expect.arrayContaining([{ name: 'company', label: 'Grower', type: 'company' }]),
  })
  expect(plant?.properties).toContainEqual({ name: 'name', label: 'Plant name', kind: 'string' })
  expect(types.filter(({ isFixed }) => isFixed).map(({ name }) => name)).toEqual(expect.arrayContaining(['user', 'team']))
})

const companies = 'Name,Employees\nAlba,1\nBex,many\nCor,3\n'
const deals = 'Deal ID,Deal name,Account\n1,One,Alba\n2,Two,Nobody\n3,,Cor\n'
test('[SDK-16] a dry run says by type what would become of the lines, which are wrong, and what is not linked', async () => {
  const { root, analyse } = await start()
  const { plan } = await analyse([
    ['companies.csv', companies],
    ['deals.csv', deals],
  ])
  const employees = { to: 'property' as const, name: 'employees' }
  const files = plan.files.map((file) => ({
    ...file,
    columns: file.columns.map((each) => (each.column === 'Employees' ? { ...each, becomes: employees } : each)),
  }))
  // On a clock that has stopped it took no time.
  vi.spyOn(performance, 'now').mockReturnValue(1_000)
  const { mapping, tookMs, ...checked } = getValue(await root.act(checkImportContract, { plan: { ...plan, files } }))
  expect(checked).toEqual({
    ...{ ...counted, created: 5, rejected: 1, lines: 6, notLinked: 1 },
    byType: { company: { ...counted, created: 2, rejected: 1 }, deal: { ...counted, created: 3 } },
    causes: [
      { file: 'companies.csv', column: 'Employees', cause: 'is no number', count: 1, rejects: true, values: ['many'] },
      { file: 'deals.csv', column: 'Account', cause: expect.any(String), count: 1, rejects: false, values: ['Nobody'] },
    ],
    wrong: [{ file: 'companies.csv', line: 3, faults: [{ column: 'Employees', value: 'many', reason: 'is no number' }] }],
  })
  expect([JSON.parse(mapping).files.map(({ file }: { file: string }) => file), mapping.endsWith('}\n')]).toEqual([
    ['companies.csv', 'deals.csv'],
    true,
  ])
  expect(tookMs).toBe(0)
})

test('[SDK-16] a new property of options has the different values of its column, unless the plan names others', async () => {
  const { root, analyse } = await start()
  const { plan } = await analyse([['companies.csv', 'Name,Tier,Level,Note\nAlba,Gold,x,n\nBex,,y,n\nCor, Silver ,x,n\nDan,Gold,x,n\n']])
  const added = { Tier: 'enumeration', Level: 'enumeration', Note: 'string' } as const
  const files = plan.files.map((file) => ({
    ...file,
    columns: file.columns.map((each) => {
      const kind = added[each.column as keyof typeof added]
      const becomes = { to: 'new' as const, name: each.column.toLowerCase(), label: each.column, kind }
      return kind === undefined ? each : { ...each, becomes, ...(each.column === 'Level' && { options: ['z'] }) }
    }),
  }))
  const { mapping } = getValue(await root.act(checkImportContract, { plan: { ...plan, files } }))
  expect(JSON.parse(mapping).objectTypes).toEqual({
    company: {
      properties: {
        tier: { kind: 'enumeration', label: 'Tier', options: ['Gold', 'Silver'] },
        level: { kind: 'enumeration', label: 'Level', options: ['z'] },
        note: { kind: 'string', label: 'Note' },
      },
    },
  })
})

test('[SDK-16] an import is named by its files, and its lines have their record, their title or their cells', async () => {
  const { root, importAll, desk } = await start()
  const text = `Name,Employees\nAlba,1\nBex,many\n"Cor, Ltd",3\n`
  const { run, shown } = await importAll(
    [
      ['companies.csv', text],
      ['more.csv', 'Name,Employees\nDan,few\n'],
    ],
    { Employees: 'employees' },
  )
  expect(shown).toEqual({
    ...{ run, name: 'companies.csv, more.csv', user: 'root', group: expect.any(String), state: 'done', kept: true },
    ...{ ...counted, created: 2, rejected: 2, lines: 4, total: 4, notLinked: 0 },
    ...{ startedAt: expect.any(Number), endedAt: expect.any(Number) },
  })
  const line = { type: 'company', faults: [] }
  expect(getValue(await root.read(importLinesContract, { run, result: 'created' }))).toEqual({
    total: 2,
    lines: [
      { ...line, file: 'companies.csv', line: 2, id: expect.any(String), title: 'Alba' },
      { ...line, file: 'companies.csv', line: 4, id: expect.any(String), title: 'Cor, Ltd' },
    ],
  })
  const fault = (value: string) => ({ faults: [{ column: 'Employees', value, reason: 'is no number' }] })
  const rejected = getValue(await root.read(importLinesContract, { run, result: 'rejected' }))
  expect(rejected).toEqual({
    total: 2,
    lines: [
      { ...line, ...fault('few'), file: 'more.csv', line: 2, cells: { Name: 'Dan', Employees: 'few' } },
      { ...line, ...fault('many'), file: 'companies.csv', line: 3, cells: { Name: 'Bex', Employees: 'many' } },
    ],
  })
  expect(getValue(await root.act(rejectedCsvContract, { run })).files.map(({ name }) => name)).toEqual([
    'rejected-companies.csv',
    'rejected-more.csv',
  ])
  expect([desk.headerOf(run, 'more.csv'), desk.headerOf(run, 'none.csv'), desk.headerOf('none', 'more.csv')]).toEqual([
    ['Name', 'Employees'],
    [],
    [],
  ])
  expect(await desk.lines('none', 'rejected')).toEqual([])
})

test('[SDK-16] two hundred lines of a result are shown, in their order, and all are counted', async () => {
  const { root, importAll } = await start()
  const text = `Name\n${Array.from({ length: 230 }, (_, at) => `Customer ${at}`).join('\n')}\n`
  const { run } = await importAll([['a.csv', text]])
  const { total, lines } = getValue(await root.read(importLinesContract, { run, result: 'created' }))
  expect([total, lines.map((each) => each.line)]).toEqual([230, Array.from({ length: 200 }, (_, at) => at + 2)])
})

test('[SDK-16] a line that is mended counts as what it becomes, and one that says nothing is no line', async () => {
  const { root, importAll, desk } = await start()
  const { run } = await importAll([['a.csv', 'Employees\nmany\nfew\n']], { Employees: 'employees' })
  const mend = (line: number, Employees: string) => root.act(mendLineContract, { run, file: 'a.csv', line, cells: { Employees } })
  expect(await mend(2, '')).toMatchObject(refused('input.invalid', 'This line is empty.'))
  expect(getValue(await mend(2, 'some'))).toEqual({
    result: 'rejected',
    faults: [{ column: 'Employees', value: 'some', reason: 'is no number' }],
  })
  expect(await mend(4, '1')).toMatchObject(refused('input.invalid', 'not rejected any more'))
  const before = desk.job(run)?.counts
  const mended = getValue(await mend(2, '7'))
  const { counts } = desk.job(run) ?? {}
  expect([before, counts]).toEqual([
    { ...counted, rejected: 2 },
    { ...counted, rejected: 1, [mended.result]: 1 },
  ])
  expect(getValue(await root.read(importLinesContract, { run, result: 'rejected' })).lines.map(({ line }) => line)).toEqual([3])
})

test('[SDK-16] lines that are watched follow what becomes of them', async () => {
  const { root, importAll } = await start()
  const { run } = await importAll([['a.csv', 'Name,Employees\nAlba,many\nBex,few\n']], { Employees: 'employees' })
  const shown: number[][] = []
  const watched = root
    .watch(importLinesContract, { run, result: 'rejected' })
    .pipe(values())
    .subscribe(({ lines }) => shown.push(lines.map(({ line }) => line)))
  onTestFinished(() => watched.unsubscribe())
  await expect.poll(() => shown.at(-1)).toEqual([2, 3])
  getValue(await root.act(mendLineContract, { run, file: 'a.csv', line: 2, cells: { Employees: '7' } }))
  await expect.poll(() => shown.at(-1)).toEqual([3])
})

test('[SDK-16] a run whose lines are not kept, or that is no import, cannot be steered', async () => {
  const { root, host } = await start()
  const record = await host.importer('crm').begin()
  expect(await root.act(steerImportContract, { run: record.run, to: 'pause' })).toMatchObject(
    refused('record.not-found', 'not kept here any more'),
  )
  expect(await root.act(steerImportContract, { run: 'none', to: 'pause' })).toMatchObject({
    ok: false,
    problem: { code: 'record.not-found' },
  })
  await record.end({ done: 0, created: 0, kept: 0, left: 0, failed: 0 })
})

test('[SDK-16] the history shows an import whose lines are not kept by what its run counted, and no other run', async () => {
  const { root, host } = await start()
  const record = await host.importer('crm').begin()
  await record.end({ done: 5, created: 3, kept: 4, left: 2, failed: 1 })
  expect(getValue(await root.read(importHistoryContract))).toEqual([
    {
      ...{ run: record.run, group: record.group, name: 'Import of crm', state: 'done', kept: false },
      ...{ ...counted, created: 3, updated: 2, rejected: 1, notLinked: 2, lines: 6, total: 6 },
      ...{ startedAt: expect.any(Number), endedAt: expect.any(Number) },
    },
  ])
})

test('[SDK-16] the history says what could not be read, and that an import was taken back', async () => {
  const { root, importAll } = await start()
  const { run, shown } = await importAll([['a.csv', 'Name\nAlba\n"Bex\n']])
  const problem = 'a.csv: line 3 was not read. Line 3: A quote is opened here and never closed.'
  expect(shown).toMatchObject({ state: 'done', created: 1, lines: 1, problem })
  getValue(await root.act(steerImportContract, { run, to: 'undo' }))
  const history = getValue(await root.read(importHistoryContract))
  // The undo is no import, and is shown with what it takes back.
  expect(history).toEqual([{ ...shown, undo: expect.objectContaining({ state: 'done', done: 1, kept: 0 }), undoneAt: expect.any(Number) }])
  expect(history[0]?.undo).not.toHaveProperty('user')
})

test('[SDK-16] the lines of an import are kept for ninety days', async () => {
  const { host, folder, importAll } = await start()
  const { run } = await importAll([['a.csv', 'Name\nAlba\n']])
  const day = 24 * 3_600_000
  for (const [days, isKept] of [
    [89, true],
    [91, false],
  ] as const) {
    await using later = new ImportDesk({ host, folder, now: () => Date.now() + days * day })
    await later.open()
    expect([later.job(run) !== undefined, existsSync(join(folder, 'runs', run))]).toEqual([isKept, isKept])
  }
})

test('[SDK-16] an import that is to stop says how many lines are wrong, and begins nothing', async () => {
  const { root, analyse } = await start()
  const { plan } = await analyse([['a.csv', 'Name,Renewal date\nAlba,2026-01-31\nBex,2026-02-28\nCor,2026-02-31\n']])
  expect(await root.act(startImportContract, { plan: { ...plan, wrong: 'stop' } })).toMatchObject(
    refused('input.invalid', 'Nothing was imported: 1 line is wrong.'),
  )
  expect(getValue(await root.read(importHistoryContract))).toEqual([])
})

test('the desk of sample data adds and removes them for the user who asks; a workspace without a desk has none', async () => {
  const state = new BehaviorSubject({ isIn: false })
  const asked: unknown[] = []
  const ask =
    <T>(name: string, answer: T) =>
    async (...given: readonly unknown[]): Promise<T> => {
      asked.push([name, ...given])
      return answer
    }
  const rows = {
    watch: (user: string) => {
      asked.push(['watch', user])
      return state
    },
    ...{ takeIn: ask('in', 'r1'), takeOut: ask('out', 'r2'), cancel: ask('cancel', undefined) },
  } as RowsDesk
  const { root } = await start({ rows, customers: 40, input: (): Json => ({ day: '2026-01-31' }) })
  expect(getValue(await root.read(sampleContract))).toEqual({ customers: 40, isIn: false })
  expect(getValue(await root.act(takeSampleInContract))).toEqual({ run: 'r1' })
  expect(getValue(await root.act(takeSampleOutContract))).toEqual({ run: 'r2' })
  expect(await root.act(cancelSampleContract)).toMatchObject({ ok: true })
  expect(asked).toEqual([
    ['watch', 'root'],
    ['in', 'root', { day: '2026-01-31' }],
    ['out', 'root'],
    ['cancel', 'root'],
  ])
  const { root: other } = await start()
  expect(getValue(await other.read(sampleContract))).toEqual({ customers: 0, isIn: false })
  const answers = [other.act(takeSampleInContract), other.act(takeSampleOutContract), other.act(cancelSampleContract)]
  for (const answer of answers) expect(await answer).toMatchObject(refused('record.not-found', 'no sample data'))
})
