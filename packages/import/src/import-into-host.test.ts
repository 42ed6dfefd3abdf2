import type { Importer } from '@tenure/core'
import { createTestHost } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { openImport } from './import-files.js'
import { importFiles } from './import-into-host.js'
import { parseMapping } from './mapping/mapping.js'
import { memorySource } from './memory-source.js'

/** Imports one file into a host; names what its importer was asked. */
async function open() {
  const host = await createTestHost({ plugins: [] })
  onTestFinished(() => host[Symbol.asyncDispose]())
  const asked: string[] = []
  const importer = (source: string): Importer => {
    const real = host.importer(source)
    const note =
      <Given extends readonly unknown[], Answer>(name: string, call: (...given: Given) => Answer) =>
      (...given: Given): Answer => {
        asked.push(name)
        return call(...given)
      }
    return {
      ...real,
      ...{
        begin: note('begin', real.begin),
        extend: note('extend', real.extend),
        keys: note('keys', real.keys),
        run: note('run', real.run),
      },
    }
  }
  const importText = async (text: string, file: object, objectTypes?: object) => {
    const mapping = parseMapping({
      source: 'crm',
      ...(objectTypes && { objectTypes }),
      files: [{ file: 'a.csv', objectType: 'company', externalId: ['Id'], ...file }],
    })
    const files = await openImport(mapping, memorySource(new Map([['a.csv', new TextEncoder().encode(text)]])))
    return importFiles({ importer }, mapping, files, { onReported: () => {} })
  }
  return { host, asked, importText }
}
const none = { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 }
const properties = { name: { kind: 'string', column: 'Name' }, domain: { kind: 'string', column: 'Domain' } }

test('[SDK-16] a mapping that names what is not there is refused, before anything is added or begun', async () => {
  const { asked, importText, host } = await open()
  const plant = { plant: { label: 'Plant', plural: 'Plants', title: 'name', properties: { name: { kind: 'string' } } } }
  await expect(importText('Id,Name\n1,A\n', { properties: { nmae: { kind: 'string', column: 'Name' } } }, plant)).rejects.toMatchObject({
    problem: { code: 'input.invalid', message: expect.stringContaining('files[0].properties.nmae: company has no property "nmae"') },
  })
  expect([asked, host.importer('crm').types().has('plant')]).toEqual([[], false])
})

test('[SDK-16] a mapping may add the object type of its own lines, which is there from then on', async () => {
  const { asked, importText, host } = await open()
  const plant = { plant: { label: 'Plant', plural: 'Plants', title: 'name', active: true, properties: { name: { kind: 'string' } } } }
  const file = { objectType: 'plant', properties: { name: { kind: 'string', column: 'Name' } } }
  expect((await importText('Id,Name\n1,Fern\n', file, plant)).objectTypes).toEqual({ plant: { ...none, created: 1 } })
  expect([asked, host.importer('crm').types().has('plant')]).toEqual([['extend', 'begin', 'run'], true])
})

test('[SDK-16] a record that is here with the same value is the one that the line means', async () => {
  const { asked, importText } = await open()
  expect((await importText('Id,Name,Domain\n1,Alba,alba.example\n', { properties })).objectTypes).toEqual({
    company: { ...none, created: 1 },
  })
  const matched = { properties, externalId: ['Domain'], match: 'domain' }
  const { objectTypes } = await importText('Id,Name,Domain\n7,Alba,ALBA.example\n8,Bex,bex.example\n', matched)
  expect(objectTypes['company']).toMatchObject({ created: 1, rejected: 0 })
  expect(asked).toEqual(['begin', 'run', 'keys', 'begin', 'run'])
})
