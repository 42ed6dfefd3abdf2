import { mkdtempSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getValue, type StorageAdapter } from '@tenure/core'
import {
  analyseImportContract,
  checkImportContract,
  type ImportPlan,
  importHistoryContract,
  importLinesContract,
  importOfferContract,
  mendLineContract,
  peopleContract,
  rejectedCsvContract,
  startImportContract,
  steerImportContract,
} from '@tenure/core/administration'
import { values } from '@tenure/core/contract'
import { memory } from '@tenure/memory'
import { createTestHost } from '@tenure/testing'
import { filter, firstValueFrom, map } from 'rxjs'
import { expect, onTestFinished, test } from 'vitest'
import { ImportDesk } from './import-desk.js'
import { importPlugin, importUploads } from './import-plugin.js'
import { UploadStore } from './upload-store.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const rights = { seat: true, permissions: ['workspace.access', 'settings.manage'] }
const seed = {
  users: [
    { id: 'root', name: 'Root', superAdmin: true, ...rights },
    { id: 'ada', name: 'Ada', ...rights, objects: { company: { view: 'own', edit: 'own', delete: 'none' } as const } },
    { id: 'bo', name: 'Bo', seat: true, permissions: ['workspace.access'], objects: { '*': all } },
  ],
}
const customers = [
  'Company name;Domain;ARR;Renewal;CSM',
  'Halden Freight;haldenfreight.example;184.000,00 EUR;29.11.2026;Ada',
  'Mirelle Foods;mirelle.example;96.000,00 EUR;31.02.2027;Ada',
  'Orvane;orvane.example;54.000;04.12.2026;Ada',
  'Castor;castor.example;1,00 EUR;04.12.2026;Nobody Here',
].join('\r\n')

/** A store whose commits wait, once `after` more of them are done, until they are let go. */
function holdingStore() {
  const store = memory(seed)
  let left = Number.POSITIVE_INFINITY
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const commit: StorageAdapter['commit'] = async (...given) => {
    left -= 1
    if (left < 0) await released
    return store.commit(...given)
  }
  const storage = new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target)
      return name === 'commit' ? commit : typeof member === 'function' ? member.bind(target) : member
    },
  })
  const hold = (after: number) => {
    left = after
  }
  return { storage, hold, release: () => release() }
}
async function start(folder = mkdtempSync(join(tmpdir(), 'tenure-desk-')), storage: StorageAdapter = memory(seed)) {
  const host = await createTestHost({ plugins: [], storage })
  const desk = new ImportDesk({ host, folder })
  await host.add(importPlugin({ host, desk }))
  await desk.open()
  const uploads = importUploads({ host, desk })
  onTestFinished(async () => {
    await desk[Symbol.asyncDispose]()
    await host[Symbol.asyncDispose]()
  })
  const send = async (user: string, name: string, text: string) => getValue(await uploads.take(user, name, pieces(text))).id
  return { host, desk, folder, uploads, send }
}
type Started = Awaited<ReturnType<typeof start>>
async function* pieces(text: string | Uint8Array) {
  yield typeof text === 'string' ? new TextEncoder().encode(text) : text
}
async function planOf({ host, send }: Started, user: string, files: Readonly<Record<string, string>>): Promise<ImportPlan> {
  const ids = await Promise.all(Object.entries(files).map(([name, text]) => send(user, name, text)))
  return getValue(await host.as(user).act(analyseImportContract, { uploads: ids })).plan
}
const ended = ({ host }: Started, user: string, run: string, state: object = {}) =>
  firstValueFrom(
    host
      .as(user)
      .watch(importHistoryContract)
      .pipe(
        values(),
        map((runs) => runs.find((each) => each.run === run)),
        filter(
          (each) =>
            each !== undefined &&
            each.state !== 'running' &&
            Object.entries(state).every(([name, value]) => each[name as 'created'] === value),
        ),
      ),
  )

