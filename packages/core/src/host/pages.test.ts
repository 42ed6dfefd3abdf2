import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { getValue } from '../base/outcome.js'
import { detail } from '../block/detail-block.js'
import { definePage } from '../contract/administration/page.js'
import { defineProvider } from '../contract/provider.js'
import { defineTab } from '../contract/tab.js'
import * as contracts from '../contract/workspace-contract.js'
import { definePlugin, use } from '../plugin/plugin.js'

const seats = defineProvider({
  id: 'acme.admin/seats',
  title: 'Seats',
  permission: 'superAdmin',
  output: z.strictObject({ seats: z.int() }),
  watch: () => Promise.resolve({ seats: 2 }),
})
const block = detail({ from: seats, fields: ['seats'] })
const admin = definePlugin({
  id: 'acme.admin',
  version: '1.0.0',
  host: '1.0',
  contributes: [
    seats,
    definePage({ id: 'acme.admin/general', title: 'General', area: 'workspace', block }),
    definePage({ id: 'acme.admin/licence', title: 'Licence', area: 'account', permission: 'superAdmin', block }),
    defineTab({ id: 'acme.admin/tab', title: 'Tab', block }),
  ],
})

test('[WSP-12] [WSP-13] [ACC-2] [ACC-3] [ACC-5] a page of the administration is no tab, and is shown to those who may use it', async () => {
  await using host = await createTestHost({
    plugins: [use(admin)],
    seed: {
      users: [
        aUser({ id: 'csm', permissions: ['workspace.access'] }),
        aUser({ id: 'manager', permissions: ['workspace.access', 'settings.manage'] }),
        aUser({ id: 'admin', superAdmin: true }),
        aUser({ id: 'seatless', superAdmin: true, seat: false }),
        // A permission of that name is not the flag.
        aUser({ id: 'pretender', permissions: ['workspace.access', 'superAdmin'] }),
      ],
    },
  })
  const seen = async (user: string) => {
    const pages = getValue(await host.as(user).read(contracts.pagesContract)).map(({ id, area }) => `${area} ${id}`)
    const tabs = getValue(await host.as(user).read(contracts.tabsContract)).map(({ id }) => id)
    const licence = await host.as(user).read(contracts.tabContract, { tab: 'acme.admin/licence' })
    const answer = await host.as(user).read(seats)
    return { pages, tabs, licence: licence.ok || licence.problem.code, answer: answer.ok || answer.problem.code }
  }
  const general = 'workspace acme.admin/general'
  const licence = 'account acme.admin/licence'
  const tabs = ['acme.admin/tab']
  const refused = { licence: 'record.not-found', answer: 'access.denied' }
  expect(await seen('csm')).toEqual({ pages: [], tabs, ...refused })
  expect(await seen('pretender')).toEqual({ pages: [], tabs, ...refused })
  expect(await seen('manager')).toEqual({ pages: [general], tabs, ...refused })
  expect(await seen('admin')).toEqual({ pages: [general, licence], tabs, licence: true, answer: true })
  expect(await seen('seatless')).toEqual({ pages: [general, licence], tabs: [], licence: true, answer: true })
})
