import { customers } from '@tenure/customers'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { undoContract } from '../contract/page/run-contract.js'
import { saveSettingsContract, settingsContract } from '../contract/page/settings-contract.js'
import { use } from '../plugin/plugin.js'

test('[BEY-5] [WSP-11] undo is for records: it refuses a save of settings, which stay as they are', async () => {
  await using host = await createTestHost({ plugins: [use(customers)], seed: { users: [aUser({ id: 'root', superAdmin: true })] } })
  const root = host.as('root')
  const section = 'tenure.customers/settings'
  const saved = () => root.read(settingsContract, { section })
  const { version } = getValue(await saved())
  getValue(await root.act(saveSettingsContract, { section, values: { csm: 'owner', renewalDate: null }, version }, { key: 'once' }))
  expect(await root.act(undoContract, { action: saveSettingsContract.id, key: 'once' })).toMatchObject({
    ok: false,
    problem: { code: 'record.not-found', message: 'There is no such change to undo, or you may not see it.' },
  })
  expect(getValue(await saved()).values).toEqual({ csm: 'owner', renewalDate: null })
})
