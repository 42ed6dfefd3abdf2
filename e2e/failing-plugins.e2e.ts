import { use } from '@tenure/core'
import { metric } from '@tenure/core/block'
import { definePlugin, defineProvider, defineResource, defineTab, defineToken } from '@tenure/core/plugin'
import type { Browser } from 'playwright-core'
import { of } from 'rxjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const total = z.strictObject({ total: z.number() })
const Broken = defineToken<{ ready: boolean }>('acme.falls/broken@1')
const falls = definePlugin({
  id: 'acme.falls',
  version: '1.0.0',
  host: '1.0',
  contributes: [
    defineResource({
      token: Broken,
      open: () => {
        throw new Error('The licence file is missing.')
      },
    }),
    ...withTab('acme.falls', 'Falls', 1),
  ],
})
const rubbish = definePlugin({
  id: 'acme.rubbish',
  version: '1.0.0',
  host: '1.0',
  contributes: withTab('acme.rubbish', 'Rubbish', 'many' as unknown as number),
})

function withTab<const Id extends string>(id: Id, title: string, answer: number) {
  const provider = defineProvider({ id: `${id}/total`, permission: 'workspace.access', output: total, watch: () => of({ total: answer }) })
  return [provider, defineTab({ id: `${id}/tab`, title, block: metric({ title, from: provider, value: 'total' }) })] as const
}

const rows = [
  row('user', 'anna', {
    name: 'Anna Berg',
    active: true,
    seat: true,
    permissions: ['workspace.access'],
    objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } as never,
  }),
  row('company', 'northwind', { name: 'Northwind Shipping', csm: idOf('anna') }),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('failing plugins', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(falls), use(rubbish)])
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  test('[SDK-5] a plugin that throws at set-up and one that answers rubbish leave Customers working; their tabs say what happened', async () => {
    const page = await workspace.open(browser as Browser, idOf('anna'))
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    const tabs = page.getByRole('navigation', { name: 'Workspace', exact: true })
    await tabs.getByRole('link', { name: 'Customers' }).click()
    await page.getByRole('gridcell').filter({ hasText: 'Northwind Shipping' }).waitFor()
    await tabs.getByRole('link', { name: 'Falls' }).click()
    await page.getByRole('alert').filter({ hasText: 'acme.falls' }).waitFor()
    await tabs.getByRole('link', { name: 'Rubbish' }).click()
    await page.getByRole('alert').filter({ hasText: 'acme.rubbish' }).waitFor()
    expect(await page.getByRole('alert').first().textContent()).toContain('does not fit its schema')
    await tabs.getByRole('link', { name: 'Customers' }).click()
    await page.getByRole('gridcell').filter({ hasText: 'Northwind Shipping' }).waitFor()
    await workspace.act(idOf('anna'), 'tenure.record/update', {
      type: 'company',
      id: idOf('northwind'),
      values: { name: 'Northwind Logistics' },
    })
    await page.getByRole('gridcell').filter({ hasText: 'Northwind Logistics' }).waitFor()
    expect(errors).toEqual([])
  })
})
