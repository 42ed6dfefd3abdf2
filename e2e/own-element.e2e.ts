import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Plugin, use } from '@tenure/core'
import { custom, defineElement, metric, stack } from '@tenure/core/block'
import { definePlugin, defineProvider, defineTab } from '@tenure/core/plugin'
import type { Browser, Page } from 'playwright-core'
import { of } from 'rxjs'
import { build } from 'tsup'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { calendar } from '../examples/own-element/plugin.js'
import configs from '../examples/own-element/tsup.config.js'
import { launchBrowser } from './support/browser.js'
import { dayAhead } from './support/day-ahead.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const example = fileURLToPath(new URL('../examples/own-element', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'tenure-elements-'))
const company = (id: string, name: string, days: number) =>
  row('company', id, { name, csm: idOf('anna'), renewalDate: dayAhead(days), arr: { amount: '12000.00', currency: 'EUR' } })
const rows = [
  row('user', 'anna', {
    name: 'Anna Berg',
    active: true,
    timeZone: 'Europe/Berlin',
    seat: true,
    locale: 'en-GB',
    permissions: ['workspace.access'],
    objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } as never,
  }),
  company('northwind', 'Northwind Shipping', 3),
  company('halden', 'Halden Freight', 90),
]

/** A plugin whose elements go wrong, each in its own way: in place of each the page draws a metric. */
function fallsWith(modules: Readonly<Record<string, string>>): Plugin {
  const total = defineProvider({
    id: 'acme.falls/total',
    permission: 'workspace.access',
    output: z.strictObject({ total: z.int() }),
    watch: () => of({ total: 7 }),
  })
  const elements = Object.entries(modules).map(([name, text]) => {
    const file = path.join(folder, `${name}.js`)
    if (text !== '') writeFileSync(file, text)
    return defineElement({ id: `acme.falls/${name}`, module: pathToFileURL(file) })
  })
  const blocks = elements.map((element) =>
    custom({
      title: element.id,
      from: total,
      element,
      fallback: metric({ title: `In place of ${element.id}`, from: total, value: 'total' }),
    }),
  )
  const tab = defineTab({ id: 'acme.falls/tab', title: 'Falls', block: stack(...blocks) })
  return definePlugin({ id: 'acme.falls', version: '1.0.0', host: '1.0', contributes: [total, ...elements, tab] })
}

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)("plugins' own elements", () => {
  let workspace: TestWorkspace
  let page: Page
  const faults: string[] = []
  beforeAll(async () => {
    for (const options of configs as readonly object[]) {
      const { entry, ...rest } = options as { readonly entry: readonly string[] }
      await build({
        ...rest,
        config: false,
        silent: true,
        clean: false,
        entry: entry.map((file) => path.join(example, file)),
        outDir: folder,
      })
    }
    workspace = await startWorkspace(rows, [use(calendar)])
    page = await workspace.open(browser as Browser, idOf('anna'), {}, '/?tab=acme.calendar/calendar')
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  const tabs = () => page.getByRole('navigation', { name: 'Workspace', exact: true })

  test('[SDK-5] an element that is not built gives way to its fallback, with the reason', async () => {
    await page.getByRole('cell', { name: 'Northwind Shipping' }).waitFor()
    const note = page.getByRole('status').filter({ hasText: 'the simple form' })
    expect(await note.textContent()).toContain('There is no element acme.calendar/months')
    faults.length = 0
  })

  test('[SDK-3] [SEC-7] [SEC-15] a built element draws with the parts of the page, stays live, acts and opens records', async () => {
    const { calendar: built } = (await import(/* @vite-ignore */ pathToFileURL(path.join(folder, 'plugin.js')).href)) as {
      readonly calendar: Plugin
    }
    expect(await workspace.host.replace(use(built))).toMatchObject({ state: 'active' })
    await page.getByRole('button', { name: 'Try now' }).click()
    const northwind = page.locator('acme-calendar-months li').filter({ hasText: 'Northwind Shipping' })
    await northwind.getByText('3 d').waitFor()
    await northwind.getByText('€12,000').waitFor()
    expect(await page.getByRole('cell').count()).toBe(0)

    await northwind.getByRole('button', { name: 'Plan a call with Northwind Shipping' }).click()
    await northwind.getByText('Planned').waitFor()
    await workspace.act(idOf('anna'), 'tenure.record/update', { type: 'company', id: idOf('northwind'), values: { name: 'Northwind Air' } })
    await page.getByRole('button', { name: 'Northwind Air', exact: true }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('open')).toBe(`company:${idOf('northwind')}`)
    const preview = page.getByRole('complementary')
    await preview.getByText('Call Northwind Shipping').first().waitFor()
    expect(faults).toEqual([])
    expect(gzipSync(readFileSync(path.join(folder, 'element.js'))).length).toBeLessThan(1_500)
  })

  test('[SDK-5] elements that fail, each in its own way, leave the page and each other alone and say why', async () => {
    const falls = fallsWith({
      throws: "throw new Error('The chart is upside down.')",
      undefined: 'export {}',
      breaks: "customElements.define('acme-falls-breaks', class extends HTMLElement { set context(_) { throw new Error('No ground.') } })",
      gives:
        "customElements.define('acme-falls-gives', class extends HTMLElement { set context(it) { setTimeout(() => it.fail('No map.')) } })",
      reaches: `customElements.define('acme-falls-reaches', class extends HTMLElement {
        set context(it) { it.watch('tenure.core/users').subscribe(() => {}) } })`,
      missing: '',
      works: `customElements.define('acme-falls-works', class extends HTMLElement {
        set context(it) { this.textContent = it.answer.now().value.total + ' ' + it.language + ' ' + Object.isFrozen(it) } })`,
    })
    expect(await workspace.host.add(use(falls))).toMatchObject({ state: 'active' })
    await tabs().getByRole('link', { name: 'Falls' }).click()
    await page.locator('acme-falls-works').getByText('7 en true').waitFor()
    const reasons = {
      throws: 'The chart is upside down.',
      undefined: 'Its module does not define <acme-falls-undefined>.',
      breaks: 'No ground.',
      gives: 'No map.',
      reaches: "which is not its plugin's",
      missing: 'There is no element acme.falls/missing.',
    }
    for (const [name, reason] of Object.entries(reasons)) {
      const place = page.locator('.given-way').filter({ hasText: `In place of acme.falls/${name}` })
      await place.getByText(reason).waitFor()
      await place.getByText('7', { exact: true }).waitFor()
    }
    expect(await page.locator('.given-way').count()).toBe(6)
  })
})