test('[SDK-16] a dry run says by column what is wrong and how often; nothing is stored', async () => {
  const started = await start()
  const plan = await planOf(started, 'root', { 'customers.csv': customers })
  const checked = getValue(await started.host.as('root').act(checkImportContract, { plan }))
  expect(checked).toMatchObject({ created: 1, rejected: 3, lines: 4 })
  expect(checked.causes.map(({ column, cause, count, values: of }) => [column, cause, count, of])).toEqual([
    ['Renewal', 'read as D.M.YYYY names a day or time that does not exist', 1, ['31.02.2027']],
    ['ARR', 'has no currency', 1, ['54.000']],
    ['CSM', 'names nobody here', 1, ['Nobody Here']],
  ])
  expect(JSON.parse(checked.mapping)).toMatchObject({
    source: 'csv',
    files: [{ file: 'customers.csv', objectType: 'company', match: 'domain' }],
  })
  expect(getValue(await started.host.as('root').read(importHistoryContract))).toEqual([])
})

test('[SDK-11] [SDK-16] an import says what became of each line; a mended line belongs to it, and undoing takes all back', async () => {
  const started = await start()
  const root = started.host.as('root')
  const plan = await planOf(started, 'root', { 'customers.csv': customers })
  const { run } = getValue(await root.act(startImportContract, { plan }))
  expect(await ended(started, 'root', run)).toMatchObject({
    state: 'done',
    created: 1,
    rejected: 3,
    lines: 4,
    total: 4,
    user: 'root',
    kept: true,
  })
  const rejected = getValue(await root.read(importLinesContract, { run, result: 'rejected' }))
  expect(rejected.lines.map(({ line, faults }) => [line, faults[0]?.column, faults[0]?.value])).toEqual([
    [3, 'Renewal', '31.02.2027'],
    [4, 'ARR', '54.000'],
    [5, 'CSM', 'Nobody Here'],
  ])
  const [csv] = getValue(await root.act(rejectedCsvContract, { run })).files
  expect(csv?.text.split('\r\n')[1]).toBe(
    '"Mirelle Foods",mirelle.example,"96.000,00 EUR",31.02.2027,Ada,"Renewal ""31.02.2027"" read as D.M.YYYY names a day or time that does not exist"'.replace(
      '"Mirelle Foods"',
      'Mirelle Foods',
    ),
  )
  const place = { run, file: 'customers.csv', line: 3 }
  expect(getValue(await root.act(mendLineContract, { ...place, cells: { Renewal: 'soon' } }))).toMatchObject({ result: 'rejected' })
  expect(getValue(await root.act(mendLineContract, { ...place, cells: { Renewal: '28.02.2027' } }))).toEqual({
    result: 'created',
    faults: [],
  })
  expect(await root.act(mendLineContract, { ...place, cells: {} })).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  expect(await ended(started, 'root', run, { created: 2 })).toMatchObject({ rejected: 2 })
  const again = getValue(await root.act(startImportContract, { plan }))
  expect(await ended(started, 'root', again.run)).toMatchObject({ created: 0, updated: 0, unchanged: 1, rejected: 3 })
  expect(getValue(await root.act(steerImportContract, { run, to: 'undo' }))).toMatchObject({ done: 2 })
  expect(started.desk.job(run)?.undoneAt).toBeTypeOf('number')
  expect(started.host.importer('x').types().has('company')).toBe(true)
})

test('[SDK-16] a workbook that is dropped on the page is named as what it is', async () => {
  const { host, uploads } = await start()
  const workbook = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0])
  const { id } = getValue(await uploads.take('ada', 'Customers.csv', pieces(workbook)))
  expect(await host.as('ada').act(analyseImportContract, { uploads: [id] })).toMatchObject({
    problem: { code: 'input.invalid', message: expect.stringContaining('Customers.csv cannot be read. It is a workbook (.xlsx)') },
  })
})

