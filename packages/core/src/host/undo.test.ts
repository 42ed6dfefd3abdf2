import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { values } from '../contract/frame.js'
import { cancelRunContract, runContract, runsContract, undoContract } from '../contract/page/run-contract.js'
import {
  archiveRecordContract,
  associateContract,
  createRecordContract,
  recordContract,
  restoreRecordContract,
  updateRecordContract,
} from '../contract/workspace-contract.js'
import { codeOf, lastGroup, undo, undoHost, update } from './test-undo.js'

type Host = Awaited<ReturnType<typeof undoHost>>
const c1 = { type: 'company', id: 'c1' }
const value = async (host: Host, name: string, ref = c1, as = 'root') =>
  getValue(await host.as(as).read(recordContract, ref)).properties.find((property) => property.name === name)?.value ?? null
const linksOf = async (host: Host, ref: { type: string; id: string }, name: string) =>
  getValue(await host.as('root').read(recordContract, ref))
    .links.find((link) => link.name === name)
    ?.rows.map(({ id }) => id)

test('[BEY-5] an edit is taken back, and the undo of the undo brings it again', async () => {
  await using host = await undoHost()
  await update(host, 'anna', c1, { name: 'Southwind', domain: null })
  const report = getValue(await undo(host, 'anna', await lastGroup(host, 'company', 'c1')))
  expect(report).toMatchObject({ state: 'done', kind: 'undo', done: 1, kept: 0, left: 0, failed: 0, items: [] })
  expect(await value(host, 'name')).toBe('Northwind')
  expect(await value(host, 'domain')).toBe('north.example')
  getValue(await undo(host, 'anna', report.group))
  expect(await value(host, 'name')).toBe('Southwind')
  expect(await value(host, 'domain')).toBeNull()
})

test('[BEY-5] what somebody else changed since is kept and named, also where they gave it the same value again', async () => {
  await using host = await undoHost()
  await update(host, 'anna', c1, { name: 'Southwind', domain: 'south.example', city: 'Oslo' })
  const group = await lastGroup(host, 'company', 'c1')
  await update(host, 'root', c1, { domain: 'west.example', city: 'Bonn' })
  await update(host, 'root', c1, { city: 'Oslo' })
  const report = getValue(await undo(host, 'anna', group))
  expect(report).toMatchObject({ done: 1, kept: 2, left: 0, failed: 0 })
  expect(report.items.map(({ outcome, id, title, part, message }) => [outcome, id, title, part, message]).sort()).toEqual([
    ['kept', 'c1', 'Northwind', 'City', 'City was changed since.'],
    ['kept', 'c1', 'Northwind', 'Domain', 'Domain was changed since.'],
  ])
  expect([await value(host, 'name'), await value(host, 'domain'), await value(host, 'city')]).toEqual(['Northwind', 'west.example', 'Oslo'])
})

test('[BEY-5] [ACC-8] what the undoing user may not write is left and named, and what is hidden is not mentioned', async () => {
  await using host = await undoHost()
  await update(host, 'anna', c1, { name: 'Southwind', domain: 'south.example', city: 'Oslo' })
  const report = getValue(await undo(host, 'ben', await lastGroup(host, 'company', 'c1')))
  expect(report).toMatchObject({ done: 1, kept: 0, left: 1, failed: 0 })
  expect(report.items).toMatchObject([{ outcome: 'left', part: 'Domain', message: 'Domain is read-only for you.' }])
  expect(JSON.stringify(report)).not.toMatch(/city|oslo|rome/i)
  expect([await value(host, 'name'), await value(host, 'domain'), await value(host, 'city')]).toEqual([
    'Northwind',
    'south.example',
    'Oslo',
  ])
})

test('[BEY-5] [ACC-9] a change of which the user sees nothing is refused as one that never was', async () => {
  await using host = await undoHost()
  await update(host, 'anna', c1, { name: 'Southwind' })
  const group = await lastGroup(host, 'company', 'c1')
  const problemOf = async (id: string) => {
    const outcome = await undo(host, 'own', id)
    return outcome.ok ? undefined : JSON.stringify(outcome.problem).replaceAll(id, 'ID')
  }
  expect(await problemOf(group)).toContain('record.not-found')
  expect(await problemOf(group)).toBe(await problemOf('nothing'))
  expect(getValue(await host.as('own').read(runsContract))).toEqual([])
  expect(await value(host, 'name')).toBe('Southwind')
})

