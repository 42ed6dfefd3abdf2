import type { ImportPlan, PlanColumn, PlanFile } from '@tenure/core/administration'
import { memory } from '@tenure/memory'
import { createTestHost } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { memorySource } from '../memory-source.js'
import { checkPlan, compilePlan, toFault } from './plan-check.js'

const seed = { users: [{ id: 'root', name: 'Root', seat: true, superAdmin: true, permissions: ['workspace.access'] }] }
async function open(files: Readonly<Record<string, string | Uint8Array>>) {
  const host = await createTestHost({ plugins: [], storage: memory(seed) })
  onTestFinished(() => host[Symbol.asyncDispose]())
  const bytes = Object.entries(files).map(
    ([name, text]) => [name, typeof text === 'string' ? new TextEncoder().encode(text) : text] as const,
  )
  return { importer: host.importerOf('root', 'csv'), source: memorySource(new Map(bytes)), zone: 'Europe/Berlin' }
}
const planOf = (columns: readonly PlanColumn[], more: Partial<PlanFile> = {}): ImportPlan => ({
  files: [
    {
      ...{ upload: 'u', file: 'a.csv', objectType: 'company', encoding: 'utf-8', delimiter: ',' },
      ...{ key: [], existing: 'update', columns: [...columns], ...more },
    },
  ],
  wrong: 'leave',
})
const tier: PlanColumn = { column: 'Tier', becomes: { to: 'new', name: 'tier', label: 'Tier', kind: 'enumeration' } }
const name: PlanColumn = { column: 'Name', becomes: { to: 'property', name: 'name' } }
const none = { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 }

test('[SDK-16] a plan becomes a mapping with its zone, and options from the values of the column as the file is written', async () => {
  const text = 'Tier;Name\n groß ;Alba\n;Bex\nklein;Cor\ngroß;Dan\n'
  const port = await open({ 'a.csv': Uint8Array.from(text, (letter) => letter.charCodeAt(0)) })
  expect(await compilePlan(planOf([tier, name], { encoding: 'windows-1252', delimiter: ';' }), port)).toEqual({
    ...{ source: 'csv', zone: 'Europe/Berlin' },
    objectTypes: { company: { properties: { tier: { kind: 'enumeration', label: 'Tier', options: ['groß', 'klein'] } } } },
    files: [
      {
        ...{ file: 'a.csv', objectType: 'company', externalId: 'lineNumber', trim: true, encoding: 'windows-1252', delimiter: ';' },
        properties: { tier: { kind: 'enumeration', column: 'Tier' }, name: { kind: 'string', column: 'Name' } },
      },
    ],
  })
})

test('[SDK-16] a column has fifty options at most, the first of the file', async () => {
  const port = await open({ 'a.csv': `Name,Tier\n${Array.from({ length: 70 }, (_, at) => `C${at},T${at}\n`).join('')}` })
  const { objectTypes } = await compilePlan(planOf([name, tier]), port)
  expect(objectTypes?.['company']?.properties?.['tier']?.options).toEqual(Array.from({ length: 50 }, (_, at) => `T${at}`))
})

test('[SDK-16] stages are those of their own column, and a column that the file has not has none', async () => {
  const port = await open({ 'a.csv': 'Name,Phase\nTier,First talk\nBex,Signed\n' })
  const stage: PlanColumn = { column: 'Phase', becomes: { to: 'stage' } }
  const { files } = await compilePlan(planOf([name, stage], { objectType: 'deal' }), port)
  expect(files[0]?.stage).toEqual({
    ...{ pipeline: 'imported', column: 'Phase' },
    stages: { 'First talk': 'first-talk', Signed: 'signed' },
  })
  const lost = await compilePlan(planOf([name, tier]), port).catch((error: unknown) => error)
  const options = lost instanceof Error ? lost.message : JSON.stringify(lost)
  expect(options).not.toContain('Bex')
})

test('[SDK-16] a hundred wrong lines are named, and all are counted', async () => {
  const employees: PlanColumn = { column: 'Employees', becomes: { to: 'property', name: 'employees' } }
  const port = await open({ 'a.csv': `Name,Employees\n${Array.from({ length: 130 }, (_, at) => `C${at},many\n`).join('')}Bex,1\n` })
  const { rejected, counts, lines, causes } = await checkPlan(planOf([name, employees]), port)
  expect([counts, lines]).toEqual([{ ...none, created: 1, rejected: 130 }, 131])
  const faults = [{ column: 'Employees', value: 'many', reason: 'is no number' }]
  expect(rejected).toStrictEqual(Array.from({ length: 100 }, (_, at) => ({ file: 'a.csv', line: at + 2, faults })))
  expect(causes).toEqual([{ file: 'a.csv', column: 'Employees', cause: 'is no number', count: 130, rejects: true, values: ['many'] }])
})

test('[SDK-16] a line that the workspace would refuse is named with its title', async () => {
  const priority: PlanColumn = { column: 'Prio', becomes: { to: 'property', name: 'priority' } }
  const subject: PlanColumn = { column: 'Subject', becomes: { to: 'property', name: 'subject' } }
  const port = await open({ 'a.csv': 'Subject,Prio\nBroken,nonsense\n' })
  const { rejected, counts } = await checkPlan(planOf([subject, priority], { objectType: 'ticket' }), port)
  expect(counts).toEqual({ ...none, rejected: 1 })
  const reason = expect.stringContaining('has no option nonsense')
  expect(rejected).toEqual([{ file: 'a.csv', line: 2, title: 'Broken', faults: [{ column: 'Prio', reason }] }])
})

test('[SDK-16] a fault has its value apart from the reason, and nothing that it does not have', () => {
  expect(toFault({ column: 'ARR', reason: '"much" is no number' })).toStrictEqual({ column: 'ARR', value: 'much', reason: 'is no number' })
  expect(toFault({ reason: 'the key is missing' })).toStrictEqual({ reason: 'the key is missing' })
})
