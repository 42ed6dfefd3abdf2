import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getValue } from '@tenure/core'
import { runsContract, undoContract } from '@tenure/core/page'
import { expect, test } from 'vitest'
import { runCommandLine } from './command-line.js'
import { recordingTerminal } from './fixtures/recording-terminal.js'
import { openHost } from './open-host.js'

const fixtures = fileURLToPath(new URL('../../import/src/fixtures', import.meta.url))
const mapping = join(fixtures, 'mapping.json')
const newFolder = (): string => mkdtempSync(join(tmpdir(), 'tenure-cli-'))
async function tenure(...args: string[]) {
  const terminal = recordingTerminal()
  const code = await runCommandLine(args, terminal)
  return { code, output: terminal.output.join('\n'), said: terminal.said.join('\n') }
}
const counts = (created: number, rejected = 0) => ({ created, updated: 0, unchanged: 0, rejected, skipped: 0 })
const first = {
  team: counts(2),
  user: counts(4),
  product: counts(2),
  company: counts(4, 4),
  service: counts(2),
  usage: counts(3),
  deal: counts(5, 4),
}
const again = Object.fromEntries(
  Object.entries(first).map(([type, { created, rejected }]) => [type, { ...counts(0, rejected), unchanged: created }]),
)
const whole = (objectTypes: object) => ({ objectTypes, notLinked: 2, kept: 0, unread: [] })
const grouped = (objectTypes: object) => ({ ...whole(objectTypes), group: expect.any(String) })

test('[SDK-11] import prints one JSON object and nothing else; a second run changes nothing', async () => {
  const data = newFolder()
  const { code, output, said } = await tenure('import', mapping, fixtures, '--data', data, '--json')
  expect([code, JSON.parse(output)]).toEqual([0, grouped(first)])
  expect(said).toContain(join(data, 'rejected-small-set.csv'))
  const report = readFileSync(join(data, 'rejected-small-set.csv'), 'utf8')
  expect(report.split('\r\n')[0]).toBe('file,line,column,objectType,reason,result')
  expect(report).toContain('accounts.csv,8,parent,company,There is no company with the key Nowhere Inc.,not-linked')
  const second = await tenure('import', mapping, fixtures, '--data', data, '--json')
  expect(JSON.parse(second.output)).toEqual(grouped(again))
  const us = await tenure('import', join(fixtures, 'mapping-us-dates.json'), join(fixtures, 'us-dates'), '--data', data, '--json')
  expect(JSON.parse(us.output)).toEqual(grouped(again))
})

test('[SDK-11] a dry run reports what the run would do and does not change the folder', async () => {
  const data = join(newFolder(), 'not-there-yet')
  const dry = await tenure('import', mapping, fixtures, '--data', data, '--json', '--dry-run')
  expect([JSON.parse(dry.output), existsSync(data)]).toEqual([whole(first), false])
  await tenure('import', mapping, fixtures, '--data', data, '--json')
  const after = await tenure('import', mapping, fixtures, '--data', data, '--json', '--dry-run')
  expect(JSON.parse(after.output)).toEqual(whole(again))
})

test('[SDK-16] a dry run counts beside a running workspace, and neither disturbs the other', async () => {
  const data = newFolder()
  await tenure('import', mapping, fixtures, '--data', data, '--json')
  await using host = await openHost(data)
  const dry = await tenure('import', mapping, fixtures, '--data', data, '--json', '--dry-run')
  expect([dry.code, JSON.parse(dry.output)]).toEqual([0, whole(again)])
  expect(host.users()).toHaveLength(4)
})

function oneFile(text: string | Uint8Array, more: object = {}) {
  const folder = newFolder()
  writeFileSync(join(folder, 'a.csv'), text)
  const file = {
    file: 'a.csv',
    objectType: 'company',
    externalId: ['id'],
    properties: { name: { kind: 'string', column: 'name' } },
    ...more,
  }
  writeFileSync(join(folder, 'mapping.json'), JSON.stringify({ source: 'x', files: [file] }))
  const run = (...args: string[]) =>
    tenure('import', join(folder, 'mapping.json'), folder, '--data', join(folder, 'data'), '--json', ...args)
  return { folder, run }
}

