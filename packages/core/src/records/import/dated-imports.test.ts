import { memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import type { Instant } from '../../base/clock.js'
import { getValue } from '../../base/outcome.js'
import { createImporter } from '../../host/importer.js'
import { testKernel } from '../../host/test-kernel.js'
import type { ImportRow } from './import-row.js'

const now = Date.parse('2026-06-30T12:00:00Z')
const ago = (days: number): Instant => now - days * 86_400_000
const daysAgo = (at: Instant): number => (now - at) / 86_400_000

async function start() {
  const storage = memory({ users: [{ id: 'root', name: 'Root', seat: true, superAdmin: true }] })
  const kernel = await testKernel({}, new Date(now).toISOString(), storage)
  const importer = createImporter(kernel, 'crm')
  const root = kernel.askers.get('root')
  const line = async (values: ImportRow['values'], since: Readonly<Record<string, Instant>>, more: Partial<ImportRow> = {}) => {
    const row: ImportRow = { type: 'company', externalId: 'Acme', values, since, links: [], ...more }
    const [outcome] = await importer.run([row])
    return outcome?.issues?.[0]?.message ?? outcome?.result
  }
  return {
    kernel,
    importer,
    storage,
    line,
    /** The values of a property, newest first, and how many days ago each began to hold. */
    past: async (property: string, id = 'crm:Acme', type = 'company') =>
      (await kernel.reader.history(root, { type, id }, property, 100)).map(({ value, at }) => [value, daysAgo(at)]),
    value: async (property: string) => (await kernel.reader.find(root, { type: 'company', id: 'crm:Acme' }))?.values[property],
    changedIn: async (days: number, path = 'company.industry') => {
      const where = { test: 'changed-in-last', property: path, span: { days } } as const
      return kernel.reader.count(root, { type: path.slice(0, path.indexOf('.')), where })
    },
    edit: async (values: ImportRow['values']) =>
      getValue(
        await kernel.writer.write({ asker: root, actor: { user: 'root', source: 'user' } }, [
          { write: 'update', type: 'company', id: 'crm:Acme', values },
        ]),
      ),
  }
}

test('[SDK-16] a value whose line says since when it holds is dated from then in history, and for tests of the past', async () => {
  const { line, past, changedIn } = await start()
  expect(await line({ name: 'Acme', industry: 'retail' }, { industry: ago(90) })).toBe('created')
  expect([await past('industry'), await past('name')]).toEqual([[['retail', 90]], [['Acme', 0]]])
  expect([await changedIn(30), await changedIn(100)]).toEqual([0, 1])
  expect(await line({ industry: 'banking' }, { industry: ago(40) })).toBe('updated')
  expect(await past('industry')).toEqual([
    ['banking', 40],
    ['retail', 90],
  ])
  expect([await changedIn(30), await changedIn(50)]).toEqual([0, 1])
  expect(await line({ industry: null }, { industry: ago(10) })).toBe('updated')
  expect((await past('industry'))[0]).toEqual([null, 10])
})

test('[SDK-16] the change itself, and the last change of the record, are of the day of the import', async () => {
  const { line, storage, value } = await start()
  const io = { signal: new AbortController().signal }
  const feed = storage.changes('head', io)[Symbol.asyncIterator]()
  const next = feed.next()
  await line({ name: 'Acme', industry: 'retail' }, { name: ago(90), industry: ago(90) })
  expect((await next).value?.changes.map(({ at }: { readonly at: Instant }) => at)).toEqual([now])
  expect(await value('updatedAt')).toBe(now)
  await feed.return?.()
})

test('[SDK-16] a line whose value is older than the newest one, or still to come, is rejected with the reason', async () => {
  const { line, past, value } = await start()
  expect(await line({ name: 'Acme', industry: 'retail' }, { industry: ago(-1) })).toBe(
    'Industry: 2026-07-01T12:00:00.000Z is still to come, and a value cannot hold since then. Import it when it does.',
  )
  expect(await value('name')).toBeUndefined()
  await line({ name: 'Acme', industry: 'retail' }, { industry: ago(30) })
  expect(await line({ name: 'Acme Inc.', industry: 'banking' }, { industry: ago(60) })).toBe(
    'Industry: a value of 2026-05-31T12:00:00.000Z is there, and this one is older, of 2026-05-01T12:00:00.000Z. Import values in the order of their dates.',
  )
  expect([await value('name'), await past('industry')]).toEqual(['Acme', [['retail', 30]]])
  expect(await line({ industry: 'banking' }, { industry: ago(30) })).toBe('updated')
  expect(await line({ industry: 'media' }, { industry: ago(-2) })).toContain('is still to come')
})

test('[SDK-16] values that were imported in the order of their dates change nothing a second time', async () => {
  const { kernel, line, past } = await start()
  const months = [
    ['retail', 90],
    ['banking', 60],
    ['media', 30],
  ] as const
  const importAll = async () => {
    const results: unknown[] = []
    for (const [industry, days] of months)
      results.push(await line({ name: 'Acme', industry }, { industry: ago(days) }, { file: `${days}.csv` }))
    return results
  }
  const version = async () => (await kernel.reader.find(kernel.askers.get('root'), { type: 'company', id: 'crm:Acme' }))?.version
  expect(await importAll()).toEqual(['created', 'updated', 'updated'])
  const before = await version()
  expect(await importAll()).toEqual(['unchanged', 'unchanged', 'unchanged'])
  expect(await version()).toBe(before)
  expect(await past('industry')).toEqual(months.toReversed().map((each) => [...each]))
})

test('[SDK-16] what a person changed is newer than a date before it', async () => {
  const { line, edit, value } = await start()
  await line({ name: 'Acme', industry: 'retail' }, { industry: ago(90) })
  await edit({ industry: 'media' })
  expect(await line({ industry: 'retail' }, { industry: ago(90) })).toContain('this one is older')
  expect(await line({ industry: 'banking' }, { industry: ago(30) })).toContain('this one is older')
  expect(await value('industry')).toBe('media')
})

test('[SDK-16] two rows of one batch may not date the same value, and an undated row takes the date away', async () => {
  const { importer, past } = await start()
  const row = (industry: string, since: ImportRow['since'] = {}): ImportRow => ({
    type: 'company',
    externalId: 'Acme',
    values: { name: 'Acme', industry },
    since,
    links: [],
  })
  const outcomes = await importer.run([row('retail', { industry: ago(90) }), row('banking', { industry: ago(60) })])
  expect(outcomes.map(({ result }) => result)).toEqual(['created', 'rejected'])
  expect(outcomes[1]?.issues?.[0]?.message).toBe('Industry: two rows of one batch date this value. Import them in a batch each.')
  expect(await past('industry')).toEqual([['retail', 90]])
  await importer.run([row('banking', { industry: ago(60) }), row('media')])
  expect(await past('industry')).toEqual([
    ['media', 0],
    ['retail', 90],
  ])
})

test('[SDK-16] an imported activity is dated in history from when it happened, and a planned one from its import', async () => {
  const { importer, past, changedIn, value, line } = await start()
  await line({ name: 'Acme' }, {})
  const call = (externalId: string, at: Instant): ImportRow => ({
    type: 'call',
    externalId,
    values: { title: externalId, at },
    links: [{ association: 'companies', to: { type: 'company', externalId: 'Acme' } }],
  })
  expect((await importer.run([call('old', ago(200)), call('planned', ago(-3))])).map(({ result }) => result)).toEqual([
    'created',
    'created',
  ])
  expect([await past('title', 'crm:old', 'call'), await past('title', 'crm:planned', 'call')]).toEqual([[['old', 200]], [['planned', 0]]])
  expect([await changedIn(30, 'call.title'), await changedIn(300, 'call.title')]).toEqual([1, 2])
  expect([await value('lastActivityAt'), await value('nextActivityAt')]).toEqual([ago(200), ago(-3)])
  await importer.run([{ ...call('old', ago(200)), values: { title: 'corrected' } }])
  expect(await past('title', 'crm:old', 'call')).toEqual([
    ['corrected', 0],
    ['old', 200],
  ])
})

test('[SDK-16] a live view of what changed lately follows the dates of values', async () => {
  const { kernel, line } = await start()
  await line({ name: 'Acme', industry: 'retail' }, { industry: ago(90) })
  const where = { test: 'changed-in-last', property: 'company.industry', span: { days: 30 } } as const
  const shown: number[] = []
  const query = { type: 'company', select: ['name'], where }
  const view = kernel.live
    .watch({ subject: 'root', bind: () => kernel.access.bind(kernel.askers.get('root'), query, { count: true }) })
    .subscribe((state) => 'records' in state && shown.push(state.records.length))
  await kernel.idle()
  await line({ industry: 'banking' }, { industry: ago(60) })
  await kernel.idle()
  expect(shown.at(-1)).toBe(0)
  await line({ industry: 'media' }, { industry: ago(10) })
  await expect.poll(() => shown.at(-1)).toBe(1)
  view.unsubscribe()
})
