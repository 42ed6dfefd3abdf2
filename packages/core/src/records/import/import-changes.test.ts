import { memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import { getValue } from '../../base/outcome.js'
import { createImporter } from '../../host/importer.js'
import { testKernel } from '../../host/test-kernel.js'
import type { SchemaOps, SchemaSnapshot } from '../../storage/adapter.js'
import type { RecordWrite } from '../write.js'
import type { ImportRow } from './import-row.js'

const linkTo = (association: string, externalId: string, type = 'company') => ({ association, to: { type, externalId } })
async function start(storage = memory({ users: [{ id: 'root', name: 'Root', seat: true, superAdmin: true }] })) {
  const kernel = await testKernel({}, undefined, storage)
  const importer = createImporter(kernel, 'crm')
  const root = () => kernel.askers.get('root')
  const find = async (id = 'crm:Acme', type = 'company') => (await kernel.reader.find(root(), { type, id }))?.values
  return {
    kernel,
    find,
    /** Imports a line of a file: `company` with these values, and links if they are named. */
    line: async (file: string, values: ImportRow['values'], more: Partial<ImportRow> = {}, files = ['a.csv', 'b.csv']) => {
      const row = { type: 'company', externalId: 'Acme', values, links: [], file, ...more }
      const [outcome] = await importer.run([row], { files })
      const notes = outcome?.notes ?? []
      return [outcome?.result, ...notes.map(({ note, path }) => `${note} ${path.join()}`)]
    },
    run: importer.run,
    person: async (...writes: RecordWrite[]) =>
      getValue(await kernel.writer.write({ asker: root(), actor: { user: 'root', source: 'user' } }, writes)),
    edit: async (values: ImportRow['values'], id = 'crm:Acme') =>
      getValue(
        await kernel.writer.write({ asker: root(), actor: { user: 'root', source: 'user' } }, [
          { write: 'update', type: 'company', id, values },
        ]),
      ),
    linked: async (association: string) => {
      const edge = kernel
        .schema()
        .get('company')
        ?.associations.find(({ name }) => name === association)
      if (edge === undefined) throw new Error(association)
      const links = await storage.links?.read([{ type: 'company', id: 'crm:Acme' }], edge.edge, edge.forward, {
        signal: new AbortController().signal,
      })
      return (links?.[0] ?? []).map(({ id }) => id)
    },
  }
}

test('[SDK-16] a value that a person changed is kept and noted, whether the file changed or not', async () => {
  const { line, edit, find } = await start()
  expect(await line('a.csv', { name: 'Acme', industry: 'retail', city: 'Berlin' })).toEqual(['created'])
  await edit({ industry: 'finance' })
  expect(await line('a.csv', { name: 'Acme', industry: 'retail', city: 'Berlin' })).toEqual(['unchanged', 'kept industry'])
  expect(await line('a.csv', { name: 'Acme', industry: 'health', city: 'Lyon' })).toEqual(['updated', 'kept industry'])
  expect(await line('a.csv', { name: 'Acme', industry: 'health', city: 'Lyon' })).toEqual(['unchanged', 'kept industry'])
  expect(await find()).toMatchObject({ industry: 'finance', city: 'Lyon' })
})

test('[SDK-16] a value that a person cleared stays empty, and one that a person filled in stays', async () => {
  const { line, edit, find } = await start()
  await line('a.csv', { name: 'Acme', industry: 'retail', city: null })
  await edit({ industry: null, city: 'Oslo' })
  expect(await line('a.csv', { name: 'Acme', industry: 'retail', city: null })).toEqual(['unchanged', 'kept industry', 'kept city'])
  expect(await find()).not.toHaveProperty('industry')
  expect((await find())?.['city']).toBe('Oslo')
})

test('[SDK-16] a column that overwrites takes the value of the file', async () => {
  const { line, edit, find } = await start()
  await line('a.csv', { name: 'Acme', industry: 'retail' })
  await edit({ industry: 'finance', name: 'Acme & Co' })
  expect(await line('a.csv', { name: 'Acme', industry: 'retail' }, { overwrite: ['industry'] })).toEqual(['updated', 'kept name'])
  expect(await find()).toMatchObject({ industry: 'retail', name: 'Acme & Co' })
})

test('[SDK-16] once the file says what the person said, later changes of the file are taken', async () => {
  const { line, edit, find } = await start()
  await line('a.csv', { name: 'Acme', industry: 'retail' })
  await edit({ industry: 'finance' })
  expect(await line('a.csv', { name: 'Acme', industry: 'finance' })).toEqual(['unchanged'])
  expect(await line('a.csv', { name: 'Acme', industry: 'health' })).toEqual(['updated'])
  expect((await find())?.['industry']).toBe('health')
})

test('[SDK-16] an emptied cell empties what the file gave', async () => {
  const { line, find } = await start()
  await line('a.csv', { name: 'Acme', industry: 'retail' })
  expect(await line('a.csv', { name: 'Acme', industry: null })).toEqual(['updated'])
  expect((await find())?.['industry']).toBeUndefined()
})

test('[SDK-16] two files enrich one record, and the second import of both changes nothing', async () => {
  const { line, find, kernel } = await start()
  const both = async () => [
    ...(await line('a.csv', { name: 'Acme', industry: 'retail', city: 'Berlin', country: 'DE' })),
    ...(await line('b.csv', { industry: 'finance', city: null, country: 'DE' })),
  ]
  expect(await both()).toEqual(['created', 'updated'])
  const first = await kernel.reader.find(kernel.askers.get('root'), { type: 'company', id: 'crm:Acme' })
  expect(first?.values).toMatchObject({ name: 'Acme', industry: 'finance', city: 'Berlin' })
  expect(await both()).toEqual(['unchanged', 'unchanged'])
  expect((await kernel.reader.find(kernel.askers.get('root'), { type: 'company', id: 'crm:Acme' }))?.version).toBe(first?.version)
  expect(await line('a.csv', { name: 'Acme', industry: 'health', city: 'Berlin', country: 'DE' })).toEqual(['updated'])
  expect((await find())?.['industry']).toBe('health')
  expect(await line('b.csv', { industry: 'finance', city: null, country: 'DE' })).toEqual(['unchanged'])
})

test('[SDK-16] a file that was renamed is known by what it said under its old name', async () => {
  const { line, edit, find } = await start()
  await line('january.csv', { name: 'Acme', industry: 'retail', city: 'Berlin' }, {}, ['january.csv'])
  await edit({ industry: 'finance' })
  expect(await line('february.csv', { name: 'Acme', industry: 'retail', city: null }, {}, ['february.csv'])).toEqual([
    'updated',
    'kept industry',
  ])
  expect(await find()).toMatchObject({ industry: 'finance' })
  expect((await find())?.['city']).toBeUndefined()
})

test('[SDK-16] a renamed file takes back a link that it named under its old name', async () => {
  const { line, linked, person } = await start()
  await person({ write: 'create', type: 'company', id: 'crm:One', values: { name: 'One' } })
  await line('january.csv', { name: 'Acme' }, { links: [linkTo('parent', 'One')], linked: ['parent'] }, ['january.csv'])
  expect(await linked('parent')).toEqual(['crm:One'])
  expect(await line('february.csv', { name: 'Acme' }, { linked: ['parent'] }, ['february.csv'])).toEqual(['updated'])
  expect(await linked('parent')).toEqual([])
})

test('[SDK-16] where only gaps are filled, what another import gave stays as well', async () => {
  const { line, find } = await start()
  await line('a.csv', { name: 'Acme', city: 'Rome' }, {}, ['a.csv'])
  const more = { name: 'Acme', city: 'Milan', industry: 'retail' }
  expect(await line('b.csv', more, { gaps: true }, ['b.csv'])).toEqual(['updated'])
  expect(await find()).toMatchObject({ city: 'Rome', industry: 'retail' })
})

test('[SDK-16] a stage that a person moved keeps its pipeline too', async () => {
  const { kernel, run, person } = await start()
  const types = kernel.schema().get('ticket')?.pipelines?.[0]
  const [first, second, third] = types?.stages.map(({ value }) => value) ?? []
  const ticket = (stage: string | undefined): ImportRow => ({
    type: 'ticket',
    externalId: 't',
    values: { pipeline: types?.value ?? '', stage: stage ?? '' },
    links: [],
    file: 'a.csv',
  })
  await kernel.extend([{ name: 'ticket', active: true }])
  await run([ticket(first)])
  await person({ write: 'update', type: 'ticket', id: 'crm:t', values: { stage: third ?? '' } })
  expect(await run([ticket(second)])).toMatchObject([{ result: 'unchanged', notes: [{ note: 'kept', path: ['stage'] }] }])
})

test('[SDK-16] where a person moved the stage, a pipeline that the file changed is not taken without it', async () => {
  const { kernel, run, person, find } = await start()
  const pipeline = (value: string) => ({
    value,
    label: value,
    stages: ['new', 'done'].map((stage) => ({ value: `${value}-${stage}`, label: stage, open: true })),
  })
  await kernel.extend([{ name: 'ticket', active: true, pipelines: [pipeline('a'), pipeline('b')] }])
  const ticket = (of: string): ImportRow => ({
    type: 'ticket',
    externalId: 't',
    values: { pipeline: of, stage: `${of}-new` },
    links: [],
    file: 'a.csv',
  })
  await run([ticket('a')])
  await person({ write: 'update', type: 'ticket', id: 'crm:t', values: { stage: 'a-done' } })
  expect(await run([ticket('b')])).toMatchObject([{ result: 'unchanged', notes: [{ note: 'kept', path: ['stage'] }] }])
  expect(await find('crm:t', 'ticket')).toMatchObject({ pipeline: 'a', stage: 'a-done' })
})

test('[SDK-16] what a person archived stays archived and as it is', async () => {
  const { line, person, kernel } = await start()
  await line('a.csv', { name: 'Acme', industry: 'retail' })
  await person({ write: 'archive', type: 'company', id: 'crm:Acme' })
  expect(await line('a.csv', { name: 'Acme', industry: 'health' })).toEqual(['unchanged', 'kept '])
  expect(await kernel.reader.count(kernel.askers.get('root'), { type: 'company' })).toBe(0)
})

test('[SDK-16] a link that the file no longer names is taken back; one that a person made stays', async () => {
  const { line, run, person, linked } = await start()
  await run(['One', 'Two', 'Three'].map((externalId) => ({ type: 'contact', externalId, values: { name: externalId }, links: [] })))
  const contacts = (...keys: string[]) => ({ links: keys.map((key) => linkTo('contacts', key, 'contact')), linked: ['contacts'] })
  expect(await line('a.csv', { name: 'Acme' }, contacts('One', 'Two'))).toEqual(['created'])
  await person({ write: 'associate', type: 'company', id: 'crm:Acme', association: 'contacts', to: 'crm:Three' })
  expect(await line('a.csv', { name: 'Acme' }, contacts('One', 'Two'))).toEqual(['unchanged'])
  expect(await line('a.csv', { name: 'Acme' }, contacts('Two'))).toEqual(['updated'])
  expect(await linked('contacts')).toEqual(['crm:Three', 'crm:Two'])
  expect(await line('a.csv', { name: 'Acme' }, contacts())).toEqual(['updated'])
  expect(await linked('contacts')).toEqual(['crm:Three'])
  expect(await line('a.csv', { name: 'Acme' }, contacts())).toEqual(['unchanged'])
})

const parent = (key?: string) => ({ links: key === undefined ? [] : [linkTo('parent', key)], linked: ['parent'] })
async function withParents() {
  const started = await start()
  await started.run(['One', 'Two', 'Three'].map((externalId) => ({ type: 'company', externalId, values: { name: externalId }, links: [] })))
  const change = (write: 'associate' | 'unassociate', to: string) =>
    started.person({ write, type: 'company', id: 'crm:Acme', association: 'parent', to: `crm:${to}` })
  return { ...started, change }
}

test('[SDK-16] a link that a person took away stays away, and one that a person moved is kept; each import notes it', async () => {
  const { line, change, linked } = await withParents()
  await line('a.csv', { name: 'Acme' }, parent('One'))
  await change('unassociate', 'One')
  expect(await line('a.csv', { name: 'Acme' }, parent('One'))).toEqual(['unchanged', 'kept parent'])
  expect(await line('a.csv', { name: 'Acme', city: 'Lyon' }, parent('One'))).toEqual(['updated', 'kept parent'])
  expect(await linked('parent')).toEqual([])
  await change('associate', 'Three')
  expect(await line('a.csv', { name: 'Acme', city: 'Lyon' }, parent('One'))).toEqual(['unchanged', 'kept parent'])
  expect(await line('a.csv', { name: 'Acme', city: 'Lyon' }, parent('Two'))).toEqual(['unchanged', 'kept parent'])
  expect(await linked('parent')).toEqual(['crm:Three'])
  expect(await line('a.csv', { name: 'Acme' }, { ...parent('Two'), overwrite: ['parent'] })).toEqual(['updated'])
  expect(await linked('parent')).toEqual(['crm:Two'])
})

test('[SDK-16] where a person took a link away, the file does not put another in its place, now or later', async () => {
  const { line, change, linked } = await withParents()
  await line('a.csv', { name: 'Acme' }, parent('One'))
  await change('unassociate', 'One')
  expect(await line('a.csv', { name: 'Acme' }, parent('Two'))).toEqual(['unchanged', 'kept parent'])
  expect(await line('a.csv', { name: 'Acme' }, parent())).toEqual(['unchanged'])
  expect(await line('a.csv', { name: 'Acme' }, parent('Three'))).toEqual(['unchanged', 'kept parent'])
  expect(await linked('parent')).toEqual([])
  await change('associate', 'Three')
  expect(await line('a.csv', { name: 'Acme' }, parent('Three'))).toEqual(['unchanged'])
  expect(await line('a.csv', { name: 'Acme' }, parent('Two'))).toEqual(['updated'])
  expect(await linked('parent')).toEqual(['crm:Two'])
})

test('[SDK-16] a link that the file itself took back may be followed by another, also by one of a later line', async () => {
  const { line, linked } = await withParents()
  await line('a.csv', { name: 'Acme' }, parent('One'))
  expect(await line('a.csv', { name: 'Acme' }, parent())).toEqual(['updated'])
  expect(await line('a.csv', { name: 'Acme' }, parent('Two'))).toEqual(['updated'])
  const later = { later: [linkTo('parent', 'Three')], linked: ['parent'] }
  expect(await line('a.csv', { name: 'Acme' }, later)).toEqual(['updated'])
  expect(await line('a.csv', {}, { links: later.later, adds: true })).toEqual(['updated'])
  expect(await linked('parent')).toEqual(['crm:Three'])
})

test('[SDK-16] where a person took a link away, one of a later line is kept out too, and each is noted once', async () => {
  const { line, change, linked } = await withParents()
  await line('a.csv', { name: 'Acme' }, parent('One'))
  await change('unassociate', 'One')
  const twice = async (key: string) => [
    ...(await line('a.csv', { name: 'Acme' }, { later: [linkTo('parent', key)], linked: ['parent'] })),
    ...(await line('a.csv', {}, { links: [linkTo('parent', key)], adds: true })),
  ]
  for (const key of ['One', 'Two', 'Two']) expect(await twice(key)).toEqual(['unchanged', 'unchanged', 'kept parent'])
  expect(await linked('parent')).toEqual([])
})

test('[SDK-16] a link that a person made where the cell is blank is noted, one that the other end of the import made is not', async () => {
  const { line, change, run } = await withParents()
  await line('a.csv', { name: 'Acme' }, parent())
  await change('associate', 'One')
  expect(await line('a.csv', { name: 'Acme' }, parent())).toEqual(['unchanged', 'kept parent'])
  const files = { files: ['a.csv', 'b.csv'] }
  const two = { type: 'company', externalId: 'Two', values: { name: 'Two' } }
  await run([{ ...two, links: [], linked: ['parent'], file: 'a.csv' }], files)
  await run([{ type: 'company', externalId: 'Three', values: {}, links: [linkTo('children', 'Two')], file: 'b.csv' }], files)
  expect(await run([{ ...two, links: [], linked: ['parent'], file: 'a.csv' }], files)).toEqual([
    { row: expect.anything(), result: 'unchanged' },
  ])
})

test('[SDK-16] of many links the one that a person took away is noted, and stays away', async () => {
  const { line, run, person, linked } = await start()
  await run(['One', 'Two'].map((externalId) => ({ type: 'contact', externalId, values: { name: externalId }, links: [] })))
  const contacts = { links: ['One', 'Two'].map((key) => linkTo('contacts', key, 'contact')), linked: ['contacts'] }
  await line('a.csv', { name: 'Acme' }, contacts)
  await person({ write: 'unassociate', type: 'company', id: 'crm:Acme', association: 'contacts', to: 'crm:One' })
  for (let run = 0; run < 2; run++) expect(await line('a.csv', { name: 'Acme' }, contacts)).toEqual(['unchanged', 'kept contacts'])
  expect(await linked('contacts')).toEqual(['crm:Two'])
})

test('[SDK-16] a link that two files name stays until neither does', async () => {
  const { line, linked } = await withParents()
  await line('a.csv', { name: 'Acme' }, parent('One'))
  await line('b.csv', { city: 'Lyon' }, parent('One'))
  expect(await line('b.csv', { city: 'Lyon' }, parent())).toEqual(['unchanged'])
  expect(await linked('parent')).toEqual(['crm:One'])
  expect(await line('a.csv', { name: 'Acme' }, parent())).toEqual(['updated'])
  expect(await linked('parent')).toEqual([])
})

test('[SDK-16] what another file or line of the import linked instead is no change of a person', async () => {
  const { line, linked, run } = await withParents()
  await line('a.csv', { name: 'Acme' }, parent('One'))
  expect(await line('b.csv', { city: 'Lyon' }, parent('Two'))).toEqual(['updated'])
  expect(await line('a.csv', { name: 'Acme' }, parent('One'))).toEqual(['unchanged'])
  expect(await linked('parent')).toEqual(['crm:Two'])
  const rows = ['X', 'Y'].map((externalId) => ({
    ...{ type: 'company', externalId, values: { name: externalId }, file: 'a.csv' },
    ...{ links: [linkTo('children', 'Three')], linked: ['children'] },
  }))
  await run(rows, { files: ['a.csv', 'b.csv'] })
  expect((await run(rows, { files: ['a.csv', 'b.csv'] })).map(({ notes }) => notes)).toEqual([undefined, undefined])
})

test('[SDK-16] a name that finds nothing leaves the link that is there', async () => {
  const { line, run, linked } = await start()
  await run([{ type: 'company', externalId: 'One', values: { name: 'One' }, links: [] }])
  await line('a.csv', { name: 'Acme' }, parent('One'))
  expect(await line('a.csv', { name: 'Acme' }, parent('Onne'))).toEqual(['unchanged', 'not-linked parent'])
  expect(await linked('parent')).toEqual(['crm:One'])
})

test('[SDK-16] what an import remembers is seen by no user and moves no time of the last change', async () => {
  const { line, edit, find, kernel } = await start()
  await line('a.csv', { name: 'Acme', industry: 'retail' })
  expect(Object.keys((await find()) ?? {})).not.toContain('tenure_imported')
  await expect(edit({ tenure_imported: null })).rejects.toThrow('has no property')
  await edit({ industry: 'finance' })
  const before = (await find())?.['updatedAt']
  await kernel.clock.advance({ ms: 1000 })
  expect(await line('a.csv', { name: 'Acme', industry: 'finance' })).toEqual(['unchanged'])
  expect((await find())?.['updatedAt']).toBe(before)
})

test('[SDK-16] a store learns that nobody reads the past of what imports remember', async () => {
  const storage = memory({ users: [{ id: 'root', name: 'Root', seat: true, superAdmin: true }] })
  const applied: SchemaSnapshot[] = []
  const apply: SchemaOps['apply'] = async (next, io) => {
    applied.push(next)
    await storage.schema?.apply(next, io)
  }
  const { line } = await start({ ...storage, schema: { apply } })
  await line('a.csv', { name: 'Acme' })
  const company = applied.at(-1)?.types.find(({ name }) => name === 'company')
  expect(company?.properties.filter(({ internal }) => internal)).toEqual([{ name: 'tenure_imported', kind: 'json', internal: true }])
})
