import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runCommandLine } from './command-line.js'
import { recordingTerminal } from './import/fixtures/recording-terminal.js'
import { openHost } from './open-host.js'

const fixtures = fileURLToPath(new URL('./import/fixtures', import.meta.url))
const mapping = join(fixtures, 'mapping.json')
const newFolder = (): string => mkdtempSync(join(tmpdir(), 'tenure-cli-'))
async function tenure(...args: string[]) {
  const terminal = recordingTerminal()
  const code = await runCommandLine(args, terminal)
  return { code, output: terminal.output.join('\n'), said: terminal.said.join('\n') }
}
const counts = (created: number, rejected = 0) => ({ created, updated: 0, unchanged: 0, rejected })
const first = {
  team: counts(2),
  user: counts(4),
  product: counts(2),
  company: counts(3, 5),
  service: counts(2),
  usage: counts(3),
  deal: counts(4, 5),
}
const again = Object.fromEntries(
  Object.entries(first).map(([type, { created, rejected }]) => [type, { created: 0, updated: 0, unchanged: created, rejected }]),
)

test('[SDK-11] import prints one JSON object and nothing else; a second run changes nothing', { timeout: 60_000 }, async () => {
  const data = newFolder()
  const { code, output, said } = await tenure('import', mapping, fixtures, '--data', data, '--json')
  expect([code, JSON.parse(output)]).toEqual([0, { objectTypes: first }])
  expect(said).toContain(join(data, 'rejected-small-set.csv'))
  const report = readFileSync(join(data, 'rejected-small-set.csv'), 'utf8')
  expect(report.split('\r\n')[0]).toBe('file,line,column,objectType,reason')
  expect(report).toContain('accounts.csv,8,parent,company,There is no company with the key Nowhere Inc.')
  const second = await tenure('import', mapping, fixtures, '--data', data, '--json')
  expect(JSON.parse(second.output)).toEqual({ objectTypes: again })
  const us = await tenure('import', join(fixtures, 'mapping-us-dates.json'), join(fixtures, 'us-dates'), '--data', data, '--json')
  expect(JSON.parse(us.output)).toEqual({ objectTypes: again })
})

test('[SDK-11] a dry run reports what the run would do and does not change the folder', { timeout: 60_000 }, async () => {
  const data = join(newFolder(), 'not-there-yet')
  const dry = await tenure('import', mapping, fixtures, '--data', data, '--json', '--dry-run')
  expect([JSON.parse(dry.output), existsSync(data)]).toEqual([{ objectTypes: first }, false])
  await tenure('import', mapping, fixtures, '--data', data, '--json')
  const after = await tenure('import', mapping, fixtures, '--data', data, '--json', '--dry-run')
  expect(JSON.parse(after.output)).toEqual({ objectTypes: again })
})

test('[SEC-9] imported users sign in to nothing unless the mapping grants it', { timeout: 60_000 }, async () => {
  const data = newFolder()
  await tenure('import', mapping, fixtures, '--data', data)
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

test('[SDK-15] an import into a store that is open elsewhere says so', { timeout: 60_000 }, async () => {
  const data = newFolder()
  await using _host = await openHost(data)
  expect(await tenure('import', mapping, fixtures, '--data', data)).toMatchObject({
    code: 1,
    said: expect.stringContaining('Is the workspace open?'),
  })
})

test('[SEC-2] the first administrator is made on the command line, and only the first', { timeout: 60_000 }, async () => {
  const data = newFolder()
  expect(await tenure('admin', '--name', 'Ada', '--data', data)).toMatchObject({
    code: 0,
    output: expect.stringContaining('Ada is the administrator now'),
  })
  expect(await tenure('admin', '--name', 'Eve', '--data', data)).toMatchObject({ code: 1 })
  await using host = await openHost(data)
  expect(host.users().map(({ name }) => name)).toEqual(['Ada'])
})
