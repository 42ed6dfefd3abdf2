import { use } from '@tenure/core'
import { currentRecord, metric, onRow, table } from '@tenure/core/block'
import { Company, rowOf, schemas, windowOf } from '@tenure/core/contract'
import { RecordActions, RecordSections, recordAction } from '@tenure/core/page'
import { contribute, defineAction, definePlugin, defineProvider, defineTab, edits, mapRows, reads } from '@tenure/core/plugin'
import { isRecord } from '@tenure/core/query'
import type { Browser } from 'playwright-core'
import { map } from 'rxjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const NameRow = rowOf(Company.name)
const Names = reads(NameRow)
const Renames = edits(Company.name)
const base = { permission: 'workspace.access' } as const
const letters = defineProvider({
  ...base,
  id: 'acme.names/letters',
  input: z.strictObject({ company: schemas.recordId }),
  output: z.strictObject({ letters: z.int() }),
  uses: { names: Names },
  watch: ({ input, names }) =>
    names
      .watch({ select: NameRow, where: isRecord(Company, input.company) })
      .pipe(map(({ rows }) => ({ letters: rows[0]?.name?.length ?? 0 }))),
})
const list = defineProvider({
  ...base,
  id: 'acme.names/list',
  output: windowOf(NameRow),
  uses: { names: Names },
  watch: ({ names }) => names.watch({ select: NameRow }).pipe(mapRows((one) => one)),
})
const rename = defineAction({
  ...base,
  id: 'acme.names/rename',
  title: 'Rename',
  input: z.strictObject({ company: schemas.recordId, name: z.string().min(3, 'Use at least three letters.') }),
  uses: { names: Renames },
  run: ({ input, names }) => names.edit(input.company, { name: input.name }),
})
const shout = defineAction({
  ...base,
  id: 'acme.names/shout',
  title: 'Add an exclamation mark',
  input: z.strictObject({ company: schemas.recordId, name: z.string() }),
  uses: { names: Renames },
  run: ({ input, names }) => names.edit(input.company, { name: `${input.name}!` }),
})
const names = definePlugin({
  id: 'acme.names',
  version: '1.0.0',
  host: '1.0',
  grants: [Names, Renames],
  contributes: [
    letters,
    list,
    rename,
    shout,
    contribute(RecordSections, {
      id: 'acme.names/section',
      title: 'Letters',
      block: metric({ from: letters, input: { company: currentRecord }, value: 'letters' }),
    }),
    contribute(RecordActions, { id: 'acme.names/action', ...recordAction({ action: rename, fill: { company: 'id' } }) }),
    defineTab({
      id: 'acme.names/tab',
      title: 'Names',
      block: table({ from: list, columns: ['name'], rowActions: [onRow(shout, { company: 'id', name: 'name' })] }),
    }),
  ],
})

const rights = { view: 'all', edit: 'all', delete: 'all' }
const rows = [
  row('user', 'anna', {
    name: 'Anna Berg',
    active: true,
    seat: true,
    timeZone: 'Europe/Berlin',
    locale: 'en-GB',
    permissions: ['workspace.access'],
    objects: { '*': rights } as never,
  }),
  row('company', 'c1', { name: 'Halden', csm: idOf('anna') }),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('a plugin that adds to the page of a real server', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  test('[REC-5] an open preview gains a section and an action with their plugin, follows what the action does, and loses them', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'), {}, `/?open=company:${idOf('c1')}`)
    const preview = page.locator('.preview')
    await preview.getByRole('heading', { name: 'Halden' }).waitFor()
    const section = preview.getByRole('region', { name: 'Letters' })
    expect(await section.count()).toBe(0)
    await workspace.host.add(use(names))
    await expect.poll(() => section.textContent()).toContain('6')
    await preview.getByRole('button', { name: 'Rename' }).click()
    const dialog = page.getByRole('dialog', { name: 'Rename' })
    const name = dialog.getByRole('textbox', { name: 'Name' })
    await name.fill('Ha')
    await dialog.getByRole('button', { name: 'Rename' }).click()
    await expect.poll(() => dialog.locator('.field .err').textContent()).toBe('Use at least three letters.')
    await name.fill('Halden Freight')
    await dialog.getByRole('button', { name: 'Rename' }).click()
    await expect.poll(() => section.textContent()).toContain('14')
    await preview.getByRole('heading', { name: 'Halden Freight' }).waitFor()
    await workspace.host.remove('acme.names')
    await section.waitFor({ state: 'detached' })
    await preview.getByRole('button', { name: 'Rename' }).waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('[SDK-3] a table of a provider without inputs is a tab, and an action of a row takes what it needs from the row', async () => {
    await workspace.host.add(use(names))
    const page = await workspace.open(browser as Browser, idOf('anna'), {}, '/?tab=acme.names/tab')
    await page.getByRole('button', { name: 'Actions for Halden' }).click()
    await page.getByRole('menuitem', { name: 'Add an exclamation mark' }).click()
    await page
      .getByRole('cell')
      .filter({ hasText: /Halden.*!/ })
      .waitFor()
    await page.context().close()
  })
})
