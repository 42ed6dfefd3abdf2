import { record } from '@tenure/memory'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { createImporter } from '../host/importer.js'
import { testKernel } from '../host/test-kernel.js'
import { Company } from '../schema/object-types.js'
import type { Values } from '../schema/value.js'
import type { RecordWrite } from './write.js'

const seed = {
  users: [{ id: 'root', name: 'Root', seat: true, superAdmin: true, timeZone: 'Europe/Berlin' }],
  records: [record(Company, 'c1', { name: 'Northwind', csm: 'root' })],
}
async function start(at = '2026-03-27T12:00:00Z') {
  const kernel = await testKernel(seed, at)
  const write = (...writes: RecordWrite[]) =>
    kernel.writer.write({ asker: kernel.askers.get('root'), actor: { user: 'root', source: 'user' } }, writes)
  const values = async (type: string, id: string) => (await kernel.reader.find(kernel.askers.get('root'), { type, id }))?.values
  return {
    kernel,
    write,
    meeting: (id: string) => values('meeting', id),
    create: (given: Values, id = 'm') => write({ write: 'create', type: 'meeting', id, values: { title: id, owner: 'root', ...given } }),
    update: (given: Values) => write({ write: 'update', type: 'meeting', id: 'm', values: given }),
    dates: async () => {
      const company = await values('company', 'c1')
      return [company?.['lastActivityAt'] ?? null, company?.['nextActivityAt'] ?? null].map((each) =>
        typeof each === 'number' ? new Date(each).toISOString().slice(0, 16) : null,
      )
    },
  }
}
const at = (text: string): number => Date.parse(`${text}:00Z`)
const refused: readonly (readonly [path: string, message: string, values: Values])[] = [
  ['endAt', 'before the start', { at: at('2026-04-01T10:00'), endAt: at('2026-04-01T09:59') }],
  ['at', 'needs a start', { endAt: at('2026-04-01T10:00') }],
  ['at', 'needs a start', { repeat: 'FREQ=DAILY' }],
  ['endAt', '366 days', { at: 0, endAt: 400 * 86_400_000 }],
  ['endDate', 'before the first day', { startDate: '2026-04-02', endDate: '2026-04-01' }],
  ['endDate', 'needs a first day', { endDate: '2026-04-01' }],
  ['repeat', 'FREQ is missing', { at: 0, repeat: 'BYDAY=MO' }],
  ['repeat', '24 times a day', { at: 0, repeat: 'FREQ=MINUTELY' }],
  ['repeat', '24 times a day', { at: 0, repeat: 'FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3,4,5,6,7,8,9' }],
  ['repeatExcept', '2026-12-21T18:00', { at: 0, repeatExcept: ['tomorrow'] }],
  ['repeatAlso', '2026-12-21T18:00', { at: 0, repeatAlso: ['2026-02-30'] }],
  ['timeZone', 'Mars/Olympus', { at: 0, timeZone: 'Mars/Olympus' }],
  ['joinUrl', 'https://', { at: 0, joinUrl: 'javascript:alert(1)' }],
]

test('[SCH-3] bad rules, times, zones and links and ends before starts are refused by name, by people and imports alike', async () => {
  const { kernel, create, update } = await start()
  getValue(await create({ at: at('2026-04-01T10:00') }))
  const importer = createImporter(kernel, 'crm')
  for (const [path, message, values] of refused) {
    const issue = { path: [path], message: expect.stringContaining(message) }
    const problem = { code: 'input.invalid', details: { issues: [issue] } }
    expect(await create(values, 'other'), JSON.stringify(values)).toMatchObject({ ok: false, problem })
    const [outcome] = await importer.run([{ type: 'meeting', externalId: 'x', values: { title: 'x', ...values }, links: [] }])
    expect(outcome, JSON.stringify(values)).toMatchObject({ result: 'rejected', issues: [issue] })
  }
  expect(await update({ endAt: at('2026-04-01T09:00') })).toMatchObject({
    ok: false,
    problem: { details: { issues: [{ path: ['endAt'] }] } },
  })
})

test('[SCH-3] whole days keep the instants around them, and a time beside them is refused', async () => {
  const { create, update, meeting } = await start()
  getValue(await create({ startDate: '2026-03-28', endDate: '2026-03-29', timeZone: 'Europe/Berlin' }))
  expect(await meeting('m')).toMatchObject({ at: at('2026-03-27T23:00'), endAt: at('2026-03-29T22:00') })
  getValue(await update({ endDate: '2026-03-28' }))
  expect(await meeting('m')).toMatchObject({ endAt: at('2026-03-28T23:00') })
  expect(await update({ at: at('2026-03-28T10:00') })).toMatchObject({
    ok: false,
    problem: { message: expect.stringContaining('whole days') },
  })
  getValue(await update({ startDate: null, endDate: null, at: at('2026-03-28T10:00'), endAt: at('2026-03-28T11:00') }))
  expect(await meeting('m')).toMatchObject({ at: at('2026-03-28T10:00'), endAt: at('2026-03-28T11:00') })
})

test('[SCH-3] what repeats is in the zone of its writer, unless it names another', async () => {
  const { create, meeting } = await start()
  getValue(await create({ at: at('2026-04-01T10:00'), repeat: 'FREQ=DAILY' }))
  getValue(await create({ at: at('2026-04-01T10:00'), repeat: 'FREQ=DAILY', timeZone: 'Asia/Tokyo' }, 'n'))
  expect([(await meeting('m'))?.['timeZone'], (await meeting('n'))?.['timeZone']]).toEqual(['Europe/Berlin', 'Asia/Tokyo'])
})

test('[REC-7] a meeting that repeats counts by its last and its next time, one that is cancelled does not count', async () => {
  const { kernel, create, update, write, dates } = await start()
  getValue(
    await create({ at: at('2026-03-20T08:00'), endAt: at('2026-03-20T09:00'), repeat: 'FREQ=DAILY', repeatExcept: ['2026-03-28T09:00'] }),
  )
  getValue(await write({ write: 'associate', type: 'meeting', id: 'm', association: 'companies', to: 'c1' }))
  expect(await dates()).toEqual(['2026-03-27T08:00', '2026-03-29T07:00'])
  await kernel.clock.advance({ ms: 2 * 86_400_000 })
  await expect.poll(dates).toEqual(['2026-03-29T07:00', '2026-03-30T07:00'])
  getValue(await update({ repeat: 'FREQ=DAILY;UNTIL=20260321' }))
  expect(await dates()).toEqual(['2026-03-21T08:00', null])
  getValue(await update({ cancelled: true }))
  expect(await dates()).toEqual([null, null])
})
