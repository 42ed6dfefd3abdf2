import { getValue } from '../base/outcome.js'
import type { Desk } from '../contract/caller.js'
import { saveSettingsContract, settingsContract } from '../contract/page/settings-contract.js'

/** What plays the role *customer*, and what the Customers tab takes of it. */
export interface TestSettings {
  readonly objectType: string
  readonly csm: string
  readonly renewalDate: string | null
}

/** Saves the mapping of the role *customer* and the settings of its tab, each against its version of now; for tests. */
export async function saveCustomers(desk: Desk, { objectType, ...values }: TestSettings): Promise<void> {
  const { values: mapping } = getValue(await desk.read(settingsContract, { section: 'tenure.core/roles' }))
  await save(desk, 'tenure.core/roles', { ...(mapping as object), customer: objectType })
  await save(desk, 'tenure.customers/settings', values)
}

async function save(desk: Desk, section: string, values: object): Promise<void> {
  const { version } = getValue(await desk.read(settingsContract, { section }))
  getValue(await desk.act(saveSettingsContract, { section, values: values as Record<string, never>, version }))
}
