import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './support/browser.js'
import { hold } from './support/hold.js'
import { settle } from './support/settle.js'
import { idOf, row, startWorkspace, type TestWorkspace } from './support/test-workspace.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const user = (id: string, name: string, locale: string) =>
  row('user', id, {
    ...{ name, locale, active: true, seat: true, timeZone: 'Europe/Berlin', permissions: ['workspace.access'] },
    objects: { '*': all } as never,
  })
const toFirst = [{ association: 'companies', to: { type: 'company', externalId: 'c0' } }] as const
const rows = [
  user('jonas', 'Jonas Weber', 'de-DE'),
  user('anna', 'Anna Berg', 'en-GB'),
  user('eva', 'Eva Lind', 'en-GB'),
  ...['Nordwind Reederei', 'Halden Spedition'].map((name, at) =>
    row('company', `c${at}`, {
      ...{ name, csm: idOf('jonas'), renewalDate: `202${at + 5}-03-15`, arr: { amount: '96000', currency: 'EUR' } },
      ...{ healthScore: 34, healthStatus: 'at-risk' },
    }),
  ),
  row('contact', 'p1', { name: 'Marit Solberg', email: 'marit@nordwind.example' }, toFirst),
  row('note', 'n1', { title: 'Gespräch', body: 'Alles gut.', at: Date.now() - 86_400_000 }, toFirst),
  row('task', 't1', { title: 'Angebot senden', dueAt: Date.now() - 3 * 86_400_000 }, [
    { association: 'about', to: { type: 'company', externalId: 'c0' } },
  ]),
]

// Words that German does not have; none of the records has them.
const english =
  /\b(the|of|and|is|are|you|your|with|this|that|by|from|to|has|have|no|yes|not shown|ago|today|yesterday|days?|open|close|clear|search|find|show|hide|edit|save|sort|more|new|next|previous|records?|customers?|views?|columns?|filters?|properties|owner|health|renewal|dates?|due|overdue|created?|changed?|activit(y|ies)|compan(y|ies)|contacts?|tasks?|notes?|calls?|meetings?|loading|sign|rows?|theme|keyboard|shortcuts?|unnamed|failed|score|amount|stage)\b/i
const german =
  /\b(der|die|das|und|ist|sind|nicht|Sie|mit|von|keine?|heute|gestern|vor|suchen|schließen|Kunden|Ansichten|Spalten|Datensatz|Eigenschaften|Gesundheit|Gefährdet|Verlauf|Aktivität|Firma|Aufgaben?|Notiz|überfällig)\b/

const browser: Browser | undefined = await launchBrowser()
describe.skipIf(browser === undefined)('a page in one language', () => {
  let workspace: TestWorkspace
  beforeAll(async () => {
    workspace = await startWorkspace(rows)
  })
  afterAll(async () => {
    await browser?.close()
    await workspace?.[Symbol.asyncDispose]()
  })
  const open = (name: string, locale: string, address?: string, options: Parameters<Browser['newContext']>[0] = {}) =>
    workspace.open(browser as Browser, idOf(name), { locale, reducedMotion: 'reduce', ...options }, address)

  test('[SDK-17] German is whole: list, record, menus, keys, search, empty and missing', async () => {
    const page = await open('jonas', 'en-US', '/?view=tenure.customers/all')
    await walk(page, english, { first: 'Nordwind Reederei', keys: 'Tastenkürzel', settings: /Einstellungen/, whole: 'Datensatz öffnen' })
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    const context = await (browser as Browser).newContext({ locale: 'de-DE' })
    const door = await context.newPage()
    await door.goto(workspace.url)
    await door.getByRole('heading', { name: 'Bei Tenure anmelden' }).waitFor()
    await says(door, english, 'door')
  })

  test('[SDK-17] English is whole for a user with a German browser', async () => {
    const page = await open('anna', 'de-DE', '/?view=tenure.customers/all')
    await walk(page, german, { first: 'Nordwind Reederei', keys: 'Keyboard shortcuts', settings: /settings/, whole: 'View record' })
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  test('[SDK-17] what a user chose on another device is the first language of the page, however late its texts are', async () => {
    await workspace.act(idOf('eva'), 'tenure.core/save-preference', { name: 'language', value: 'de' })
    const context = await (browser as Browser).newContext({ locale: 'en-US' })
    const { cookie = '' } = await workspace.signIn(idOf('eva'))
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: workspace.url }])
    const page = await context.newPage()
    await noteTexts(page)
    const release = await holdTexts(page)
    await page.goto(workspace.url)
    await release()
    await page.getByRole('link', { name: 'Meine Kunden' }).waitFor()
    expect(await said(page)).not.toContain('en Customers')
    await context.close()
  })

  test('[SDK-17] a page changes its language as a whole, however late the texts of plugins are', async () => {
    const page = await open('anna', 'en-US')
    await page.getByRole('link', { name: 'Owned by me' }).waitFor()
    await noteTexts(page)
    await page.reload()
    await page.getByRole('link', { name: 'Owned by me' }).waitFor()
    const release = await holdTexts(page)
    await workspace.act(idOf('anna'), 'tenure.core/save-preference', { name: 'language', value: 'de' })
    await release()
    await page.getByRole('link', { name: 'Meine Kunden' }).waitFor()
    expect(await said(page)).toEqual(['en Customers', 'de Kunden'])
    await workspace.act(idOf('anna'), 'tenure.core/save-preference', { name: 'language', value: null })
    await page.getByRole('link', { name: 'Owned by me' }).waitFor()
    await page.context().close()
  })

  test('[SDK-17] the language that a user chooses holds at once, after a reload, and on another device', async () => {
    const page = await open('anna', 'en-US')
    await page.getByRole('link', { name: 'Owned by me' }).waitFor()
    await page.getByRole('button', { name: /settings/ }).click()
    await page.getByText('Deutsch').click()
    await page.getByRole('link', { name: 'Meine Kunden' }).waitFor()
    expect(await page.getByRole('radio', { name: 'Deutsch' }).isChecked()).toBe(true)
    await page.reload()
    await page.getByRole('link', { name: 'Meine Kunden' }).waitFor()
    const phone = await open('anna', 'en-US', '/', { viewport: { width: 390, height: 844 } })
    await phone.getByRole('button', { name: /Ansicht wechseln/ }).waitFor()
    await says(phone, english, 'phone')
    await page.getByRole('button', { name: /Einstellungen/ }).click()
    await page.getByText('Browser', { exact: true }).click()
    await page.getByRole('link', { name: 'Owned by me' }).waitFor()
  })
})

