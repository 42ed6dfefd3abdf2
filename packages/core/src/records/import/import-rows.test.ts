import { memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import { createImporter } from '../../host/importer.js'
import { testKernel } from '../../host/test-kernel.js'
import type { ImportRow } from './import-row.js'

const company = (externalId: string, values = {}, links: ImportRow['links'] = []): ImportRow => ({
  type: 'company',
  externalId,
  values: { name: externalId, ...values },
  links,
})
const parent = (externalId: string) => ({ association: 'parent', to: { type: 'company', externalId }, required: true })
const results = (outcomes: readonly { readonly result: string }[]) => outcomes.map(({ result }) => result)
const start = async () => {
  const kernel = await testKernel({}, undefined, memory({ users: [{ id: 'root', name: 'Root', seat: true, superAdmin: true }] }))
  return { kernel, importer: createImporter(kernel, 'crm') }
}

test('[SDK-11] rows become records under ids of their source; a second time changes nothing', async () => {
  const { kernel, importer } = await start()
  const rows = [company('Acme', {}, [parent('Bolt')]), company('Bolt')]
  expect(results(await importer.run(rows))).toEqual(['created', 'created'])
  expect(results(await importer.run(rows))).toEqual(['unchanged', 'unchanged'])
  expect(results(await importer.run([company('Acme', { industry: 'retail' })]))).toEqual(['updated'])
  expect((await kernel.reader.find(kernel.askers.get('root'), { type: 'company', id: 'crm:Acme' }))?.values).toMatchObject({
    name: 'Acme',
    industry: 'retail',
  })
})

test('[SDK-11] a bad row and rows that need it are reported; the others are stored', async () => {
  const { kernel, importer } = await start()
  const outcomes = await importer.run([
    company('Good'),
    company('Child', {}, [parent('Bad')]),
    company('Bad', { colour: 'red' }),
    company('Grandchild', {}, [parent('Child')]),
  ])
  expect(results(outcomes)).toEqual(['created', 'rejected', 'rejected', 'rejected'])
  expect(outcomes[2]?.issues?.[0]?.message).toContain('colour')
  expect(await kernel.reader.count(kernel.askers.get('root'), { type: 'company' })).toBe(1)
})

test('[SDK-11] a key whose id nothing could ask for is refused, and the longest that can be is not', async () => {
  const { kernel, importer } = await start()
  const longest = 'K'.repeat(496)
  const outcomes = await importer.run([company(longest, { name: 'Long' }), company(`${longest}K`, { name: 'Longer' })])
  expect(results(outcomes)).toEqual(['created', 'rejected'])
  expect(outcomes[1]?.issues).toEqual([
    { path: ['externalId'], message: 'The key makes an id of 501 characters; at most 500 are possible. Choose a shorter key.' },
  ])
  expect(await kernel.reader.count(kernel.askers.get('root'), { type: 'company' })).toBe(1)
})

test('[SDK-11] a dry run reports what would be done and stores nothing', async () => {
  const { kernel, importer } = await start()
  expect(results(await importer.run([company('Acme')], { dryRun: true }))).toEqual(['created'])
  expect(await kernel.reader.count(kernel.askers.get('root'), { type: 'company' })).toBe(0)
})

test('[SDK-11] an import brings the create date, object types of its own and activities that move the last activity date', async () => {
  const { kernel, importer } = await start()
  await importer.extend([
    {
      name: 'usage',
      title: 'feature',
      activity: { at: 'at' },
      properties: [
        { name: 'feature', kind: 'string', label: 'Feature' },
        { name: 'at', kind: 'datetime', label: 'Time' },
      ],
      associations: [{ name: 'company', to: 'company', single: true, inverse: { name: 'usage' } }],
    },
  ])
  const at = kernel.clock.now() - 86_400_000
  await importer.run([company('Acme', { createdAt: 1000 })])
  expect(
    results(
      await importer.run([
        {
          type: 'usage',
          externalId: 'u1',
          values: { feature: 'Export', at },
          links: [{ association: 'company', to: { type: 'company', externalId: 'Acme' } }],
        },
      ]),
    ),
  ).toEqual(['created'])
  expect((await kernel.reader.find(kernel.askers.get('root'), { type: 'company', id: 'crm:Acme' }))?.values).toMatchObject({
    createdAt: 1000,
    lastActivityAt: at,
  })
})

test('[SDK-16] a link that finds nothing is noted, and its row is written without it', async () => {
  const { importer } = await start()
  const [outcome] = await importer.run([company('Acme', {}, [{ ...parent('Nobody'), required: false }])])
  expect(outcome).toMatchObject({
    result: 'created',
    notes: [{ note: 'not-linked', path: ['parent'], message: 'There is no company with the key Nobody.' }],
  })
})

test('[SDK-16] a row that names itself is not linked with itself, and is rejected where the link is required', async () => {
  const { importer } = await start()
  const message = 'The company with the key Acme cannot be linked with itself.'
  const [optional] = await importer.run([company('Acme', {}, [{ ...parent('Acme'), required: false }])])
  expect(optional).toMatchObject({ result: 'created', notes: [{ note: 'not-linked', path: ['parent'], message }] })
  const [required] = await importer.run([company('Acme', { industry: 'retail' }, [{ ...parent('Acme'), required: true }])])
  expect(required).toMatchObject({ result: 'rejected', issues: [{ path: ['parent'], message }] })
})

test('[SDK-16] rows that only create, or only update, are skipped where they would do the other', async () => {
  const { importer } = await start()
  expect(results(await importer.run([{ ...company('Acme'), only: 'update' }]))).toEqual(['skipped'])
  expect(results(await importer.run([{ ...company('Acme'), only: 'create' }]))).toEqual(['created'])
  expect(results(await importer.run([{ ...company('Acme', { industry: 'retail' }), only: 'create' }]))).toEqual(['skipped'])
  expect(results(await importer.run([{ ...company('Acme', { industry: 'retail' }), only: 'update' }]))).toEqual(['updated'])
})

test('[SDK-16] the object types that an import would have are known before it adds them', async () => {
  const { importer, kernel } = await start()
  const added = { name: 'company', properties: [{ name: 'tier', kind: 'string', label: 'Tier' }] } as const
  expect(
    importer
      .types([added])
      .get('company')
      ?.properties.map(({ name }) => name),
  ).toContain('tier')
  expect(
    kernel
      .schema()
      .get('company')
      ?.properties.map(({ name }) => name),
  ).not.toContain('tier')
})
