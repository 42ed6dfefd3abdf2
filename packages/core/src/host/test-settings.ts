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
  await saveSection(desk, 'tenure.core/roles', { ...(mapping as object), customer: objectType })
  await saveSection(desk, 'tenure.customers/settings', values)
}

/** Saves a section against its version of now, by default in the workspace of the user who saves; for tests. */
export async function saveSection(desk: Desk, section: string, values: object, workspace?: string): Promise<void> {
  const place = { section, ...(workspace !== undefined && { workspace }) }
  const { version } = getValue(await desk.read(settingsContract, place))
  getValue(await desk.act(saveSettingsContract, { ...place, values: values as Record<string, never>, version }))
}
