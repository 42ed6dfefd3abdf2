import { createHost, getValue, importedId } from '@tenure/core'
import { createRecordContract, recordContract, updateRecordContract } from '@tenure/core/page'
import { memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import { workspacePlugins } from '../open-host.js'
import { sampleSource } from './sample-row.js'
import { takeSampleOut } from './take-out.js'

const id = (key: string) => importedId(sampleSource, key)
const company = (key: string, name: string) => ({ type: 'company', externalId: key, values: { name }, links: [] })

test('[SDK-13] what the sample made goes as one; what people changed since stays and is named, and so does what they made', async () => {
  await using host = await createHost({ storage: memory(), plugins: workspacePlugins, grants: 'declared' })
  const admin = getValue(await host.createFirstAdmin('Ada')).id
  const desk = host.as(admin)
  await expect(takeSampleOut(host, admin)).rejects.toMatchObject({ code: 'record.not-found' })
  const importer = host.importer(sampleSource)
  const record = await importer.begin()
  const at = Date.UTC(2026, 0, 1)
  await importer.run([company('a', 'Earlier'), company('b', 'Fabrikam')], { group: record.group, at })
  await importer.run(
    [company('a', 'Northwind'), { type: 'user', externalId: 'sam', values: { name: 'Sam', active: true }, links: [] }],
    record,
  )
  await record.end({ done: 4, kept: 0, left: 0, failed: 0 })
  const { id: own } = getValue(await desk.act(createRecordContract, { type: 'company', values: { name: 'Our own' } }))
  getValue(await desk.act(updateRecordContract, { type: 'company', id: id('b'), values: { city: 'Bremen' } }))

  const { done, left, kept } = await takeSampleOut(host, admin)
  expect(done).toBeGreaterThan(0)
  expect({ left, kept }).toMatchObject({
    left: 1,
    kept: [{ type: 'company', title: 'Fabrikam', reason: expect.stringContaining('changed') }],
  })
  const isThere = async (type: string, key: string) => {
    const found = await desk.read(recordContract, { type, id: key })
    return found.ok && !found.value.archived
  }
  expect(await Promise.all([isThere('company', id('a')), isThere('company', id('b')), isThere('company', own)])).toEqual([
    false,
    true,
    true,
  ])
  expect(host.users().map(({ name }) => name)).not.toContain('Sam')
})