test('[SDK-16] a name that the account does not have ends with 1 before the first line, with the nearest name', async () => {
  const name = { kind: 'string', column: 'name' }
  const cases: readonly (readonly [object, string])[] = [
    [{ objectType: 'compnay' }, 'files[0].objectType: There is no object type "compnay". Did you mean "company"?'],
    [{ properties: { nmae: name } }, 'files[0].properties.nmae: company has no property "nmae". Did you mean "name"?'],
    [{ properties: { employees: name } }, 'files[0].properties.employees.kind: company.employees is of kind number, not string.'],
    [{ properties: { updatedAt: name } }, 'company.updatedAt is kept by the workspace and cannot be imported.'],
    [
      { links: [{ association: 'parnet', to: 'company', columns: ['id'] }] },
      'files[0].links[0].association: company has no association "parnet". Did you mean "parent"?',
    ],
    [
      { links: [{ association: 'parent', to: 'deal', columns: ['id'] }] },
      'files[0].links[0].to: company.parent leads to company, not to deal.',
    ],
    [
      { objectType: 'ticket', properties: {}, stage: { pipeline: 'suport', stage: 'new' } },
      'files[0].stage.pipeline: ticket has no pipeline "suport". Did you mean "support"?',
    ],
    [{ properties: { name: { ...name, column: 'nam' } } }, 'a.csv has no column "nam". Did you mean "name"?'],
  ]
  for (const [more, message] of cases) {
    const { folder, run } = oneFile('id,name\n1,One\n', more)
    const { code, output, said } = await run()
    expect([code, output], message).toEqual([1, ''])
    expect(said).toContain(message)
    expect(existsSync(join(folder, 'data')), message).toBe(false)
    rmSync(folder, { recursive: true })
  }
})

test('[SDK-16] what was not read of a file is in the JSON and in the exit code', async () => {
  const { run, folder } = oneFile('id,name\n1,One\n2,"Two\n3,Three\n')
  const { code, output, said } = await run()
  expect([code, JSON.parse(output).unread]).toEqual([
    1,
    [{ file: 'a.csv', from: 3, to: 4, reason: 'Line 3: A quote is opened here and never closed.' }],
  ])
  expect(said).toContain('a.csv: lines 3 to 4 were not read.')
  expect(readFileSync(join(folder, 'data/rejected-x.csv'), 'utf8')).toContain(',unread')
})

test('[SDK-16] a workbook is no CSV file, one unread line is a line, and a key that is too long is named with its column', async () => {
  const workbook = oneFile(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0]))
  const refused = await workbook.run()
  expect(refused.code).toBe(1)
  expect(refused.said).toContain('files[0].file: a.csv cannot be read. It is a workbook (.xlsx)')
  const latin = await oneFile(Uint8Array.from('id,name\n1,M\u00fcller\n', (letter) => letter.charCodeAt(0))).run()
  expect([latin.code, latin.said]).toEqual([1, expect.stringContaining('a.csv: line 2 was not read. Line 2, character 4: the byte 0xFC')])
  const long = oneFile(`id,name\n${'K'.repeat(600)},One\n2,Two\n`)
  expect(JSON.parse((await long.run()).output).objectTypes.company).toMatchObject({ created: 1, rejected: 1 })
  expect(readFileSync(join(long.folder, 'data/rejected-x.csv'), 'utf8')).toContain(
    'a.csv,2,id,company,The key makes an id of 602 characters',
  )
})

test('[SDK-16] a report does not take the place of another file, and nothing is imported then', async () => {
  const { run, folder } = oneFile('id,name\n,One\n')
  const { code, said } = await run('--report', join(folder, 'a.csv'))
  expect([code, readFileSync(join(folder, 'a.csv'), 'utf8')]).toEqual([1, 'id,name\n,One\n'])
  expect(said).toContain('is no report of an import')
})

test('[SDK-16] a report that cannot be written is refused in a sentence before the first line', async () => {
  const { run, folder } = oneFile('id,name\n1,One\n,Two\n')
  const report = join(folder, 'none', 'rejected.csv')
  const { code, output, said } = await run('--report', report)
  const why = `The report cannot be written to ${report}. There is no such folder. Name another file with --report FILE.`
  expect([code, output, said]).toEqual([1, '', why])
  expect(JSON.parse((await run()).output).objectTypes.company).toMatchObject({ created: 1, rejected: 1 })
})