test('[BEY-5] a record that was created is archived, its links with it, and comes back with the undo of the undo', async () => {
  await using host = await undoHost()
  const made = getValue(
    await host.as('anna').act(createRecordContract, {
      type: 'deal',
      values: { name: 'New', pipeline: 'sales', stage: 'qualified' },
      links: [{ association: 'company', id: 'c1' }],
    }),
  )
  const deal = { type: 'deal', id: made.id }
  expect((await linksOf(host, c1, 'deals'))?.sort()).toEqual(['d1', made.id].sort())
  const report = getValue(await undo(host, 'anna', await lastGroup(host, 'deal', made.id)))
  expect(report).toMatchObject({ kept: 0, left: 0, failed: 0 })
  expect(getValue(await host.as('root').read(recordContract, deal)).archived).toBe(true)
  expect(await linksOf(host, c1, 'deals')).toEqual(['d1'])
  getValue(await undo(host, 'anna', report.group))
  expect((await linksOf(host, c1, 'deals'))?.sort()).toEqual(['d1', made.id].sort())
})

test('[BEY-5] a new record that somebody else has added to is kept and named', async () => {
  await using host = await undoHost()
  const create = async (name: string) => {
    const { id } = getValue(await host.as('anna').act(createRecordContract, { type: 'company', values: { name } }))
    return { type: 'company', id, group: await lastGroup(host, 'company', id) }
  }
  const [edited, linked, computed] = [await create('a'), await create('b'), await create('c')]
  await update(host, 'root', { type: 'company', id: edited.id }, { city: 'Bonn' })
  getValue(await host.as('root').act(associateContract, { type: 'contact', id: 'p1', association: 'companies', to: linked.id }))
  expect(getValue(await undo(host, 'anna', edited.group))).toMatchObject({ done: 0, kept: 1, items: [{ id: edited.id, title: 'a' }] })
  expect(getValue(await undo(host, 'anna', linked.group))).toMatchObject({ done: 0, kept: 1 })
  expect(getValue(await undo(host, 'anna', computed.group))).toMatchObject({ done: 1, kept: 0 })
})

test('[BEY-5] an archived record is restored, a restored one archived, unless somebody else archived it since', async () => {
  await using host = await undoHost()
  const act = async (contract: typeof archiveRecordContract) => {
    await host.advance({ ms: 1_000 })
    getValue(await host.as('anna').act(contract, c1))
    return lastGroup(host, 'company', 'c1')
  }
  const isArchived = async () => getValue(await host.as('root').read(recordContract, c1)).archived
  const archived = await act(archiveRecordContract)
  getValue(await undo(host, 'anna', archived))
  expect(await isArchived()).toBe(false)
  await act(archiveRecordContract)
  const restored = await act(restoreRecordContract)
  getValue(await undo(host, 'anna', restored))
  expect(await isArchived()).toBe(true)
  expect(getValue(await undo(host, 'anna', archived))).toMatchObject({
    kept: 1,
    items: [{ message: 'Someone else archived this company since.' }],
  })
  expect(await isArchived()).toBe(true)
})

test('[BEY-5] the single link that another took the place of comes back, unless a third has taken it since', async () => {
  await using host = await undoHost()
  const d1 = { type: 'deal', id: 'd1' }
  const move = async (to: string) => {
    getValue(await host.as('anna').act(associateContract, { ...d1, association: 'company', to }, { key: `move ${to}` }))
  }
  getValue(await host.as('anna').act(createRecordContract, { type: 'company', values: { name: 'Third' } }, { key: 'third' }))
  const third = getValue(
    await host.as('anna').act(createRecordContract, { type: 'company', values: { name: 'Third' } }, { key: 'third' }),
  ).id
  await move('c2')
  expect(await linksOf(host, d1, 'company')).toEqual(['c2'])
  const byKey = { action: associateContract.id, key: 'move c2' }
  const report = getValue(await host.as('anna').act(undoContract, byKey))
  expect(report).toMatchObject({ kept: 0, left: 0, failed: 0 })
  expect(await linksOf(host, d1, 'company')).toEqual(['c1'])
  getValue(await undo(host, 'anna', report.group))
  expect(await linksOf(host, d1, 'company')).toEqual(['c2'])
  await move(third)
  expect(getValue(await host.as('anna').act(undoContract, byKey))).toMatchObject({ kept: 1, items: [{ part: 'Company' }] })
  expect(await linksOf(host, d1, 'company')).toEqual([third])
})

