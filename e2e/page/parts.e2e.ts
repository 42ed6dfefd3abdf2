// Longer than 400 lines: one build of a page with all parts, and one server, serve these tests.
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.js'
import { hold } from '../support/hold.js'
import { axe, axeOfTexts } from './axe.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
const frame =
  '<!doctype html><html lang="en"><head><title>Parts</title><link rel="stylesheet" href="/page.css"><script type="module" src="/page.js"></script></head><body><div id="root"></div></body></html>'

const browser: Browser | undefined = await launchBrowser()
const folder = mkdtempSync(join(tmpdir(), 'tenure-parts-'))
const requests: string[] = []
const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://page').pathname
  requests.push(path)
  if (path === '/favicon.ico') return response.writeHead(204).end()
  const file = join(folder, path)
  if (path !== '/' && !existsSync(file)) return response.writeHead(404).end()
  response.setHeader('content-type', types[path === '/' ? '.html' : extname(file)] ?? 'application/octet-stream')
  response.setHeader('content-security-policy', "default-src 'self'; style-src 'self'; img-src 'self' data:")
  return response.end(path === '/' ? frame : readFileSync(file))
})

beforeAll(async () => {
  if (browser === undefined) return
  const output = { entryFileNames: 'page.js', chunkFileNames: '[name].js', assetFileNames: 'page[extname]' }
  await build({
    configFile: at('../../packages/web/vite.config.ts'),
    mode: 'dev',
    logLevel: 'error',
    resolve: { dedupe: ['react', 'react-dom', 'rxjs', 'zod'] },
    build: { outDir: folder, cssCodeSplit: false, rollupOptions: { input: at('./parts-page.tsx'), output } },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await browser?.close()
  server.close()
})

interface Opened {
  readonly page: Page
  readonly faults: readonly string[]
  /** What was said since it was asked last. */
  said(): Promise<unknown>
  /** Waits until just this has been said, and forgets it. */
  hears(expected: unknown): Promise<void>
}
async function open(query: Readonly<Record<string, string>>, prepare?: (page: Page) => Promise<unknown>): Promise<Opened> {
  const context = await (browser as Browser).newContext({ viewport: { width: 900, height: 1000 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()))
  await prepare?.(page)
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?${new URLSearchParams(query)}`)
  await page.waitForSelector('main')
  const said = () => page.evaluate(() => (window as unknown as { said: unknown[] }).said.splice(0))
  const hears = async (expected: unknown) => {
    // What came so far is only looked at: a poll that took it would lose it.
    await expect.poll(() => page.evaluate(() => (window as unknown as { said: unknown[] }).said)).toEqual(expected)
    await said()
  }
  return { page, faults: faults as readonly string[], said, hears }
}
const whenBrowser = test.skipIf(browser === undefined)

whenBrowser('[REC-1] every kind of property is edited in place by keys alone', async () => {
  const { page, faults, said } = await open({ show: 'fields' })
  const edit = async (kind: string, ...keys: readonly string[]) => {
    await page.getByRole('button', { name: kind, exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.editor :focus').waitFor()
    const isChoice = ['enumeration', 'multi_enumeration', 'user'].includes(kind)
    if (isChoice) await page.getByRole('listbox').waitFor()
    for (const key of keys) {
      await (key.startsWith('~') ? page.keyboard.type(key.slice(1)) : page.keyboard.press(key))
      // The first match is in focus before a person sees it, and goes on from there.
      if (isChoice && key.startsWith('~')) await page.locator('.choices [data-focused]').waitFor()
    }
    await page.locator('.editor').waitFor({ state: 'detached' })
    return said()
  }
  expect(await edit('string', '~Ada', 'Enter')).toEqual([['save', 'Ada']])
  expect(await edit('string', '~Ada', 'Escape')).toEqual([['cancel']])
  expect(await edit('string', 'Enter')).toEqual([['cancel']])
  expect(await edit('text', 'ControlOrMeta+End', 'Enter', '~and', 'ControlOrMeta+Enter')).toEqual([['save', 'Two\nlines\nand']])
  expect(await edit('number', '~1,234.75', 'Tab')).toEqual([
    ['save', 1234.75],
    ['move', 'next'],
  ])
  expect(await edit('number', 'Delete', 'Enter')).toEqual([['save', null]])
  expect(await edit('money', '~12345678901234567890.123', 'Tab', 'ArrowDown', 'Tab')).toEqual([
    ['save', { amount: '12345678901234567890.123', currency: 'USD' }],
    ['move', 'next'],
  ])
  expect(await edit('boolean', 'ArrowDown', 'Enter')).toEqual([['save', false]])
  expect(await edit('date', '~16 Dec 2026', 'Shift+Tab')).toEqual([
    ['save', '2026-12-16'],
    ['move', 'previous'],
  ])
  expect(await edit('datetime', '~16/12/2026 9 am', 'Enter')).toEqual([['save', Date.UTC(2026, 11, 16, 8)]])
  expect(await edit('enumeration', '~wai', 'Enter')).toEqual([['save', 'waiting']])
  expect(await edit('user', '~in', 'ArrowDown', 'Enter')).toEqual([['save', 'u4']])
  expect(await edit('multi_enumeration', '~clo', 'Enter', 'Enter')).toEqual([['save', ['closed', 'new', 'open']]])
  expect(await edit('multi_enumeration', 'Backspace', 'Enter')).toEqual([['save', ['new']]])
  expect(await edit('json', '~[1', 'ControlOrMeta+a', '~[2]', 'ControlOrMeta+Enter')).toEqual([['save', [2]]])
  expect(faults).toEqual([])
})

/** Types as into a busy browser, which hands over keys before the work that the page has put off: from the last letter on, only microtasks run between them. */
async function typeBusily(page: Page, letters: string, ...keys: readonly string[]): Promise<void> {
  await page.evaluate(
    async ({ letters, keys }) => {
      const field = document.activeElement as HTMLInputElement
      const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
      const microtasks = async () => {
        for (let turn = 0; turn < 20; turn++) await undefined
      }
      const drawn = () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))
      for (let end = 1; end <= letters.length; end++) {
        setValue?.call(field, letters.slice(0, end))
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))
        await (end < letters.length ? drawn() : microtasks())
      }
      for (const key of keys) {
        field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
        await microtasks()
      }
    },
    { letters, keys },
  )
}

whenBrowser('[REC-1] letters, Down and Enter at once choose the second match, however busy the page is', async () => {
  for (const [kind, letters, chosen] of [
    ['user', 'in', 'u4'],
    ['user', 'n', 'u3'],
    ['enumeration', 'w', 'waiting'],
  ] as const) {
    const { page, hears } = await open({ show: 'fields' })
    await page.getByRole('button', { name: kind, exact: true }).click()
    await page.getByRole('listbox').waitFor()
    await typeBusily(page, letters, 'ArrowDown', 'Enter')
    await hears([['save', chosen]])
    await page.context().close()
  }
})

whenBrowser('[SDK-13] letters, Down and Enter at once choose the match of a form, however busy the page is', async () => {
  for (const [label, letters, chosen] of [
    ['User', 'ing', 'u4'],
    ['User', 'j', 'u3'],
    ['Users', 'j', ['u3']],
  ] as const) {
    const { page, hears } = await open({ show: 'choices' })
    await page.getByRole('combobox', { name: label, exact: true }).focus()
    await typeBusily(page, letters, 'ArrowDown', 'Enter')
    await hears([['chose', chosen]])
    await page.context().close()
  }
})

whenBrowser('[REC-1] a value that is none is refused at its field, and a press elsewhere saves or keeps what was typed', async () => {
  const { page, said, hears } = await open({ show: 'fields', locale: 'de-DE' })
  await page.getByRole('button', { name: 'number', exact: true }).click()
  await page.locator('.editor :focus').waitFor()
  await page.keyboard.type('12k')
  await page.keyboard.press('Enter')
  expect(await page.getByRole('alert').textContent()).toBe('Eine Zahl, zum Beispiel 1.234,5.')
  expect(await page.getByRole('textbox', { name: 'number' }).getAttribute('aria-invalid')).toBe('true')
  await page.mouse.click(880, 980)
  expect(await page.getByRole('textbox', { name: 'number' }).inputValue()).toBe('12k')
  await page.getByRole('textbox', { name: 'number' }).fill('12,5')
  await page.mouse.click(880, 980)
  await page.locator('.editor').waitFor({ state: 'detached' })
  expect(await said()).toEqual([['save', 12.5]])
  await page.getByRole('button', { name: 'date', exact: true }).click()
  await page.getByRole('button', { name: 'Kalender öffnen' }).click()
  await page.locator('.day-picker :focus').waitFor()
  expect(await axe(page)).toEqual([])
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByRole('textbox', { name: 'date' }).inputValue()).toBe('16. Dez. 2026')
  await page.keyboard.press('Enter')
  await hears([['save', '2026-12-16']])
})

whenBrowser('[REC-1] what is typed while an editor loads goes into it', async () => {
  let release = () => {}
  const { page, hears } = await open({ show: 'fields' }, async (page) => {
    release = await hold(page, '**/choice-editor.js')
  })
  await page.getByRole('button', { name: 'user', exact: true }).click()
  await page.keyboard.type('jonas')
  await page.keyboard.press('Tab')
  release()
  await hears([
    ['save', 'u3'],
    ['move', 'next'],
  ])
})

const hostile = [
  '<script>hit()</script>',
  '<img src=x onerror=hit()>',
  '<svg onload=hit()><script>hit()</script></svg>',
  '<a href="javascript:hit()">a</a>',
  '<a href=" java\nscript:hit()">b</a>',
  '<a href="data:text/html,<script>hit()</script>">c</a>',
  '<style>body{display:none}</style>',
  '<div style="position:fixed;inset:0">over</div>',
  '<form action="https://evil.example"><input name="p"><button>send</button></form>',
  '<iframe src="/hit"></iframe>',
  '<object data="/hit"></object>',
  '<p onclick="hit()" id="root" class="btn">d</p>',
  '<math><mtext><table><mglyph><style><img src=x onerror=hit()></style></mglyph></table></mtext></math>',
  '<a href="https://example.com" onmouseover="hit()" target="_top">good</a>',
]

whenBrowser('[SEC-7] markup of a note from outside runs nothing, loads nothing and leads nowhere', async () => {
  const before = requests.length
  const { page } = await open({ show: 'notes', note: `<p>first</p>${hostile.join('')}` }, (page) =>
    page.addInitScript(() => Object.assign(window, { hit: () => Object.assign(window, { wasHit: true }) })),
  )
  await page.locator('section a[rel]').waitFor()
  await page.locator('.ProseMirror').waitFor()
  const read = (selector: string) =>
    page
      .locator(selector)
      .evaluate((shown) =>
        [...shown.querySelectorAll('*')].map((node) =>
          [node.localName, ...[...node.attributes].map(({ name, value }) => `${name}=${value}`)].join(' '),
        ),
      )
  const safe =
    /^(p|div|strong|br( class=ProseMirror-trailingBreak)?|a href=https:\/\/example\.com( target=_blank rel=noopener noreferrer nofollow)?)$/
  for (const where of ['section .note-text', '.ProseMirror']) {
    const nodes = await read(where)
    expect(nodes.filter((node) => !safe.test(node))).toEqual([])
    expect(nodes.some((node) => node.startsWith('a href'))).toBe(true)
  }
  expect(await page.locator('section').textContent()).not.toContain('hit')
  expect(await page.evaluate(() => 'wasHit' in window)).toBe(false)
  expect(requests.slice(before).filter((path) => path === '/x' || path === '/hit')).toEqual([])
})

whenBrowser(
  'what is typed into a note from its first moment is whole when its editor has come, and the focus stays where the person is',
  async () => {
    const typed = 'Mara called about the seats; a team of eight has left, and the renewal is in doubt.'
    let release = () => {}
    const prepare = async (page: Page) => {
      release = await hold(page, '**/rich-note.js')
    }
    const { page, faults } = await open({ show: 'notes', note: '' }, prepare)
    await page.locator('textarea.note-field').focus()
    await page.keyboard.type(typed.slice(0, 30))
    release()
    await page.keyboard.type(typed.slice(30), { delay: 8 })
    await page.locator('.ProseMirror').waitFor()
    expect(await page.locator('.ProseMirror').textContent()).toBe(typed)
    const other = await open({ show: 'notes', note: '' }, prepare)
    await other.page.locator('textarea.note-field').focus()
    await other.page.evaluate(() => document.querySelector<HTMLElement>('textarea.note-field')?.blur())
    release()
    await other.page.locator('.ProseMirror').waitFor()
    expect(await other.page.evaluate(() => document.activeElement === document.body)).toBe(true)
    expect([...faults, ...other.faults]).toEqual([])
  },
)

whenBrowser('[SEC-7] a note is written with bold, lists and links, and pasted text keeps only what the allow-list has', async () => {
  const { page, faults, said } = await open({ show: 'notes', note: '' })
  const note = page.locator('.ProseMirror')
  await note.click()
  await page.keyboard.type('Call ')
  await page.keyboard.press('ControlOrMeta+b')
  await page.keyboard.type('Ada')
  await page.keyboard.press('ControlOrMeta+b')
  await page.keyboard.press('Enter')
  await page.keyboard.type('- renewal')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('textbox', { name: 'Address of the link' }).fill('javascript:alert(1)')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await page.getByRole('textbox', { name: 'Address of the link' }).fill('example.com')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+Enter')
  const written = (await said()) as readonly (readonly string[])[]
  expect(written.at(-1)).toEqual(['send'])
  const shown = '<p>Call <strong>Ada</strong></p><ul><li><p>renewal<a href="https://example.com">https://example.com</a></p></li></ul>'
  expect(written.at(-2)).toEqual(['note', shown])
  await page.keyboard.press('ControlOrMeta+a')
  await note.evaluate((field) => {
    const clipboardData = new DataTransfer()
    const docs =
      '<b style="font-weight:normal" id="docs-internal-guid-1"><p style="color:red"><span style="font-weight:700">bold</span> plain</p></b>'
    clipboardData.setData(
      'text/html',
      `<meta charset="utf-8"><style>p{}</style>${docs}<p><i onclick="x">it</i><img src="/hit"><a href="javascript:x">no</a></p>`,
    )
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  const pasted = ((await said()) as readonly (readonly string[])[]).at(-1)
  expect(pasted).toEqual(['note', '<p><strong>bold</strong> plain</p><p><em>it</em>no</p>'])
  expect(requests).not.toContain('/hit')
  expect(faults).toEqual([])
  expect(await axe(page)).toEqual([])
})

whenBrowser('[SDK-13] a menu that is opened again before the browser says that it was closed has the focus, and loses no key', async () => {
  const { page, hears } = await open({ show: 'layers' })
  const views = page.getByRole('button', { name: 'Views' })
  await views.click()
  await page.getByRole('menuitem', { name: 'All' }).waitFor()
  // In one step: the browser reports the closing only afterwards.
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('.layer:popover-open')?.hidePopover()
    document.querySelector<HTMLElement>('[aria-label="Views"]')?.click()
  })
  await page.keyboard.press('l')
  await page.keyboard.press('Enter')
  await hears([['chosen', 'Late']])
  await page.context().close()
})

whenBrowser('[SDK-13] a menu opened by keys has the focus while something else on the page still moves', async () => {
  const { page, hears } = await open({ show: 'layers' })
  const views = page.getByRole('button', { name: 'Views' })
  await views.click()
  await page.locator('[role="menuitem"]:focus').waitFor()
  await page.keyboard.press('Escape')
  // Such as the bar of a count, which grows.
  await page.evaluate(async () => {
    const bar = document.createElement('div')
    document.body.append(bar)
    Object.assign(bar.style, { transition: 'width 1000s', width: '0px' })
    const moves = new Promise((moving) => document.body.addEventListener('transitionrun', moving, { once: true }))
    bar.getBoundingClientRect()
    bar.style.width = '100px'
    await moves
  })
  await views.focus()
  await page.keyboard.press('Enter')
  await page.locator('[role="menuitem"]:focus').waitFor()
  await page.keyboard.press('l')
  await page.keyboard.press('Enter')
  await hears([['chosen', 'Late']])
  await page.context().close()
})

whenBrowser('[SDK-13] a layer leaves the focus where its inside has taken it', async () => {
  const { page, said, hears } = await open({ show: 'layers' })
  for (let time = 0; time < 2; time++) {
    await page.getByRole('button', { name: 'Remark' }).click()
    await page.locator('textarea:focus').waitFor()
    expect(await said()).toEqual([])
    await page.keyboard.press('Escape')
    await hears([['left']])
  }
  await page.context().close()
})

whenBrowser('[CUS-2] menus and dialogs take the focus, give it back, and ask once before what cannot be undone', async () => {
  const { page, faults, hears } = await open({ show: 'layers' })
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  await page.getByRole('button', { name: 'Views' }).focus()
  const inMenu = page.locator('[role=menu] :focus')
  await page.keyboard.press('Enter')
  await inMenu.waitFor()
  await page.keyboard.press('l')
  await expect.poll(focused).toBe('Late')
  expect(await axe(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(focused).toBe('Views')
  await page.keyboard.press('Enter')
  await inMenu.waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await hears([['chosen', 'Mine']])
  await expect.poll(focused).toBe('Views')
  await page.getByRole('button', { name: 'Delete' }).click()
  const last = page.getByRole('button', { name: 'Delete workspace' })
  expect(await last.isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
  await expect.poll(focused).toBe('Delete')
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox').check()
  expect(await axe(page)).toEqual([])
  await last.click()
  await hears([['deleted']])
  expect(faults).toEqual([])
})

whenBrowser('[REC-1] a form names each bad field, keeps what was typed when it is refused, and is sent by Ctrl Enter', async () => {
  const { page, faults, said, hears } = await open({ show: 'forms', locale: 'de-DE' })
  const field = (name: string) => page.locator(`.fields [name=${name}]`)
  await field('body').fill('two\nlines')
  await field('seats').fill('1,5')
  await field('body').press('ControlOrMeta+Enter')
  await expect
    .poll(() => page.locator('.field .err').allTextContents())
    .toEqual(['Hier wird ein Wert gebraucht.', 'Eine ganze Zahl.', 'Hier wird ein Wert gebraucht.'])
  await expect.poll(() => field('title').evaluate((input) => input === document.activeElement)).toBe(true)
  expect(await axe(page)).toEqual([])
  expect(await said()).toEqual([])
  await field('title').fill('ab')
  await field('seats').fill('1.200')
  await field('due').fill('15.12.2026')
  await page.getByRole('button', { name: 'Kalender öffnen' }).click()
  await page.locator('.day-picker :focus').waitFor()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const values = { title: 'ab', body: 'two\nlines', seats: 1200, due: '2026-12-16' }
  await field('body').press('ControlOrMeta+Enter')
  await expect.poll(() => page.locator('.field .err').allTextContents()).toEqual(['Use at least three characters.'])
  expect(await field('body').inputValue()).toBe('two\nlines')
  await field('title').fill('abc')
  await field('title').press('Enter')
  await page.getByRole('status').getByText('Gespeichert').waitFor()
  await hears([
    ['act', values],
    ['act', { ...values, title: 'abc' }],
  ])
  await expect.poll(() => field('due').inputValue()).toBe('')
  expect(faults).toEqual([])
})

whenBrowser('every editor is free of axe violations, light and dark, in both languages', async () => {
  for (const [locale, look] of [
    ['en-GB', axe],
    ['de-DE', axeOfTexts],
  ] as const) {
    const { page } = await open({ show: 'fields', open: 'all', locale })
    await page.locator('.chip').first().waitFor()
    expect(await look(page)).toEqual([])
    await page.context().close()
  }
})
