import { afterAll, expect, test } from 'vitest'
import { openPlayground } from './dev-page.js'

const playground = await openPlayground()
afterAll(async () => {
  await playground?.[Symbol.asyncDispose]()
})

test.skipIf(playground === undefined)(
  '[SDK-1] a plugin runs in a browser without any server: its tab shows rows, its action runs, and rights hold',
  async () => {
    if (playground === undefined) return
    const { page, faults } = await playground.open({ query: '?tab=acme.quiet/tab' })
    const tab = page.url()
    const names = page.locator('tbody tr td:first-child')
    await expect.poll(() => names.allTextContents()).toEqual(['Solenne Hotels', 'Osterby Foods', 'Halden Freight'])
    await page.getByRole('button', { name: 'Actions for Halden Freight' }).click()
    await page.getByRole('menuitem', { name: 'Remind me to call' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remind me to call' }).click()
    await expect.poll(() => page.locator('.toast').textContent()).toContain('Halden Freight')
    // Ada sees only her own customers.
    await page.click('.switcher')
    await page.getByRole('menuitemradio', { name: 'Ada Okafor' }).click()
    await page.waitForURL((url) => url.search === '')
    await page.goto(tab)
    await expect.poll(() => names.allTextContents()).toEqual(['Osterby Foods'])
    expect(faults).toEqual([])
    await page.context().close()
  },
)
