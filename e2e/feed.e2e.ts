import { use } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { recordContract } from '@tenure/core/page'
import { feed } from '@tenure/feed'
import { tasks } from '@tenure/tasks'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe } from './page/axe.js'
import { launchBrowser } from './support/browser.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const noon = Date.UTC(2026, 9, 30, 12)
const minute = 60_000
const did = (id: string, at: number, values: object) =>
  row('contactActivity', id, { kind: 'email-opened', title: 'Release notes', at, ...values }, [
    { association: 'contact', to: { type: 'contact', externalId: 'marit' } },
    { association: 'company', to: { type: 'company', externalId: 'halden' } },
  ])
const rows = [
  row('user', 'anna', {
    ...{ name: 'Anna Berg', active: true, seat: true, timeZone: 'UTC', locale: 'en-GB' },
    permissions: ['workspace.access'],
    objects: { '*': all } as never,
  }),
  row('company', 'halden', { name: 'Halden Freight', csm: idOf('anna') }),
  row('contact', 'marit', { name: 'Marit Solberg', email: 'marit@halden.example', sequence: 'Renewal' }, [
    { association: 'companies', to: { type: 'company', externalId: 'halden' } },
  ]),
  did('reply', noon, { kind: 'email-replied', title: 'Renewal terms', body: 'We would like to see the price.' }),
  // Many of one instant, so that a page ends among them.
  ...Array.from({ length: 119 }, (_, place) => did(`open-${place}`, noon - (1 + (place >> 3)) * minute, { title: `Notes ${place}` })),
]

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('the feed of a CSM', () => {
  let workspace: TestWorkspace
  let anna: Page
  let other: Page
  beforeAll(async () => {
    workspace = await startWorkspace(rows, [use(feed), use(tasks)])
    anna = await workspace.open(browser as Browser, idOf('anna'), {}, '/?tab=tenure.feed/feed')
    other = await workspace.open(browser as Browser, idOf('anna'), {}, '/?tab=tenure.feed/feed')
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const items = (page: Page): Locator => page.locator('.feed [data-item]')
  const idsOf = (page: Page): Promise<readonly string[]> =>
    items(page).evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['item'] ?? ''))

  test('[FEED-2] older ones are loaded without a repetition or a gap while new ones arrive, which wait above', async () => {
    await items(anna).first().waitFor()
    await anna.locator('.feed').evaluate((list) => list.scrollTo({ top: list.scrollHeight }))
    await workspace.host.importer('test').run([did('new-1', noon + minute, { title: 'Just now' }), did('new-2', noon + 2 * minute, {})])
    await anna.getByRole('button', { name: '2 new activities' }).waitFor()
    const older = anna.getByRole('button', { name: 'Load older activities' })
    while ((await items(anna).count()) < 120) {
      const before = await items(anna).count()
      await older.click()
      await expect.poll(() => items(anna).count()).toBeGreaterThan(before)
      await anna.locator('.feed').evaluate((list) => list.scrollTo({ top: list.scrollHeight }))
    }
    await older.waitFor({ state: 'detached' })
    const shown = await idsOf(anna)
    expect([shown.length, new Set(shown).size]).toEqual([120, 120])
    await anna.getByRole('button', { name: '2 new activities' }).click()
    await expect.poll(async () => (await idsOf(anna))[0]).toBe(idOf('new-2'))
  })

  test('[FEED-2] it is searched, and filtered by type and by enrolment', async () => {
    await anna.getByRole('textbox', { name: /^Search/ }).fill('price')
    await expect.poll(() => idsOf(anna)).toEqual([idOf('reply')])
    await anna.getByRole('textbox', { name: 'Search activities' }).fill('zzz')
    await anna.getByText('No activities match').waitFor()
    await anna.getByText(/^\d+ activities of “Everything” are left out by “zzz”\.$/).waitFor()
    await anna.getByRole('textbox', { name: /^Search/ }).fill('')
    await expect.poll(() => items(anna).count()).toBeGreaterThan(1)
    await anna.getByRole('button', { name: 'Activity type' }).click()
    await anna.getByRole('checkbox', { name: /repl/i }).check()
    await anna.keyboard.press('Escape')
    await expect.poll(() => idsOf(anna)).toEqual([idOf('reply')])
    expect(new URL(anna.url()).searchParams.get('is')).toContain('email-replied')
  })

  test('[FEED-3] one is removed from the own feed in every session, and comes back; a follow-up is recorded on the contact', async () => {
    const reply = (page: Page) => page.locator(`[data-item="${idOf('reply')}"]`)
    await reply(other).waitFor()
    await reply(anna).hover()
    await reply(anna).getByRole('button', { name: 'Remove from my feed' }).click()
    await reply(other).waitFor({ state: 'detached' })
    await anna.getByRole('button', { name: /^Undo/ }).click()
    await reply(other).waitFor()
    await reply(anna).hover()
    await reply(anna).getByRole('button', { name: 'Note', exact: true }).click()
    await anna.locator('.preview .composer [contenteditable="true"]:focus').waitFor()
    await anna.keyboard.type('Asked for prices side by side.')
    await anna.keyboard.press('Control+Enter')
    await anna.locator('.toast', { hasText: 'Note saved' }).waitFor()
    const notes = async () => {
      const contact = getValue(await workspace.host.as(idOf('anna')).read(recordContract, { type: 'contact', id: idOf('marit') }))
      return contact.activities.rows.filter(({ type }) => type === 'note').length
    }
    await expect.poll(notes).toBe(1)
    expect(await axe(anna)).toEqual([])
  })
})