test('[SDK-16] an import is a run that a super admin sees, and undoes as one', async () => {
  const data = newFolder()
  await tenure('admin', '--name', 'Root', '--data', data)
  const { output } = await tenure('import', mapping, fixtures, '--data', data, '--json')
  const { group } = JSON.parse(output)
  await using host = await openHost(data)
  const root = host.as(host.users().find(({ name }) => name === 'Root')?.id ?? '')
  const runs = getValue(await root.read(runsContract, {}))
  expect(runs).toMatchObject([{ kind: 'import', name: 'Import of small-set', state: 'done', group, done: 22, failed: 8, left: 2 }])
  const undone = getValue(await root.act(undoContract, { group }))
  expect(undone).toMatchObject({ state: 'done', kept: 0, failed: 0 })
  await host[Symbol.asyncDispose]()
  const again = await tenure('import', mapping, fixtures, '--data', data, '--json')
  expect(JSON.parse(again.output).objectTypes.company).toEqual({ ...counts(0, 4), unchanged: 4 })
})

test('[SDK-16] an import that was killed goes on in the same group, and one that is cancelled stops', async () => {
  await using host = await openHost(newFolder())
  const importer = host.importer('x')
  const first = await importer.begin()
  expect((await importer.begin()).group).toBe(first.group)
  await first.end({ done: 1, kept: 0, left: 0, failed: 0 })
  expect((await importer.begin()).group).not.toBe(first.group)
})

test('[SEC-9] imported users sign in to nothing unless the mapping grants it', async () => {
  const data = newFolder()
  const { output } = await tenure('import', mapping, fixtures, '--data', data)
  expect(output).toMatch(/^To take it back: tenure undo \S+$/m)
  await using host = await openHost(data)
  const user = host.users().find(({ name }) => name === 'Ada Brandt')
  expect(user?.id).toBe('small-set:Ada Brandt')
  const list = host.contracts().providers.find(({ id }) => id === 'tenure.customers/list-rows')
  if (list === undefined || user === undefined) throw new Error('The customers plugin and its user are expected.')
  expect(await host.as(user.id).read(list, {})).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
})

test('[SDK-11] says what is wrong with a mapping, a folder or a file, and ends with 1', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'broken.json'), '{')
  writeFileSync(join(folder, 'odd.json'), '{"source":"x","files":[{"file":"../a.csv","objectType":"company","externalId":["id"]}]}')
  const run = (file: string) => tenure('import', join(folder, file), folder, '--data', join(folder, 'data'))
  expect(await run('absent.json')).toMatchObject({ code: 1, said: expect.stringContaining('There is no such file.') })
  expect(await run('broken.json')).toMatchObject({ code: 1, said: expect.stringContaining('It is not JSON') })
  expect(await run('odd.json')).toMatchObject({ code: 1, said: expect.stringContaining('leads outside the folder') })
  expect(existsSync(join(folder, 'data'))).toBe(false)
  expect(await tenure('import', mapping)).toMatchObject({ code: 2 })
  rmSync(folder, { recursive: true })
})

test('[SDK-15] a command on a workspace that is open says which process has it, and what can be done', async () => {
  const data = newFolder()
  await using _host = await openHost(data)
  const locked = new RegExp(
    `^The workspace in ${data} is open in process ${process.pid} since \\S+\\. End it first, or name another folder with --data DIR\\.`,
  )
  const imported = await tenure('import', mapping, fixtures, '--data', data)
  expect(imported).toMatchObject({ code: 1, said: expect.stringMatching(locked) })
  expect(imported.said).toMatch(/While it is open, its page imports files too, and --dry-run says what an import would do\.$/)
  expect(imported.said).not.toContain('readonly')
  const admin = await tenure('admin', '--name', 'Ada', '--data', data)
  expect(admin).toMatchObject({ code: 1, said: expect.stringMatching(new RegExp(`${locked.source}$`)) })
})

test('[SEC-2] the first administrator is made on the command line, and only the first', async () => {
  const data = newFolder()
  expect(await tenure('admin', '--name', 'Ada', '--data', data)).toMatchObject({
    code: 0,
    output: expect.stringContaining('Ada is the administrator now'),
  })
  expect(await tenure('admin', '--name', 'Eve', '--data', data)).toMatchObject({ code: 1 })
  await using host = await openHost(data)
  expect(host.users().map(({ name }) => name)).toEqual(['Ada'])
})
