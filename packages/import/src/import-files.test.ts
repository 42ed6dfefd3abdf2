import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { folderSource } from './folder-source.js'
import { type ImportLine, openImport } from './import-files.js'
import type { FileMapping } from './mapping/mapping-schema.js'

function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'import-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}
const users = (file: string): FileMapping => ({
  ...{ file, objectType: 'user', externalId: ['id'] },
  properties: { name: { kind: 'string', column: 'name' } },
})
const deals = (more: Partial<FileMapping> = {}): FileMapping => ({
  ...{ file: 'deals.csv', objectType: 'deal', externalId: ['id'] },
  properties: { owner: { kind: 'user', column: 'owner' } },
  ...more,
})
async function open(files: readonly FileMapping[], contents: Readonly<Record<string, string | Uint8Array>>) {
  const opened = await openImport({ source: 'x', files: [...files] }, folderSource(folderOf(contents)))
  const lines: ImportLine[] = []
  const done: number[] = []
  const indexed: number[] = []
  for await (const piece of opened.read((part) => indexed.push(part))) {
    if (piece.type === 'deal') lines.push(...piece.lines)
    done.push(piece.done)
  }
  return { ...opened, lines, done, indexed }
}
const reasons = (lines: readonly ImportLine[]) => lines.map(({ line, faults }) => [line, ...(faults ?? []).map(({ reason }) => reason)])

test('[SDK-16] a user whom two files name is one user, and two users of one name are several', async () => {
  const { lines, gives } = await open([users('a.csv'), users('b.csv'), deals()], {
    'a.csv': 'id,name\n1,Ada\n2,Ben\n3,Ben\n',
    'b.csv': 'id,name\n1,Ada\n',
    'deals.csv': 'id,owner\nd1,Ada\nd2,Ben\nd3,Cleo\nd4, Ada \n',
  })
  expect(lines.map(({ row }) => row?.values['owner'])).toEqual(['x:1', undefined, undefined, 'x:1'])
  expect(reasons(lines).slice(1, 3)).toEqual([
    [3, 'several users are called "Ben"'],
    [4, 'no user is called "Cleo"'],
  ])
  expect([gives('user', '3'), gives('user', '4'), gives('deal', 'd1')]).toEqual([true, false, false])
})

test('[SDK-16] a name finds users alone, whatever else has it', async () => {
  const teams: FileMapping = { ...users('teams.csv'), objectType: 'team' }
  const team = { kind: 'multi_enumeration', column: 'team', idOf: 'team' } as const
  const { lines } = await open([users('a.csv'), teams, deals({ properties: { owner: { kind: 'user', column: 'owner' }, team } })], {
    'a.csv': 'id,name\n1,Ada\n',
    'teams.csv': 'id,name\nt1,Ada\nt2,Blue\n',
    'deals.csv': 'id,owner,team\nd1,Ada,t1\nd2,Blue,t2\nd3,Ada,t3\n',
  })
  expect(lines[0]?.row?.values).toEqual({ owner: 'x:1', team: ['x:t1'] })
  expect(reasons(lines).slice(1)).toEqual([
    [3, 'no user is called "Blue"'],
    [4, 'there is no team with the key "t3"'],
  ])
})

test('[SDK-11] a key that comes twice in a file rejects the second line and names the first', async () => {
  const contents = { 'a.csv': 'id,name\n1,Ada\n2,Ben\n', 'deals.csv': 'id,owner\nd1,Ada\nd1,Ben\nd1,Ada\nd2,Ada\n' }
  const plain = await open([users('a.csv'), deals()], contents)
  expect(reasons(plain.lines)).toEqual([[2], [3, 'the key "d1" is already on line 2'], [4, 'the key "d1" is already on line 2'], [5]])
  const distinct = await open([users('a.csv'), deals({ distinct: true })], contents)
  expect(reasons(distinct.lines)).toEqual([[2], [3, 'the key "d1" is already on line 2 and says something else'], [5]])
})

test('[SDK-16] what is done grows over the bytes of all files to the whole, while keys are looked at and while lines are read', async () => {
  const { done, indexed, types, ids } = await open([deals(), users('a.csv')], {
    'a.csv': 'id,name\n1,Ada\n',
    'deals.csv': 'id,owner\nd1,Ada\n',
  })
  const sizes = [14, 16]
  expect(done[0]).toBeCloseTo((sizes[0] ?? 0) / 30)
  expect([done.at(-1), indexed.at(-1)]).toEqual([1, 1])
  expect(done).toEqual([...done].sort((a, b) => a - b))
  expect([types, ids]).toEqual([
    ['user', 'deal'],
    ['a.csv', 'deals.csv'],
  ])
})

test('[SDK-16] a file without a header, or with one that cannot be read, is refused with its place in the mapping', async () => {
  const refusal = (content: string | Uint8Array) => open([users('a.csv'), deals()], { 'a.csv': 'id,name\n', 'deals.csv': content })
  await expect(refusal('')).rejects.toThrow(/deals\.csv is empty/)
  await expect(refusal(Uint8Array.of(0x69, 0x64, 0xe9, 0x0a))).rejects.toMatchObject({
    problem: {
      code: 'input.invalid',
      details: {
        issues: [{ path: ['files', 1, 'file'], message: expect.stringMatching(/^deals\.csv cannot be read\. Line 1, character 3/) }],
      },
    },
  })
})
