import { expect, test } from 'vitest'
import { limitsOf } from '../test-limits.js'
import { expectShape } from '../test-shape.js'
import {
  lastSaveContract,
  saveSettingsContract,
  settingsContract,
  settingsEffectsContract,
  settingsSectionsContract,
} from './settings-contract.js'

test('[WSP-5] [WSP-11] a section of the settings is read, tried and saved by its id, against its version', () => {
  const all = [
    limitsOf(settingsContract, { section: 's' }),
    limitsOf(saveSettingsContract, { section: 's', values: {}, version: '0' }),
    limitsOf(settingsEffectsContract, { section: 's', values: {} }),
    limitsOf(lastSaveContract, {}),
  ]
  for (const limits of all) for (const name of ['section', 'workspace']) limits.text([name], 1, 200)
  all[1]?.values(['version'], [''], [undefined])
  for (const limits of all.slice(0, 3)) limits.values(['section'], [], [undefined])
})

test('[WSP-13] [MAP-5] settings are answered with their fields, what may be chosen, and what is no longer valid', () => {
  const field = { field: 'csm', label: 'CSM', hint: 'Who.', kind: 'choice', each: true, optional: false, nullable: true }
  const choice = { field: 'csm', type: 'company', typeLabel: 'Company', label: 'CSM', options: [{ value: 'a', label: 'A' }] }
  const full = {
    ...{ section: 's', title: 'S', description: 'All.', scope: 'workspace', workspace: { id: 'main', name: 'Main' }, fields: [field] },
    ...{ values: 'x', version: '0', problems: [{ path: ['csm', 0], message: 'No.' }], choices: [choice] },
  }
  const lacking = ['description', 'workspace', 'fields.0.hint', 'fields.0.each', 'choices.0.type', 'choices.0.typeLabel']
  expectShape(settingsContract, full, lacking)
  const kinds = ['text', 'long-text', 'number', 'integer', 'switch', 'choice', 'several', 'other']
  for (const kind of kinds) expectShape(settingsContract, { ...full, scope: 'account', fields: [{ ...field, kind }] }, lacking)
  const section = { id: 's', title: 'S', description: 'All.', icon: 'users', scope: 'account' }
  expectShape(settingsSectionsContract, [section], ['0.description', '0.icon'])
  expect(settingsSectionsContract.permission).toBe('settings.manage')
})

test('[WSP-9] what a save would do, and who saved last, is answered', () => {
  expectShape(settingsEffectsContract, { people: 3, teams: 1, lines: ['x'] })
  expectShape(lastSaveContract, { user: 'anna', at: 5 }, ['user', 'at'])
  expectShape(saveSettingsContract, { version: '1' })
})