test('[SEC-9] files and imports are of their user: no other name, no path and no other user opens them', async () => {
  const started = await start()
  const { host, send, uploads, folder } = started
  const id = await send('ada', '../../../etc/passwd', customers)
  expect(statSync(join(folder, 'uploads')).mode & 0o777).toBe(0o700)
  expect(readdirSync(join(folder, 'uploads')).sort()).toEqual([id, `${id}.json`])
  expect(getValue(await host.as('ada').act(analyseImportContract, { uploads: [id] })).plan.files[0]?.file).toBe('passwd')
  expect(await host.as('root').act(analyseImportContract, { uploads: [id] })).toMatchObject({
    ok: false,
    problem: { code: 'input.invalid' },
  })
  for (const upload of ['../runs', 'x', `${id}/..`])
    expect(await host.as('ada').act(analyseImportContract, { uploads: [upload] })).toMatchObject({ problem: { code: 'input.invalid' } })
  expect(await uploads.take('bo', 'a.csv', pieces('a'))).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  expect(await uploads.take('nobody', 'a.csv', pieces('a'))).toMatchObject({ ok: false, problem: { code: 'access.signed-out' } })
  const plan = await planOf(started, 'ada', { 'c.csv': customers })
  const { run } = getValue(await host.as('ada').act(startImportContract, { plan }))
  expect(await ended(started, 'ada', run)).toMatchObject({ created: 1 })
  expect(await host.as('bo').act(rejectedCsvContract, { run })).toMatchObject({ problem: { code: 'access.denied' } })
  expect(await host.as('root').act(steerImportContract, { run, to: 'pause' })).toMatchObject({ problem: { code: 'access.denied' } })
  const other = await planOf(started, 'root', { 'c.csv': customers })
  const theirs = getValue(await host.as('root').act(startImportContract, { plan: other })).run
  await ended(started, 'root', theirs)
  for (const read of [
    host.as('ada').read(importLinesContract, { run: theirs, result: 'rejected' }),
    host.as('ada').act(rejectedCsvContract, { run: theirs }),
    host.as('ada').act(mendLineContract, { run: theirs, file: 'c.csv', line: 3, cells: {} }),
    host.as('ada').act(steerImportContract, { run: theirs, to: 'undo' }),
  ])
    expect(await read).toMatchObject({ ok: false, problem: { code: 'record.not-found' } })
})

test('[SDK-11] a paused import goes on where it was, and every line counts once', async () => {
  const started = await start()
  const root = started.host.as('root')
  const many = ['Name', ...Array.from({ length: 2500 }, (_, at) => `Customer ${at}`)].join('\n')
  const plan = await planOf(started, 'root', { 'customers.csv': many })
  const { run } = getValue(await root.act(startImportContract, { plan }))
  getValue(await root.act(steerImportContract, { run, to: 'pause' }))
  expect(await ended(started, 'root', run)).toMatchObject({ state: 'paused' })
  getValue(await root.act(steerImportContract, { run, to: 'continue' }))
  expect(await ended(started, 'root', run, { state: 'done' })).toMatchObject({ created: 2500, updated: 0, unchanged: 0 })
})

test('[SDK-16] [BEY-5] a large import is undone as a whole: the history says how far that is, and a restart goes on with it', async () => {
  const { storage, hold, release } = holdingStore()
  const started = await start(undefined, storage)
  onTestFinished(release)
  const root = started.host.as('root')
  const many = ['Name', ...Array.from({ length: 2500 }, (_, at) => `Customer ${at}`)].join('\n')
  const plan = await planOf(started, 'root', { 'customers.csv': many })
  const { run } = getValue(await root.act(startImportContract, { plan }))
  await ended(started, 'root', run, { created: 2500 })
  await started.host.idle()
  // The first part is stored and answered; what comes after it waits.
  hold(3)
  const first = getValue(await root.act(steerImportContract, { run, to: 'undo' }))
  expect(first.done).toBeLessThan(2500)
  const shown = getValue(await root.read(importHistoryContract)).find((each) => each.run === run)
  expect(shown).toMatchObject({ undo: { state: 'running', total: 2500 } })
  expect(shown).not.toHaveProperty('undoneAt')
  expect(await root.act(steerImportContract, { run, to: 'undo' })).toMatchObject({
    problem: { message: expect.stringContaining('being taken back already') },
  })
  // Another desk over the same folder finds the undo going on, as one that opens after a restart does.
  await started.desk[Symbol.asyncDispose]()
  const desk = new ImportDesk({ host: started.host, folder: started.folder })
  await desk.open()
  onTestFinished(async () => desk[Symbol.asyncDispose]())
  release()
  await expect.poll(() => desk.job(run)?.undo).toMatchObject({ state: 'done', done: 2500, kept: 0, left: 0, failed: 0 })
  await expect.poll(() => desk.job(run)?.undoneAt).toBeTypeOf('number')
})

