import { expect, test } from 'vitest'
import { definePermission } from './contribution.js'
import { defineTab, isShown, type When } from './tab.js'

const to = {
  may: (permission: string) => ['workspace.access', 'acme.x/see'].includes(permission),
  edition: 'enterprise',
  isOn: (section: string, field: string) => section === 'acme.x/main' && field === 'show',
}

test('[SDK-3] a condition looks at a permission, the edition, or a switch of the settings', () => {
  const own = definePermission({ id: 'acme.x/see', title: 'See' })
  const holds: readonly When[] = [
    { permission: 'workspace.access' },
    { permission: own },
    { edition: 'enterprise' },
    { setting: 'acme.x/main', field: 'show' },
  ]
  const fails: readonly When[] = [
    { permission: 'superAdmin' },
    { edition: 'professional' },
    { setting: 'acme.x/main', field: 'hide' },
    { setting: 'acme.y/main', field: 'show' },
  ]
  expect(holds.map((when) => isShown(when, to))).toEqual([true, true, true, true])
  expect(fails.map((when) => isShown(when, to))).toEqual([false, false, false, false])
})

test('[SDK-3] conditions are joined by all, any and not; all of none holds, and any of none does not', () => {
  const [yes, no]: readonly [When, When] = [{ edition: 'enterprise' }, { edition: 'professional' }]
  const shown = (when: When) => isShown(when, to)
  expect([{ all: [yes, yes] }, { all: [yes, no] }, { any: [no, yes] }, { any: [no, no] }, { not: no }, { not: yes }].map(shown)).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
  ])
  expect([shown({ all: [] }), shown({ any: [] }), shown({ not: { any: [no, { all: [no] }] } })]).toEqual([true, false, true])
})

test('[SDK-3] a tab and a permission are frozen contributions', () => {
  const tab = defineTab({ id: 'acme.x/tab', title: 'T', block: { kind: 'stack', children: [] } })
  expect(tab).toEqual({ contribution: 1, kind: 'tab', id: 'acme.x/tab', title: 'T', block: { kind: 'stack', children: [] } })
  const permission = definePermission({ id: 'acme.x/see', title: 'See' })
  expect(permission).toEqual({ contribution: 1, kind: 'permission', id: 'acme.x/see', title: 'See' })
  expect([Object.isFrozen(tab), Object.isFrozen(permission)]).toEqual([true, true])
})
