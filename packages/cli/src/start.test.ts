import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Company, getValue, type Host, use } from '@tenure/core'
import { importHistoryContract } from '@tenure/core/administration'
import { defineProperty } from '@tenure/core/contract'
import { definePlugin, defineResource, defineToken } from '@tenure/core/plugin'
import { expect, test } from 'vitest'
import { recordingTerminal } from './fixtures/recording-terminal.js'
import { sampleUsers } from './sample/row/people.js'
import { sampleData } from './sample/sample-data.js'
import { type StartOptions, startWorkspace } from './start.js'

const today = '2026-11-21'
const fixtures = fileURLToPath(new URL('../../import/src/fixtures', import.meta.url))
const newFolder = (): string => mkdtempSync(join(tmpdir(), 'tenure-start-'))
const start = (options: Partial<StartOptions> & { data: string }) =>
  startWorkspace({ port: 0, empty: false, today, ...options }, recordingTerminal())
async function customersSeenBy(host: Host, name: string): Promise<number> {
  const user = host.users().find((each) => each.name === name)
  const list = host.contracts().providers.find(({ id }) => id === 'tenure.customers/list-rows')
  if (user === undefined || list === undefined) throw new Error(`${name} and the list of customers are expected.`)
  const outcome = await host.as(user.id).read(list, { view: 'tenure.customers/all', limit: 5 })
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return (outcome.value as { total: number }).total
}

test('[SDK-13] an empty store gets sample data, one customer archived, is served on this machine, and keeps what it has', async () => {
  const data = newFolder()
  {
    await using workspace = await start({ data })
    expect(workspace.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+/)
    expect(workspace.firstAdminCode).toBeUndefined()
    expect((await fetch(new URL('/api/alive', workspace.url))).status).toBe(200)
    expect(workspace.host.users()).toHaveLength(12)
    expect(await customersSeenBy(workspace.host, 'Katrin Vogel')).toBe(399)
    const team = sampleUsers.filter((user) => user.team === 'dach-benelux').map((user) => user.id)
    const { rows, archived } = sampleData(today)
    const theirs = rows.filter(({ type, values }) => type === 'company' && team.includes(String(values['csm'])))
    expect(await customersSeenBy(workspace.host, 'Jonas Reuter')).toBe(
      theirs.filter(({ externalId }) => !archived.includes(externalId)).length,
    )
    expect(existsSync(join(data, 'sample-unfinished'))).toBe(false)
    const [sample] = getValue(await workspace.host.as(workspace.host.superAdmins()[0] ?? '').read(importHistoryContract))
    expect(sample).toMatchObject({ created: sampleData(today).rows.length, updated: 0, rejected: 0 })
  }
  // As a kill at the very end leaves it: the scores are kept, so no import writes them.
  writeFileSync(join(data, 'sample-unfinished'), today)
  await using again = await start({ data, today: '2027-01-01' })
  expect(await customersSeenBy(again.host, 'Katrin Vogel')).toBe(399)
  expect(existsSync(join(data, 'sample-unfinished'))).toBe(false)
})

test('[SDK-13] a first start that was killed is finished by the next, with the dates of the first', async () => {
  const data = newFolder()
  writeFileSync(join(data, 'sample-unfinished'), '2026-10-01')
  await using workspace = await start({ data })
  const company = sampleData('2026-10-01').rows.find(({ type }) => type === 'company')
  const record = workspace.host.contracts().providers.find(({ id }) => id === 'tenure.record/record')
  if (company === undefined || record === undefined) throw new Error('A company and the preview are expected.')
  const outcome = await workspace.host.as('sample:katrin-vogel').read(record, { type: 'company', id: `sample:${company.externalId}` })
  expect(JSON.stringify(outcome)).toContain(String(company.values['renewalDate']))
})

test('[SEC-2] a store that stays empty prints a code for the first administrator', async () => {
  await using workspace = await start({ data: newFolder(), empty: true })
  expect(workspace.host.users()).toEqual([])
  expect(workspace.firstAdminCode).toMatch(/^[a-z0-9-]{20,}$/)
})

test('[SDK-5] the start says which plugins do not run, and why; the workspace is served', async () => {
  const clash = defineProperty({ on: Company, name: 'name', kind: 'text', label: 'Name' })
  const fails = defineResource({
    token: defineToken<string>('acme.fails/it@1'),
    open: () => {
      throw new Error('No database at 10.0.0.1.')
    },
  })
  const plugin = (id: string, ...contributes: readonly unknown[]) =>
    use(definePlugin({ id, version: '1.0.0', host: '1.0', contributes: contributes as never[] }))
  const plugins = [plugin('acme.clash', clash), plugin('acme.fails', fails)]
  const terminal = recordingTerminal()
  await using workspace = await startWorkspace({ port: 0, today, data: newFolder(), empty: true, plugins }, terminal)
  expect(terminal.said).toEqual([
    expect.stringMatching(/^\S+ The plugin acme\.clash is rejected\.\n(?:.|\n)* {2}because: (?:.|\n)*There is company\.name already/),
    expect.stringMatching(
      /^\S+ A plugin did wrong\.\n {2}plugin: acme\.fails\n(?:.|\n)* {2}cause: Error: No database at 10\.0\.0\.1\.\n {4} {4}at /,
    ),
    expect.stringMatching(/^\S+ The plugin acme\.fails failed\.\n(?:.|\n)* {2}because: (?:.|\n)*It failed while it started\./),
  ])
  expect((await fetch(new URL('/api/alive', workspace.url))).status).toBe(200)
})

test('[SDK-13] starts on one’s own CSV files', async () => {
  await using workspace = await start({ data: newFolder(), import: join(fixtures, 'mapping.json') })
  expect(
    workspace.host
      .users()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['Ada Brandt', 'Bo Lindqvist', 'Chiara Rossi', "O'Neil, Dara"])
})

test('[SDK-13] a start that fails leaves the store free for the next', async () => {
  const data = newFolder()
  await expect(start({ data, import: join(fixtures, 'absent.json') })).rejects.toThrow('There is no such file.')
  await using workspace = await start({ data, empty: true })
  await expect(start({ data: newFolder(), empty: true, port: Number(new URL(workspace.url).port) })).rejects.toMatchObject({
    code: 'config.invalid',
  })
})