test('[BEY-5] open views return with the values', async () => {
  await using host = await undoHost()
  const seen: unknown[] = []
  host
    .as('anna')
    .watch(recordContract, c1)
    .pipe(values())
    .subscribe(({ title }) => seen.push(title))
  await expect.poll(() => seen.at(-1)).toBe('Northwind')
  await update(host, 'anna', c1, { name: 'Southwind' })
  await expect.poll(() => seen.at(-1)).toBe('Southwind')
  getValue(await undo(host, 'anna', await lastGroup(host, 'company', 'c1')))
  await expect.poll(() => seen.at(-1)).toBe('Northwind')
})

test('[BEY-5] [SDK-7] a unique value that is taken by now is refused for its record alone, and the reason is named', async () => {
  await using host = await undoHost()
  const make = async (name: string) => getValue(await host.as('root').act(createRecordContract, { type: 'workspace', values: { name } })).id
  const west = await make('West')
  await update(host, 'root', { type: 'workspace', id: west }, { name: 'East' })
  const group = await lastGroup(host, 'workspace', west)
  await make('West')
  expect(getValue(await undo(host, 'root', group))).toMatchObject({ done: 0, failed: 1, items: [{ outcome: 'failed', id: west }] })
  expect(codeOf(await host.as('root').act(updateRecordContract, { type: 'workspace', id: west, values: { name: 'West' } }))).toBe(
    'input.invalid',
  )
})

test('[BEY-5] a group of many commits is taken back in parts, the newest first, each part with the place of the run', async () => {
  await using host = await undoHost()
  const importer = host.importer('x')
  const rows = (from: number, name: string) =>
    Array.from({ length: 300 }, (_, at) => ({
      type: 'company',
      externalId: `${from + at}`,
      values: { name: `${name} ${from + at}` },
      links: [],
    }))
  await importer.run(rows(0, 'old'), { group: 'first' })
  await importer.run(rows(0, 'new'), { group: 'second' })
  await importer.run(rows(300, 'new'), { group: 'second' })
  await importer.run(rows(0, 'newest'), { group: 'second' })
  await update(host, 'anna', { type: 'company', id: 'x:7' }, { name: 'mine' })
  const begun = getValue(await undo(host, 'anna', 'second'))
  expect(begun).toMatchObject({ state: 'running', done: 199, kept: 1 })
  expect(codeOf(await undo(host, 'anna', begun.group))).toBe('input.invalid')
  await host.idle()
  const report = getValue(await host.as('anna').read(runContract, { run: begun.run }))
  expect(report).toMatchObject({
    state: 'done',
    done: 898,
    kept: 2,
    left: 0,
    failed: 0,
    items: [{ id: 'x:7', part: 'Name' }, { id: 'x:7' }],
  })
  const names = getValue(await host.as('anna').read(recordContract, { type: 'company', id: 'x:8' })).title
  expect(names).toBe('old 8')
  expect(getValue(await host.as('anna').read(recordContract, { type: 'company', id: 'x:7' })).title).toBe('mine')
  expect(getValue(await host.as('anna').read(recordContract, { type: 'company', id: 'x:599' })).archived).toBe(true)
})

test('a run that is cancelled ends between two parts, and what it did can be undone', async () => {
  await using host = await undoHost()
  const rows = Array.from({ length: 500 }, (_, at) => ({ type: 'company', externalId: `${at}`, values: { name: `${at}` }, links: [] }))
  await host.importer('x').run(rows, { group: 'g' })
  const begun = getValue(await undo(host, 'anna', 'g'))
  expect(codeOf(await host.as('ben').act(cancelRunContract, { run: begun.run }))).toBe('record.not-found')
  const cancelled = getValue(await host.as('anna').act(cancelRunContract, { run: begun.run }))
  expect(cancelled.state).toBe('cancelled')
  await host.idle()
  const { done } = getValue(await host.as('anna').read(runContract, { run: begun.run }))
  expect(done).toBeLessThan(500)
  getValue(await undo(host, 'anna', begun.group))
  await host.idle()
  expect(getValue(await host.as('anna').read(recordContract, { type: 'company', id: 'x:499' })).archived).toBe(false)
})

test('[SDK-7] the same key again answers the same undo', async () => {
  await using host = await undoHost()
  await update(host, 'anna', c1, { name: 'Southwind' })
  const group = await lastGroup(host, 'company', 'c1')
  const act = () => host.as('anna').act(undoContract, { group }, { key: 'k' })
  expect(getValue(await act()).run).toBe(getValue(await act()).run)
  expect(getValue(await host.as('anna').read(runsContract))).toHaveLength(1)
  expect(getValue(await host.as('ben').read(runsContract))).toHaveLength(0)
  expect(getValue(await host.as('root').read(runsContract))).toHaveLength(1)
})