test('[SDK-16] a user has two imports going on at most; one that is cancelled makes room, and answers that nothing is undone', async () => {
  const started = await start()
  const root = started.host.as('root')
  const many = ['Name', ...Array.from({ length: 1500 }, (_, at) => `Customer ${at}`)].join('\n')
  const plan = await planOf(started, 'root', { 'customers.csv': many })
  const going: string[] = []
  for (let at = 0; at < 2; at += 1) {
    const { run } = getValue(await root.act(startImportContract, { plan }))
    expect(getValue(await root.act(steerImportContract, { run, to: 'pause' }))).toEqual({ done: 0, kept: 0 })
    going.push(run)
  }
  expect(await root.act(startImportContract, { plan })).toMatchObject({
    problem: { code: 'input.invalid', message: expect.stringContaining('You have 2 imports going on.') },
  })
  const [run = ''] = going
  expect(await root.act(steerImportContract, { run, to: 'undo' })).toMatchObject({
    problem: { message: expect.stringContaining('still going on') },
  })
  getValue(await root.act(steerImportContract, { run, to: 'cancel' }))
  expect(await ended(started, 'root', run)).toMatchObject({ state: 'cancelled' })
  expect(await root.act(startImportContract, { plan })).toMatchObject({ ok: true })
})

test('[SDK-16] a column may become what a person fills in: no computed value, no pipeline, no JSON, no type that is not active', async () => {
  const started = await start()
  const raw = { name: 'raw', label: 'Raw', kind: 'json' } as const
  await started.host.importer('csv').extend([{ name: 'company', properties: [raw] }])
  const offer = getValue(await started.host.as('root').read(importOfferContract))
  const known = started.host.importer('csv').types()
  expect(offer.types.map(({ name }) => name)).not.toContain('service')
  expect(offer.maxBytes).toBe(50 * 2 ** 20)
  // Of users and teams only who and where: their rights are no columns.
  for (const { name, hasStages, properties, links } of offer.types.filter(({ isFixed }) => !isFixed)) {
    const type = known.get(name)
    const left = new Set(type?.properties.map((each) => each.name))
    for (const each of properties) left.delete(each.name)
    const leftOut = type?.properties.filter((each) => left.has(each.name))
    expect(
      leftOut?.filter(({ kind, computed, name: own }) => kind !== 'json' && !computed && !['pipeline', 'stage'].includes(own)),
    ).toEqual([])
    expect(properties.filter(({ name: own, kind }) => kind === 'json' || ['updatedAt', 'pipeline', 'stage'].includes(own))).toEqual([])
    expect([hasStages, links.every(({ type: to }) => known.get(to)?.active)]).toEqual([type?.pipelines !== undefined, true])
  }
  expect(offer.types.find(({ name }) => name === 'company')?.properties.map(({ name }) => name)).toContain('createdAt')
})

test('[SDK-16] a column of many values offers the first fifty as stages, in their order', async () => {
  const started = await start()
  const stages = Array.from({ length: 60 }, (_, at) => `Step ${at}`)
  const text = ['Deal ID,Stage', ...stages.map((each, at) => `${at},${each}`)].join('\n')
  const plan = await planOf(started, 'root', { 'deals.csv': text })
  const { mapping } = getValue(await started.host.as('root').act(checkImportContract, { plan }))
  const { objectTypes, files } = JSON.parse(mapping)
  expect(objectTypes.deal.pipelines[0].stages.map(({ label }: { label: string }) => label)).toEqual(stages.slice(0, 50))
  expect(Object.keys(files[0].stage.stages)).toHaveLength(50)
})

test('[SDK-16] a stage that only the end of a long file has is one of the stages', async () => {
  const started = await start()
  const lines = Array.from({ length: 6000 }, (_, at) => `${at},Early,${'x'.repeat(60)}`)
  const plan = await planOf(started, 'root', { 'deals.csv': ['Deal ID,Stage,Note', ...lines, '6000,Late,'].join('\n') })
  const { mapping } = getValue(await started.host.as('root').act(checkImportContract, { plan }))
  expect(JSON.parse(mapping).files[0].stage.stages).toEqual({ Early: 'early', Late: 'late' })
})

