import { administration } from '@tenure/administration'
import { use } from '@tenure/core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './support/browser.js'
import { settle } from './support/settle.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const person = (id: string, name: string, more: object) =>
  row('user', id, {
    name,
    active: true,
    seat: true,
    timeZone: 'Europe/Berlin',
    locale: 'en-GB',
    permissions: ['workspace.access'],
    ...more,
  })
const rows = [
  row('team', 'iberia', { name: 'Iberia' }),
  row('permissionSet', 'csm', {
    name: 'CSM',
    permissions: ['workspace.access'],
    objects: { company: { view: 'own', edit: 'own', delete: 'none' } } as never,
  }),
  person('root', 'Rosa Kern', { superAdmin: true, objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } as never }),
  person('ines', 'Ines Carvalho', { primaryTeam: idOf('iberia') }),
  row('company', 'northwind', { name: 'Northwind Shipping', csm: idOf('ines'), renewalDate: '2027-03-01' }),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('the administration by keys alone', () => {
  let workspace: TestWorkspace
  let page: Page
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(administration)])
    page = await workspace.open(browser as Browser, idOf('root'), { reducedMotion: 'reduce' }, '/?view=tenure.customers/all')
    await page.getByRole('gridcell').filter({ hasText: 'Northwind Shipping' }).waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })

  const nameOfFocus = () =>
    page.evaluate(() => {
      const active = document.activeElement
      if (active === null || active === document.body) return undefined
      const labels = [...((active as HTMLInputElement).labels ?? [])].map((label) => label.textContent)
      return [active.getAttribute('aria-label'), ...labels, active.textContent].filter(Boolean).join(' | ')
    })
  /** What has the focus: never nothing. */
  const focused = async (): Promise<string> => {
    const name = await nameOfFocus()
    expect(name, 'the focus is lost').toBeDefined()
    return name ?? ''
  }
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) {
      await page.keyboard.press(key)
      await settle(page)
      await focused()
    }
  }
  /** Goes on by Tab, or another key, until what is named has the focus. Between the last and the first place nothing has it. */
  const goTo = async (name: string | RegExp, key = 'Tab') => {
    const passed: string[] = []
    for (let step = 0; step < 90; step++) {
      const at = (await nameOfFocus()) ?? ''
      if (typeof name === 'string' ? at.split(' | ').some((part) => part.trim() === name) : name.test(at)) return
      passed.push(at)
      await page.keyboard.press(key)
    }
    throw new Error(`${key} never reached ${name}. It passed ${passed.join(', ')}.`)
  }
  const openPage = async (name: string) => {
    await goTo('Settings')
    await page.locator('.side.views a').first().waitFor()
    await page.keyboard.press('F6')
    await goTo(name, 'ArrowDown')
    await press('Enter')
    await page.getByRole('heading', { level: 1, name }).waitFor()
  }
  const isOpen = (name: string | RegExp) => page.getByRole('complementary', { name }).waitFor()
  const isShut = (name: string | RegExp) => page.getByRole('complementary', { name }).waitFor({ state: 'detached' })

  test('[SDK-13] a list with a panel: something is made in a dialog, opened, changed, saved and closed', async () => {
    await goTo('Settings')
    await press('Enter')
    await openPage('Workspaces')
    await goTo('New workspace')
    await press('Enter')
    expect(await focused()).toContain('Name')
    await press('Escape')
    expect(await focused()).toContain('New workspace')
    await press('Enter')
    await page.keyboard.type('Strategic')
    await page.keyboard.press('Enter')
    await isOpen('Workspace: Strategic')
    await focused()
    await goTo(/^Strategic/)
    await goTo(/Description/)
    await page.keyboard.type('Large customers')
    await page.keyboard.press('Control+s')
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' })
    expect(await focused()).toContain('Description')
    await press('Escape')
    await isShut('Workspace: Strategic')
  })

  test('[SDK-13] a form: changes are given up and saved at the bar, and the focus stays in the form', async () => {
    await openPage('Object roles')
    const bar = page.getByRole('region', { name: 'Unsaved changes' })
    await goTo(/Company/)
    await press('ArrowDown')
    await bar.waitFor()
    await goTo('Discard')
    await page.keyboard.press('Enter')
    await bar.waitFor({ state: 'detached' })
    await focused()
    await openPage('General')
    await goTo(/Description/)
    await page.keyboard.type('Everyone')
    await goTo(/^Save General/)
    await page.keyboard.press('Enter')
    await bar.waitFor({ state: 'detached' })
    await focused()
  })

  test('[SDK-13] people: lists are chosen by arrows, a user gets a set from a menu and loses it, rights are set in the matrix', async () => {
    await openPage('Access')
    await goTo(/^Users/)
    await press('Tab')
    await goTo('Ines Carvalho')
    await press('Enter')
    await isOpen('User: Ines Carvalho')
    await goTo('Add a permission set')
    await press('Enter')
    await goTo('CSM', 'ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove CSM' }).waitFor()
    await settle(page)
    await focused()
    await goTo('Remove CSM', 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove CSM' }).waitFor({ state: 'detached' })
    await settle(page)
    await focused()
    await goTo(/Deactivate/, 'Shift+Tab')
    await press('Enter')
    await page.getByRole('dialog', { name: 'Deactivate Ines Carvalho' }).waitFor()
    await press('Escape')
    expect(await focused()).toContain('Deactivate')
    await press('Escape')
    await isShut('User: Ines Carvalho')
    expect(await focused()).toContain('Ines Carvalho')
    await goTo(/^Users/, 'Shift+Tab')
    await press('ArrowRight', 'ArrowRight')
    await goTo('CSM')
    await press('Enter')
    await goTo('Companies, View')
    await press('ArrowRight')
    await expect.poll(() => page.getByRole('slider', { name: 'Companies, View' }).getAttribute('aria-valuetext')).toBe('Team')
    await focused()
  })

  test('[SDK-13] entries that nobody can change: one is opened, read and closed', async () => {
    await openPage('Audit')
    await goTo(/^\d\d:\d\d.*Rosa Kern.*signed in/)
    await press('Enter')
    await isOpen('Sign-in')
    await goTo('Close')
    await press('Enter')
    await isShut('Sign-in')
    expect(await focused()).toContain('signed in')
  })
})
