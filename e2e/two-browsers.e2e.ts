import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const own = { view: 'own', edit: 'own', delete: 'none' }
const all = { view: 'all', edit: 'all', delete: 'all' }
const person = (id: string, name: string, objects: object) =>
  row('user', id, {
    name,
    active: true,
    seat: true,
    timeZone: 'Europe/Berlin',
    locale: 'en-GB',
    permissions: ['workspace.access'],
    objects: { '*': objects } as never,
  })
const customer = (id: string, name: string, csm: string, amount: string) =>
  row('company', id, { name, csm: idOf(csm), renewalDate: '2027-03-01', arr: { amount, currency: 'EUR' } })
const rows = [
  person('anna', 'Anna Berg', own),
  person('ben', 'Ben Okoro', own),
  person('vera', 'Vera Lind', all),
  customer('northwind', 'Northwind Shipping', 'anna', '184000'),
  customer('halden', 'Halden Freight', 'anna', '96000'),
  customer('secret', 'Umbra Holdings', 'ben', '777123'),
  customer('traveller', 'Castor and Pine', 'ben', '64000'),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('two browsers', () => {
  let workspace: TestWorkspace
  let pages: readonly [Page, Page]

  beforeAll(async () => {
    workspace = await startWorkspace(rows)
    const signedIn = (user: string): Promise<Page> => workspace.open(browser as Browser, idOf(user))
    pages = [await signedIn('anna'), await signedIn('vera')]
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const cell = (page: Page, text: string) => page.getByRole('gridcell').filter({ hasText: text })
  const count = async (page: Page, view: string) =>
    page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).locator('.n').textContent()
  const edit = (values: object, id: string) =>
    workspace.act(idOf('vera'), 'tenure.record/update', { type: 'company', id: idOf(id), values })

  test('[SDK-6] [BEY-1] a change made through the API shows in both without a reload', async () => {
    const [anna, vera] = pages
    await vera.getByRole('link', { name: 'All customers' }).click()
    await Promise.all([cell(anna, 'Northwind Shipping').waitFor(), cell(vera, 'Northwind Shipping').waitFor()])
    expect((await edit({ name: 'Northwind Logistics' }, 'northwind')).status).toBe(200)
    await Promise.all([anna, vera].map((page) => cell(page, 'Northwind Logistics').waitFor()))
  })

  test('[ACC-10] [CUS-1] a reassigned customer leaves one Owned by me and enters the other, counts included, and a raw stream holds nothing that was never its user’s', async () => {
    const [anna] = pages
    const ben = await workspace.open(browser as Browser, idOf('ben'))
    await cell(ben, 'Umbra Holdings').waitFor()
    await expect.poll(() => count(anna, 'Owned by me')).toBe('2')
    await expect.poll(() => count(ben, 'Owned by me')).toBe('2')
    const raw = await recordStream(workspace, idOf('anna'))
    await edit({ name: 'Umbra Group', arr: { amount: '777456', currency: 'EUR' } }, 'secret')
    await edit({ csm: idOf('anna') }, 'traveller')
    await cell(anna, 'Castor and Pine').waitFor()
    await cell(ben, 'Castor and Pine').waitFor({ state: 'detached' })
    await expect.poll(() => count(anna, 'Owned by me')).toBe('3')
    await expect.poll(() => count(ben, 'Owned by me')).toBe('1')
    await edit({ csm: idOf('ben') }, 'halden')
    await cell(anna, 'Halden Freight').waitFor({ state: 'detached' })
    await edit({ name: 'Castor the Last' }, 'traveller')
    const text = await raw.stop('Castor the Last')
    expect(text).toContain('Castor and Pine')
    for (const foreign of ['Umbra', idOf('secret'), '777123', '777456']) expect(text).not.toContain(foreign)
    // Losing a record sends only its id: no new owner, and no value after the loss.
    const afterLoss = text.slice(text.lastIndexOf('Halden Freight') + 'Halden Freight'.length)
    expect(afterLoss).toContain(idOf('halden'))
    expect(afterLoss).not.toContain(idOf('ben'))
  })
})

/** Everything that the server sends to a user for the lists of the tab, as text; it stops once both lists of rows have shown that text. */
async function recordStream(workspace: TestWorkspace, user: string): Promise<{ stop(last: string): Promise<string> }> {
  const abort = new AbortController()
  const asked = [
    ['list-rows', { view: 'tenure.customers/all', columns: ['arr', 'csm', 'domain'] }],
    ['list-rows', { columns: ['arr'] }],
    ['list-views', undefined],
    ['list-columns', undefined],
  ] as const
  const headers = await workspace.signIn(user)
  const texts: string[] = asked.map(() => '')
  const streams = asked.map(async ([name, input], at) => {
    const address = `${workspace.url}/api/watch/tenure.customers/${name}${input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''}`
    const response = await fetch(address, { headers, signal: abort.signal })
    try {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) texts[at] += chunk
    } catch {
      // Stopped: what came until then is kept.
    }
  })
  await expect.poll(() => texts.every((text) => text !== '')).toBe(true)
  return {
    async stop(last) {
      await expect.poll(() => texts.slice(0, 2).every((text) => text.includes(last))).toBe(true)
      abort.abort()
      await Promise.all(streams)
      return texts.join('\n')
    },
  }
}