test('[SDK-16] the rejected lines come as a file that imports again: header, cells and the reason', async () => {
  const started = await start()
  const root = started.host.as('root')
  const text = 'Name;Domain;Employees\n=1+1;a.example;many\n"A;B";b.example;-5 x\nOne;c.example;12\n'
  const plan = await planOf(started, 'root', { 'companies.csv': text })
  const [file] = plan.files
  const columns = file?.columns.map((each) =>
    each.column === 'Employees' ? { ...each, becomes: { to: 'property' as const, name: 'employees' } } : each,
  )
  const { run } = getValue(await root.act(startImportContract, { plan: { ...plan, files: [{ ...file, columns }] } as ImportPlan }))
  await ended(started, 'root', run)
  const [csv] = getValue(await root.act(rejectedCsvContract, { run })).files
  expect([csv?.name, csv?.text.split('\r\n')]).toEqual([
    'rejected-companies.csv',
    [
      '\ufeffName,Domain,Employees,Reason',
      `'=1+1,a.example,many,"Employees ""many"" is no number"`,
      `A;B,b.example,'-5 x,"Employees ""-5 x"" is no number"`,
      '',
    ],
  ])
})

test('[SDK-16] an import that is to stop at a wrong line imports nothing while there is one', async () => {
  const started = await start()
  const plan = { ...(await planOf(started, 'root', { 'customers.csv': customers })), wrong: 'stop' as const }
  expect(await started.host.as('root').act(startImportContract, { plan })).toMatchObject({
    ok: false,
    problem: { message: expect.stringContaining('3 lines are wrong') },
  })
})

test('[SDK-11] a paused import waits, survives the end of its desk, and ends with every line counted once', async () => {
  const started = await start()
  const { host, desk, folder } = started
  const root = host.as('root')
  const many = ['Name', ...Array.from({ length: 4000 }, (_, at) => `Customer ${at}`)].join('\n')
  const plan = await planOf(started, 'root', { 'customers.csv': many })
  const { run } = getValue(await root.act(startImportContract, { plan }))
  getValue(await root.act(steerImportContract, { run, to: 'pause' }))
  expect(await ended(started, 'root', run)).toMatchObject({ state: 'paused' })
  await desk[Symbol.asyncDispose]()
  const next = new ImportDesk({ host, folder })
  await host.replace(importPlugin({ host, desk: next }))
  await next.open()
  onTestFinished(() => next[Symbol.asyncDispose]())
  getValue(await root.act(steerImportContract, { run, to: 'continue' }))
  const last = await firstValueFrom(
    next.changes.pipe(
      map(() => next.job(run)),
      filter((job) => job?.state === 'done'),
    ),
  )
  expect(last?.counts).toMatchObject({ created: 4000, updated: 0, rejected: 0 })
})

test('[SDK-11] an import whose lines are not kept says what it created and what it updated', async () => {
  const { host } = await start()
  const importer = host.importer('crm')
  const record = await importer.begin()
  await record.end({ done: 5, created: 3, kept: 0, left: 0, failed: 1 })
  expect(getValue(await host.as('root').read(importHistoryContract))).toMatchObject([
    { name: 'Import of crm', created: 3, updated: 2, rejected: 1, lines: 6, kept: false },
  ])
})

test('[SEC-9] a file above the limit is refused and not kept; what is a day old goes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-desk-'))
  let now = 1
  const store = new UploadStore(folder, () => now, { maxBytes: 10, maxFiles: 2, keepMs: 100 })
  await expect(store.take('ada', 'a.csv', pieces('12345678901'))).rejects.toMatchObject({ code: 'input.too-large' })
  expect(readdirSync(folder)).toEqual([])
  const first = await store.take('ada', 'a.csv', pieces('1'))
  now = 2
  await store.take('ada', 'b.csv', pieces('2'))
  await store.take('ada', 'c.csv', pieces('3'))
  await expect(store.get('ada', first.id)).rejects.toMatchObject({ code: 'input.invalid' })
  now = 200
  await store.expire()
  expect(readdirSync(folder)).toEqual([])
})