interface Marks {
  readonly first: string
  readonly keys: string
  readonly settings: RegExp
  readonly whole: string
}

/** Goes through what the page can show, and looks at each place for words of the other language. */
async function walk(page: Page, other: RegExp, { first, keys, settings, whole }: Marks): Promise<void> {
  const cell = page.getByRole('gridcell').filter({ hasText: first })
  await cell.waitFor()
  await says(page, other, 'list')
  for (const opener of ['.columns-btn', '.pill.quick']) {
    await page.locator(opener).first().click()
    await page.locator('.layer:popover-open').waitFor()
    await says(page, other, opener)
    await page.keyboard.press('Escape')
  }
  await page.getByRole('button', { name: settings }).click()
  await page.locator('.user-menu').waitFor()
  await says(page, other, 'user menu', /Deutsch|English|Europe\/Berlin/g)
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('heading', { name: keys }).waitFor()
  await says(page, other, 'keys')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('nordwind')
  await page.getByRole('option', { name: first }).waitFor()
  await says(page, other, 'palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await cell.click()
  await page.getByText('Marit Solberg').first().waitFor()
  await says(page, other, 'preview')
  await page.getByRole('link', { name: whole }).click()
  await page.locator('.rp .tl').waitFor()
  await page.locator('.origin').first().click()
  await page.locator('.rp-side .past').waitFor()
  await says(page, other, 'record')
  await page.goto(`${new URL(page.url()).origin}/?view=tenure.customers/all&search=zzz&when=customer.createdAt:last-7`)
  await page.locator('.mid').waitFor()
  await says(page, other, 'no match')
  await page.goto(`${new URL(page.url()).origin}/?view=tenure.customers/all&open=company:nobody`)
  await page.locator('.preview .mid').waitFor()
  await says(page, other, 'no record')
  await page.goto(`${new URL(page.url()).origin}/?tab=nowhere/nothing`)
  await page.locator('.mid').waitFor()
  await says(page, other, 'no tab')
}

async function says(page: Page, other: RegExp, place: string, names = /(?!)/g): Promise<void> {
  // Texts of plugins may come a moment after those of the page.
  await expect.poll(() => textsOf(page, other, names), { message: place }).toEqual([])
}

async function textsOf(page: Page, other: RegExp, names: RegExp): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const spoken = ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription', 'aria-valuetext']
    const named = [...document.querySelectorAll('body *')].flatMap((each) => spoken.map((name) => each.getAttribute(name) ?? ''))
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden says nothing
    return [...document.body.innerText.split('\n'), ...named].filter((text) => text.trim() !== '')
  })
  return [...new Set(texts)].filter((text) => other.test(text.replace(names, '')))
}

/** Notes in which language each word of the workspace's tabs was drawn: that of the page, as a screen reader takes it. */
async function noteTexts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = new Set<string>()
    Object.assign(window, { seen })
    new MutationObserver(() => {
      const tab = document.querySelector('.bar .tabs .tab')?.textContent
      if (tab) seen.add(`${document.documentElement.lang} ${tab}`)
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  })
}
const said = (page: Page) => page.evaluate(() => [...(window as unknown as { readonly seen: ReadonlySet<string> }).seen])

/** Keeps back what translates the texts of plugins until the page has asked for it, and everything else has been drawn. */
async function holdTexts(page: Page): Promise<() => Promise<void>> {
  const release = await hold(page, '**/*translator*')
  const asked = page.waitForRequest('**/*translator*')
  return async () => {
    await asked
    await settle(page)
    release()
  }
}
