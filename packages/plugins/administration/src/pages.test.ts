import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { getValue, use } from '@tenure/core'
import { pagesContract, tabContract, tabsContract } from '@tenure/core/page'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { audit } from './audit/page.js'
import { importPages } from './imports/imports.js'
import { administration, firstStart } from './index.js'
import { jobs } from './jobs/page.js'
import { links } from './links/page.js'
import { objects } from './objects/page.js'
import { people } from './people/page.js'
import { pipelines } from './pipelines/page.js'
import { roles } from './roles/page.js'
import { settings } from './settings/page.js'
import { workspaces } from './workspaces/page.js'

interface Part {
  readonly id: string
  readonly module?: string
  readonly calls?: readonly string[]
  readonly item?: { readonly language: string; readonly texts: Readonly<Record<string, string>> }
}
const partsOf = (plugin: object) => (plugin as { readonly contributes: readonly Part[] }).contributes
const first = partsOf(firstStart({ hide: () => {} }))
const imports = partsOf(importPages)

const folder = (name: string) => new URL(`${name}/`, import.meta.url)
const sourcesIn = (...folders: readonly string[]): readonly string[] =>
  folders.flatMap((each) =>
    readdirSync(folder(each), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.test|german)\.tsx?$/.test(name))
      .map((name) => readFileSync(new URL(name, folder(each)), 'utf8')),
  )

/** The code of an element: its module, and what that imports of this plugin. */
function codeOf(file: URL, found = new Map<string, string>()): readonly string[] {
  if (found.has(file.pathname)) return []
  const code = readFileSync(file, 'utf8')
  found.set(file.pathname, code)
  for (const [, name = ''] of code.matchAll(/from '(\.[^']+)\.js'/g)) {
    const source = ['.tsx', '.ts'].map((ending) => new URL(`${name}${ending}`, file)).find((each) => existsSync(each))
    if (source !== undefined) codeOf(source, found)
  }
  return [...found.values()]
}

// An element that calls what it does not name is refused by the page.
const elements = [
  ['people', people],
  ['roles', roles],
  ['objects', objects],
  ['pipelines', pipelines],
  ['audit', audit],
  ['jobs', jobs],
  ['links', links],
  ['settings', settings],
  ['workspaces', workspaces],
  ['imports', imports],
  ['first-start', first],
] as const
test.each(elements)('the element of %s names the contracts that its code calls, and no others', (name, parts) => {
  const code = codeOf(new URL('element.tsx', folder(name))).join('\n')
  const called = [...code.matchAll(/<typeof \w+Contract>\(\s*(?:context,\s*)?'([^']+)'/g)].map(([, id = '']) => id)
  const calls = (parts as readonly Part[]).find(({ module }) => module?.endsWith(`/${name}.js`))?.calls ?? []
  expect(called.filter((id) => !calls.includes(id))).toEqual([])
  // The history of imports, the jobs and the links are what the blocks of their pages show.
  expect(
    calls.filter(
      (id) => !code.includes(`'${id}'`) && !['tenure.imports/history', 'tenure.core/jobs', 'tenure.core/public-links'].includes(id),
    ),
  ).toEqual([])
})

// What the core and the imports say, which these pages show.
const ofOthers: Readonly<Record<string, readonly string[]>> = {
  audit: [
    ...['signed in', 'signed out', 'failed to sign in', 'was refused', 'saved', 'created', 'deleted', 'restored', 'merged', 'erased'],
    ...['exported', 'started', 'started an import', 'Its id stays taken'],
  ],
  imports: ['has no currency', 'names nobody here', 'is no amount', 'is no number', 'is neither true nor false', 'the key is missing'],
}
/** English texts in code: said at once, one of two, a label, or a fact with its value. */
const textsOf = (code: string): readonly string[] =>
  [
    /\btext\(\s*'((?:[^'\\]|\\.)+)'/g,
    /\btext\([^()']*\? '([^']+)' : '[^']+'/g,
    /\btext\([^()']*\? '[^']+' : '([^']+)'/g,
    /\blabel: '([^']+)'/g,
    /\[\s*'([A-Z][^']*)', [^']/g,
  ].flatMap((shape) => [...code.matchAll(shape)].map(([, english = '']) => english.replaceAll("\\'", "'")))

const german = [
  ['audit', audit],
  ['objects', objects],
  ['pipelines', pipelines],
  ['roles', roles],
  ['links', links],
  ['imports', imports],
  ['first-start', first],
] as const
test.each(german)('[SDK-17] every text that the code of %s says is German too', (name, parts) => {
  const texts = (parts as readonly Part[]).flatMap(({ item }) => (item?.language === 'de' ? [item.texts] : []))[0] ?? {}
  const code = sourcesIn(...(name === 'first-start' ? ['first-start', 'imports'] : [name])).join('\n')
  const said = new Set([...textsOf(code), ...(ofOthers[name] ?? [])])
  expect(said.size).toBeGreaterThan(3)
  // These are labels of the core or of the settings, which has them in German.
  expect([...said].filter((text) => texts[text] === undefined && !['Company', 'Name', 'Settings'].includes(text)).sort()).toEqual([])
})

test('[WSP-12] [ACC-2] [ACC-13] each user is shown the pages that they may use, each by an icon', async () => {
  await using host = await createTestHost({
    plugins: [use(administration), use(firstStart({ hide: () => {} }))],
    seed: {
      users: [
        aUser({ id: 'csm', permissions: ['workspace.access'] }),
        aUser({ id: 'manager', permissions: ['workspace.access', 'settings.manage'] }),
        aUser({ id: 'admin', superAdmin: true }),
      ],
    },
  })
  const seen = async (user: string) => {
    const pages = getValue(await host.as(user).read(pagesContract))
    expect(pages.filter(({ icon }) => icon === undefined)).toEqual([])
    const tabs = getValue(await host.as(user).read(tabsContract)).map(({ title, icon }) => `${title} ${icon}`)
    return { pages: pages.map(({ area, title }) => `${area} ${title}`), tabs }
  }
  const managed = ['account Object roles', 'account Objects', 'account Workspaces', 'workspace General']
  const guarded = ['account Access', 'account Audit']
  const [csm, manager, admin] = await Promise.all(['csm', 'manager', 'admin'].map(seen))
  expect(csm).toEqual({ pages: ['account Your links'], tabs: [] })
  expect(manager).toEqual({ pages: expect.arrayContaining(managed), tabs: ['Set up home'] })
  expect(manager?.pages.filter((page) => guarded.includes(page))).toEqual([])
  expect(admin).toEqual({ pages: expect.arrayContaining([...managed, ...guarded]), tabs: ['Set up home'] })
  const problem = async (tab: string) => {
    const read = await host.as('manager').read(tabContract, { tab })
    return read.ok || read.problem.code
  }
  expect([await problem('tenure.administration/access'), await problem('tenure.administration/audit-page')]).toEqual([
    'record.not-found',
    'record.not-found',
  ])
})