const teamsFile = 'Team;\nEast;\nWest;\n'.replaceAll(';', '')
const usersFile = [
  'Name;Email;Seat;Team',
  'Uma;uma@x.example;yes;East',
  'Vic;vic@x.example;no;Nowhere',
  'Wes;wes@x.example;perhaps;West',
  'Xia;xia@x.example;no;',
].join('\n')
const namesOf = (host: Started['host']) => host.users().map(({ name }) => name)

test('[ACC-13] [SDK-16] a super admin imports teams and users: by e-mail, with a team by its name, wrong lines named, taken back as one', async () => {
  const started = await start()
  const { host } = started
  const root = host.as('root')
  const plan = await planOf(started, 'root', { 'teams.csv': teamsFile, 'users.csv': usersFile })
  expect(plan.files.map(({ objectType, match }) => [objectType, match])).toEqual([
    ['team', 'name'],
    ['user', 'email'],
  ])
  const { run } = getValue(await root.act(startImportContract, { plan }))
  expect(await ended(started, 'root', run)).toMatchObject({ state: 'done', created: 4, rejected: 2 })
  const rejected = getValue(await root.read(importLinesContract, { run, result: 'rejected' }))
  expect(rejected.lines.map(({ line, faults }) => [line, faults[0]?.column])).toEqual([
    [3, 'Team'],
    [4, 'Seat'],
  ])
  expect(namesOf(host)).toEqual(expect.arrayContaining(['Uma', 'Xia']))
  const { rows } = getValue(await root.read(peopleContract, { text: 'uma' }))
  expect(rows[0]).toMatchObject({ name: 'Uma', email: 'uma@x.example', seat: true, superAdmin: false, teams: [{ name: 'East' }] })
  const renamed = await planOf(started, 'root', { 'users.csv': 'Name,Email,Team\nUma Long,UMA@x.example,West\n' })
  const again = getValue(await root.act(startImportContract, { plan: renamed })).run
  expect(await ended(started, 'root', again)).toMatchObject({ created: 0, updated: 1 })
  expect(getValue(await root.read(peopleContract, { text: 'uma long' })).rows).toMatchObject([{ teams: [{ name: 'West' }] }])
  // What the later import changed stays; the others go.
  getValue(await root.act(steerImportContract, { run, to: 'undo' }))
  expect(namesOf(host).toSorted()).toEqual(['Ada', 'Bo', 'Root', 'Uma Long'])
})

test('[ACC-5] [SEC-9] who may not manage users imports none, and no file gives rights or adds a property to users', async () => {
  const started = await start()
  const { host } = started
  const plan = await planOf(started, 'root', { 'users.csv': usersFile })
  const asAda = await planOf(started, 'ada', { 'users.csv': usersFile })
  expect(asAda.files[0]?.objectType).not.toBe('user')
  const offered = getValue(await host.as('ada').read(importOfferContract)).types.map(({ name }) => name)
  expect(offered).not.toContain('user')
  const forged = { ...plan, files: plan.files.map((file, at) => ({ ...file, upload: asAda.files[at]?.upload ?? '' })) }
  expect(await host.as('ada').act(startImportContract, { plan: forged })).toMatchObject({ problem: { code: 'input.invalid' } })
  const becoming = (becomes: ImportPlan['files'][number]['columns'][number]['becomes']): ImportPlan => ({
    ...plan,
    files: plan.files.map((file) => ({
      ...file,
      columns: file.columns.map((each) => (each.column === 'Seat' ? { ...each, becomes } : each)),
    })),
  })
  for (const becomes of [
    { to: 'property', name: 'superAdmin' },
    { to: 'new', name: 'shoe', label: 'Shoe', kind: 'string' },
  ] as const)
    expect(await host.as('root').act(startImportContract, { plan: becoming(becomes) })).toMatchObject({
      problem: { code: 'input.invalid' },
    })
  expect(namesOf(host)).not.toContain('Uma')
})
