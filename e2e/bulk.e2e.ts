import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createHost, use } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { historyContract } from '@tenure/core/page'
import { customerList, customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { sqlite } from '@tenure/sqlite'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildProgram } from '../packages/cli/src/fixtures/build-command-line.js'
import { pageFolder } from '../packages/web/src/index.js'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { hold } from './support/hold.js'
import { settle } from './support/settle.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const count = 343
const person = (id: string, name: string, objects: object) =>
  row('user', id, {
    ...{ name, active: true, seat: true, timeZone: 'Europe/Berlin', locale: 'en-GB', permissions: ['workspace.access'] },
    objects: { '*': objects } as never,
  })
const all = { view: 'all', edit: 'all', delete: 'all' }
const rows = [
  person('anna', 'Anna Berg', all),
  person('ben', 'Ben Okoro', all),
  person('own', 'Olga Nunes', { view: 'all', edit: 'own', delete: 'none' }),
  ...Array.from({ length: count }, (_, at) =>
    row('company', `c${at}`, { name: `Customer ${String(at).padStart(3, '0')}`, csm: idOf(at < 2 ? 'own' : 'anna'), city: 'Rome' }),
  ),
]
const address = '/?view=tenure.customers/all'
const assignTo = async (page: Page, name: string) => {
  await page.keyboard.press('a')
  await page.locator('.assign [role="combobox"]:focus').waitFor()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
}
const bar = (page: Page) => page.locator('.bulk-count')
const line = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

const browser: Browser | undefined = await launchBrowser()
afterAll(() => browser?.close())

