import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getValue, importedId } from '@tenure/core'
import { historyContract, mergeRecordsContract, recordContract, updateRecordContract } from '@tenure/core/page'
import { expect, onTestFinished, test } from 'vitest'
import { administratorOf } from './administrator-of.js'
import { runCommandLine } from './command-line.js'
import { recordingTerminal } from './fixtures/recording-terminal.js'
import { openHost } from './open-host.js'

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'tenure-undo-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}
async function tenure(...args: string[]) {
  const terminal = recordingTerminal()
  const code = await runCommandLine(args, terminal)
  return { code, output: terminal.output.join('\n'), said: terminal.said.join('\n') }
}
const id = (key: number) => importedId('x', String(key))
/** A workspace with an administrator and an import of this many companies; gives the group of the import. */
async function workspaceWith(data: string, companies: number): Promise<string> {
  await tenure('admin', '--name', 'Root', '--data', data)
  await using host = await openHost(data, 'normal')
  const record = await host.importer('x').begin()
  const rows = Array.from({ length: companies }, (_, at) => ({
    ...{ type: 'company', externalId: String(at), links: [] },
    values: { name: `Company ${at}` },
  }))
  await host.importer('x').run(rows, record)
  await record.end({ done: companies, kept: 0, left: 0, failed: 0 })
  return record.group
}

test('[BEY-5] undo takes an import of many parts back to its end, keeps what a person changed, and is undone in turn', async () => {
  const data = await folder()
  const group = await workspaceWith(data, 650)
  {
    await using host = await openHost(data, 'normal')
    const desk = host.as(administratorOf(host))
    getValue(await desk.act(updateRecordContract, { type: 'company', id: id(3), values: { city: 'Bremen' } }))
  }
  const { code, output } = await tenure('undo', group, '--data', data)
  expect([code, output.split('\n')]).toEqual([
    0,
    [
      '649 changes are taken back, 1 stays.',
      '  company Company 3: Someone else changed this company since it was created.',
      expect.stringMatching(/^To do it again: tenure undo \S+$/),
    ],
  ])
  const isArchived = async (at: number) => {
    await using host = await openHost(data, 'normal')
    return getValue(await host.as(administratorOf(host)).read(recordContract, { type: 'company', id: id(at) })).archived
  }
  expect([await isArchived(0), await isArchived(3), await isArchived(649)]).toEqual([true, false, true])
  const again = await tenure('undo', output.split(' ').at(-1) ?? '', '--data', data, '--json')
  expect([again.code, JSON.parse(again.output)]).toEqual([
    0,
    expect.objectContaining({ kind: 'undo', state: 'done', done: 649, kept: 0, left: 0, failed: 0, items: [] }),
  ])
  expect(await isArchived(649)).toBe(false)
})

test('[BEY-5] an undo of which something cannot be written ends with 1 and says why', async () => {
  const data = await folder()
  await workspaceWith(data, 2)
  const host = await openHost(data, 'normal')
  const desk = host.as(administratorOf(host))
  const ref = { type: 'company', id: id(0) }
  getValue(await desk.act(updateRecordContract, { type: 'company', id: id(1), values: { city: 'Bremen' } }))
  getValue(await desk.act(mergeRecordsContract, { ...ref, other: id(1) }))
  const merged = getValue(await desk.read(historyContract, { ...ref, limit: 1 }))[0]?.group ?? ''
  await host[Symbol.asyncDispose]()
  const { code, output } = await tenure('undo', merged, '--data', data)
  expect([code, output]).toEqual([1, expect.stringContaining('Merging cannot be undone.')])
})

test('[BEY-5] a group that is not there, a folder without a workspace and a wrong command are named', async () => {
  const data = await folder()
  await workspaceWith(data, 1)
  expect(await tenure('undo', 'no-such-group', '--data', data)).toMatchObject({
    ...{ code: 1, output: '' },
    said: expect.stringContaining('There is no such change to undo'),
  })
  const nowhere = join(data, 'nowhere')
  expect(await tenure('undo', 'g', '--data', nowhere)).toMatchObject({ code: 1, said: expect.stringContaining('There is no workspace in') })
  expect(existsSync(nowhere)).toBe(false)
  expect(await tenure('undo', '--data', data)).toMatchObject({ code: 2, said: expect.stringContaining('One group is expected') })
})
