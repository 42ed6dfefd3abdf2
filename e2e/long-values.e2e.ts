import { use } from '@tenure/core'
import { cards, detail, grid, metric, stack, table } from '@tenure/core/block'
import { schemas, windowOf } from '@tenure/core/contract'
import { definePlugin, defineProvider, defineTab } from '@tenure/core/plugin'
import type { Browser, Locator, Page } from 'playwright-core'
import { of } from 'rxjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const permission = 'workspace.access' as const
const long = { amount: '123456789012345678901234567890.55', currency: 'EUR' }
const fields = Array.from({ length: 12 }, (_, at) => `field${at}`)
const rows = [
  { id: '1', name: 'Northwind', arr: long, health: 'at-risk', ...Object.fromEntries(fields.map((field) => [field, `Value of ${field}`])) },
  {
    id: '2',
    name: 'Halden',
    arr: { ...long, amount: '1.5' },
    health: null,
    ...Object.fromEntries(fields.map((field) => [field, `Value of ${field}`])),
  },
]
const output = windowOf(
  z.strictObject({
    ...{ id: z.string(), name: z.string(), arr: schemas.money, health: z.string().nullable() },
    ...Object.fromEntries(fields.map((field) => [field, z.string()])),
  }),
)
const list = defineProvider({ permission, id: 'acme.long/list', output, watch: () => of({ rows, total: rows.length } as never) })
const sums = defineProvider({
  ...{ permission, id: 'acme.long/sums' },
  output: z.strictObject({ text: z.string(), word: z.string(), arr: schemas.money }),
  watch: () =>
    of({
      text: 'What customers say of the last quarter, at some length. '.repeat(4),
      word: 'Donaudampfschifffahrtsgesellschaft'.repeat(8),
      arr: long,
    }),
})
const block = stack(
  grid(
    metric({ title: 'Said', from: sums, value: 'text', format: 'text' }),
    metric({ title: 'Word', from: sums, value: 'word', format: 'text' }),
    metric({ title: 'ARR', from: sums, value: 'arr', format: 'money' }),
  ),
  cards({
    title: 'Cards',
    from: list,
    heading: 'name',
    fields: [
      { field: 'arr', format: 'money' },
      { field: 'health', format: 'health' },
    ],
  }),
  detail({ title: 'Detail', from: sums, fields: [{ field: 'arr', format: 'money' }] }),
  table({
    title: 'Wide',
    from: list,
    columns: ['name', { field: 'health', format: 'health' }, { field: 'arr', format: 'money' }, ...fields] as never,
  }),
)
const tab = defineTab({ id: 'acme.long/tab', title: 'Long', icon: 'list', block })
const plugin = definePlugin({ id: 'acme.long', version: '1.0.0', host: '1.0', contributes: [list, sums, tab] })
const people = [
  row('user', 'anna', {
    ...{ name: 'Anna Berg', active: true, timeZone: 'Europe/Berlin', seat: true, locale: 'en-GB', permissions: ['workspace.access'] },
    objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } as never,
  }),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('long values in blocks', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(people, [use(plugin)])
  })
  afterAll(async () => {
    await workspace?.[Symbol.asyncDispose]()
    await browser?.close()
  })
  const open = async (width: number): Promise<Page> => {
    const page = await workspace.open(browser as Browser, idOf('anna'), { viewport: { width, height: 900 } }, '/?tab=acme.long/tab')
    await page.locator('.plain-table, .plain-cards').getByText('Halden').waitFor()
    await page.locator('.plain-table, .plain-cards').scrollIntoViewIfNeeded()
    return page
  }

  test.each([1440, 390])('[SDK-13] at %i px no value of a block is cut off or lies over the next one', async (width) => {
    const page = await open(width)
    expect(await overflowing(page.locator('.figure'))).toEqual([])
    expect(await overflowing(page.locator('.facts dd'))).toEqual([])
    expect(await overflowing(page.locator('.plain-cards dd, .plain-table td'))).toEqual([])
    const words = page.locator('.plain-table .h .w, .plain-cards .h .w')
    expect(await words.count()).toBe(2)
    expect(await words.evaluateAll((all) => all.every((word) => (word as HTMLElement).offsetHeight < 30))).toBe(true)
    await page.context().close()
  })
})

/** Texts of elements whose content is wider than they are, or that reach out of their block. */
function overflowing(all: Locator): Promise<readonly string[]> {
  return all.evaluateAll((elements) =>
    elements
      .filter((element) => {
        const inner = [element, ...element.querySelectorAll('*')].some(
          (one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0,
        )
        const own = element.getBoundingClientRect()
        const box = element.closest('li, .block')?.getBoundingClientRect()
        return inner || own.width === 0 || (box !== undefined && own.right > box.right + 1 && element.closest('.plain-frame') === null)
      })
      .map((element) => element.textContent ?? ''),
  )
}