describe.skipIf(browser === undefined)('many records at once', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows)
  })
  afterAll(() => workspace?.[Symbol.asyncDispose]())
  const totalOf = async (search: string, csm: string) => {
    const filters = [{ test: 'is', property: 'customer.csm', value: idOf(csm) } as const]
    return getValue(await workspace.host.as(idOf('anna')).read(customerList, { view: 'tenure.customers/all', search, filters })).total
  }

  test('[CUS-4] [BEY-5] 343 customers are reassigned by keys alone in one run, and undone as one', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'), {}, address)
    await line(page, 'Customer 000').getByRole('gridcell').nth(1).focus()
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(() => bar(page).textContent()).toBe('3 selected')
    expect(await line(page, 'Customer 002').getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Control+a')
    await expect.poll(() => bar(page).textContent()).toBe('200 selected')
    await page.keyboard.press('Control+a')
    await expect.poll(() => bar(page).textContent()).toBe('All 343 of the view are selected')
    expect(await axe(page)).toEqual([])
    await assignTo(page, 'Ben')
    await page.getByText('343 records assigned to Ben Okoro').waitFor()
    expect([await totalOf('', 'ben'), await totalOf('', 'anna')]).toEqual([count, 0])
    await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
    await page.keyboard.press('Control+z')
    await page.getByText('343 records as before').waitFor()
    await expect.poll(() => totalOf('', 'anna')).toBe(count - 2)
    expect([await totalOf('', 'own'), await totalOf('', 'ben')]).toEqual([2, 0])
    await page.context().close()
  })

  test('[CUS-4] what the user may not edit is named with the reason, and the others are done', async () => {
    const page = await workspace.open(browser as Browser, idOf('own'), {}, address)
    for (const name of ['Customer 001', 'Customer 002', 'Customer 003']) await line(page, name).getByRole('checkbox').click()
    await page.getByRole('button', { name: 'Edit property' }).click()
    expect(await page.getByRole('button', { name: 'Archive', exact: true }).count()).toBe(0)
    const value = page.locator('.dialog input[aria-label="City"]:focus')
    await page.getByRole('combobox', { name: 'Property' }).click()
    await page.getByRole('option', { name: 'City', exact: true }).click()
    await value.waitFor()
    await page.getByRole('button', { name: 'Change 3' }).click()
    await page.getByText('A value is needed here.').waitFor()
    await value.waitFor()
    await page.keyboard.type('Oslo')
    // As long as a person presses: the text becomes the new value, and the dialog lower, only when the press is over.
    await page.getByRole('button', { name: 'Change 3' }).click({ delay: 300 })
    const toast = page.locator('.toast.refused')
    await expect.poll(() => toast.textContent()).toMatch(/1 record changed to Oslo, 2 failed.*You may not edit this company/)
    await toast.getByRole('button', { name: 'Show' }).click()
    await expect.poll(() => page.locator('.run-failures').textContent()).toMatch(/Customer 002.*Customer 003/)
    await page.context().close()
  })

  test('[REC-10] what is archived is shown on request alone: restored by its row, its menu, and all at once', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'), {}, `${address}&search=Customer+33`)
    const pill = page.getByRole('button', { name: 'Archived', exact: true })
    await line(page, 'Customer 330').getByRole('checkbox').click()
    await page.getByRole('checkbox', { name: 'Select the rows that are loaded' }).click()
    await page.getByRole('button', { name: 'Archive', exact: true }).click()
    await page.getByText('10 records archived').waitFor()
    await pill.click()
    await line(page, 'Customer 330').waitFor()
    await expect.poll(() => page.locator('.tbody [data-id]').count()).toBe(10)
    expect(await axe(page)).toEqual([])
    await line(page, 'Customer 331').getByRole('gridcell', { name: 'Customer 331', exact: true }).focus()
    await page.keyboard.press('e')
    await page.getByText('It is archived. Restore it to change it.').waitFor()
    await page.getByRole('button', { name: 'Restore: Customer 330' }).click()
    const toast = page.locator('.toast.done').filter({ hasText: 'Customer 330' })
    await line(page, 'Customer 330').waitFor({ state: 'detached' })
    await toast.getByRole('button', { name: 'Undo' }).click()
    await line(page, 'Customer 330').waitFor()
    await page.getByRole('button', { name: 'Actions for Customer 331' }).click()
    await page.getByRole('menuitem', { name: 'Restore' }).click()
    await line(page, 'Customer 331').waitFor({ state: 'detached' })
    await page.reload()
    await line(page, 'Customer 330').getByRole('checkbox').click()
    await page.keyboard.press('Control+a')
    await page.getByRole('region', { name: 'Selected records' }).getByRole('button', { name: 'Restore' }).click()
    await page.getByText('9 records restored').waitFor()
    await page.getByRole('button', { name: 'Clear search' }).last().click()
    await page.getByText('No archived customers in this view').waitFor()
    await page.getByRole('button', { name: 'Leave the archive' }).click()
    await line(page, 'Customer 000').waitFor()
    expect(new URL(page.url()).searchParams.get('archived')).toBeNull()
    await page.context().close()
  })

  test('[CUS-4] [BEY-5] records that an undo brings back can be selected at once, and stay selected', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'), {}, '/?view=tenure.customers/owned-by-me')
    const names = ['Customer 010', 'Customer 011']
    // The list is asked whether it still has both, under a key that is taken back once neither is selected.
    const asked: { readonly watch: readonly { readonly key: string; readonly input?: unknown }[]; readonly unwatch: readonly string[] }[] =
      []
    page.on('request', (request) => request.url().includes('/api/live/') && asked.push(request.postDataJSON()))
    const keys = () =>
      asked.flatMap(({ watch }) => watch).flatMap(({ key, input }) => (/"ids":\[[^\]]+,/.test(JSON.stringify(input ?? '')) ? [key] : []))
    const selectAll = async () => {
      const before = keys().length
      for (const name of names) await line(page, name).getByRole('checkbox').click()
      await expect.poll(() => keys().length).toBe(before + 1)
    }
    await selectAll()
    await assignTo(page, 'Ben')
    for (const name of names) await line(page, name).waitFor({ state: 'detached' })
    await expect.poll(() => asked.some(({ unwatch }) => unwatch.includes(keys()[0] ?? ''))).toBe(true)
    await page.getByRole('button', { name: 'Undo' }).click()
    for (const name of names) await line(page, name).waitFor()
    await selectAll()
    await settle(page)
    expect(await bar(page).textContent()).toBe('2 selected')
    await page.context().close()
  })

  test('[CUS-4] what can be pressed in the bar of a selection does not move when the rest of the bar arrives', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'), {}, address)
    await line(page, 'Customer 004').waitFor()
    await settle(page)
    const release = await hold(page, /\/api\/live\//)
    await page.locator('.th .box').click()
    await bar(page).waitFor()
    await settle(page)
    const places = () =>
      page.locator('.bulk-bar button').evaluateAll((all) => all.map((one) => [one.textContent, Math.round(one.getBoundingClientRect().x)]))
    const early = await places()
    release()
    await page.getByRole('button', { name: 'Assign CSM' }).waitFor()
    await page.getByRole('button', { name: /Select all 343/ }).waitFor()
    await settle(page)
    expect(await places()).toEqual(expect.arrayContaining(early))
    await page.context().close()
  })

  test('[CUS-4] a selection outlives scrolling, and records that leave the list leave it and say so', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'), {}, address)
    await line(page, 'Customer 004').getByRole('checkbox').click()
    await line(page, 'Customer 005').getByRole('checkbox').click()
    await page.locator('.scroll').evaluate((list) => list.scrollTo(0, 1e6))
    await line(page, 'Customer 342').waitFor()
    await workspace.act(idOf('ben'), 'tenure.record/archive', { type: 'company', id: idOf('c4') })
    await expect.poll(() => bar(page).textContent()).toBe('1 selected1 record left the list')
    await page.locator('.scroll').evaluate((list) => list.scrollTo(0, 0))
    await expect.poll(() => line(page, 'Customer 005').getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Escape')
    await bar(page).waitFor({ state: 'detached' })
    await page.context().close()
  })
})

describe.skipIf(browser === undefined)('a server that is killed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tenure-killed-page-'))
  let program: string
  let server: Server | undefined
  beforeAll(async () => {
    program = await buildProgram(fileURLToPath(new URL('./support/held-server.ts', import.meta.url)))
    const host = await openHost()
    await host.importer('test').run(rows)
    await host[Symbol.asyncDispose]()
  })
  afterAll(() => {
    server?.process.kill('SIGKILL')
    for (const each of [folder, path.dirname(program)]) rmSync(each, { recursive: true, force: true })
  })
  const openHost = () =>
    createHost({ storage: sqlite({ file: path.join(folder, 'workspace.db') }), plugins: [use(customers), use(record)], grants: 'declared' })

  test('[CUS-4] a run shows its progress; a server killed in the middle of it leaves whole records, says after the restart how far it came, and goes on', async () => {
    server = await startServer(program, folder, 0)
    const page = await (browser as Browser).newPage({ viewport: { width: 1440, height: 900 } })
    await openAs(page, server.url, 'anna')
    await page.locator('.tbody .tr[data-id] .td').first().waitFor()
    const progress = page.locator('.run-line b')
    const assignAll = async () => {
      await page.locator('.th .box').click()
      await page.getByRole('button', { name: /Select all 343/ }).click()
      await assignTo(page, 'Ben')
      await expect.poll(() => progress.textContent()).toBe('Assigning 200 of 343 to Ben Okoro')
    }
    await assignAll()
    await page.getByRole('button', { name: 'Stop' }).click()
    const stopped = page.locator('.toast', { hasText: '200 records assigned to Ben Okoro Stopped' })
    await stopped.getByRole('button', { name: 'Undo' }).click()
    await page.locator('.toast', { hasText: /Undone|200 records as before/ }).waitFor()
    await assignAll()
    await kill(server)
    await expect.poll(() => page.locator('.run-line').textContent()).toContain('Connection lost')
    server = await startServer(program, folder, Number(new URL(server.url).port))
    await openAs(page, server.url, 'anna')
    await expect.poll(() => progress.textContent()).toBe('Changing 200 of 343')
    await page.getByRole('button', { name: 'Carry on in the background' }).click()
    await progress.waitFor({ state: 'detached' })
    server.process.stdin?.write('go on\n')
    await page.getByText('343 records changed').waitFor()
    await page.close()
    await kill(server)
    await using host = await openHost()
    const anna = host.as(idOf('anna'))
    const filters = [{ test: 'is', property: 'customer.csm', value: idOf('ben') } as const]
    expect(getValue(await anna.read(customerList, { view: 'tenure.customers/all', filters })).total).toBe(count)
    const changes = ['c5', 'c199', 'c200', 'c342'].map(async (id) =>
      getValue(await anna.read(historyContract, { type: 'company', id: idOf(id), property: 'csm' })).map(({ value }) => value),
    )
    for (const values of await Promise.all(changes)) {
      expect([values.at(0), values.at(-1)]).toEqual([idOf('ben'), idOf('anna')])
      // Nothing was done twice.
      expect(values.filter((value, at) => value === values[at + 1])).toEqual([])
    }
  })
})

interface Server {
  readonly url: string
  readonly process: ChildProcess
}
function startServer(program: string, folder: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, folder, pageFolder, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] })
    createInterface({ input: child.stdout }).once('line', (url) => resolve({ url, process: child }))
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)))
  })
}
function kill({ process: child }: Server): Promise<unknown> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  return ended
}
async function openAs(page: Page, url: string, user: string): Promise<void> {
  await page.goto(url)
  await page.evaluate(async (id) => {
    const headers = { 'content-type': 'application/json', 'x-tenure': '1' }
    await fetch('/api/sign-in', { method: 'POST', headers, body: JSON.stringify({ user: id }) })
  }, idOf(user))
  await page.goto(`${url}${address}`)
}
