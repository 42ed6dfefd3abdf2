import { readdirSync, readFileSync } from 'node:fs'
import { getValue, use } from '@tenure/core'
import { pagesContract, tabContract, tabsContract } from '@tenure/core/page'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { audit } from './audit/page.js'
import { importPages } from './imports/imports.js'
import { administration, firstStart } from './index.js'
import { objects } from './objects/page.js'
import { people } from './people/page.js'
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

// Each element with the folders of its code. An element that calls what it does not name is refused by the page.
const elements = [
  ['people', people, ['people']],
  ['roles', roles, ['roles']],
  ['objects', objects, ['objects']],
  ['audit', audit, ['audit']],
  ['settings', settings, ['settings']],
  ['workspaces', workspaces, ['workspaces', 'settings']],
  ['imports', imports, ['imports']],
  ['first-start', first, ['first-start', 'imports']],
] as const
test.each(elements)('the element of %s names the contracts that its code calls, and no others', (name, parts, folders) => {
  const called = sourcesIn(...folders).flatMap((code) =>
    [...code.matchAll(/<typeof \w+Contract>\(\s*(?:context,\s*)?'([^']+)'/g)].map(([, id]) => id),
  )
  const element = (parts as readonly Part[]).find(({ module }) => module?.endsWith(`/${name}.js`))
  // The history of imports is what the block of their page shows; who saved roles meanwhile is asked by a hook of the settings.
  const also: Readonly<Record<string, readonly string[]>> = { imports: ['tenure.imports/history'], roles: ['tenure.core/last-save'] }
  const shown = also[name] ?? []
  expect([...(element?.calls ?? [])].sort()).toEqual([...new Set([...called, ...shown])].sort())
})

const german = [
  ['audit', audit],
  ['objects', objects],
  ['roles', roles],
  ['imports', imports],
  ['first-start', first],
] as const
test.each(german)('[SDK-17] every text that the code of %s says is German too', (name, parts) => {
  const texts = (parts as readonly Part[]).flatMap(({ item }) => (item?.language === 'de' ? [item.texts] : []))[0] ?? {}
  const code = sourcesIn(...(name === 'first-start' ? ['first-start', 'imports'] : [name])).join('\n')
  const said = new Set([...code.matchAll(/\btext\(\s*'((?:[^'\\]|\\.)+)'/g)].map(([, english = '']) => english.replaceAll("\\'", "'")))
  expect(said.size).toBeGreaterThan(3)
  // These two are labels of the core, which has them in German.
  expect([...said].filter((text) => texts[text] === undefined && !['Company', 'Name'].includes(text)).sort()).toEqual([])
})

test('[WSP-12] [ACC-2] [ACC-13] each user is shown the pages that they may use, in their order', async () => {
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
  const seen = async (user: string) => ({
    pages: getValue(await host.as(user).read(pagesContract)).map(({ area, title, icon }) => [area, title, icon].join(' ')),
    tabs: getValue(await host.as(user).read(tabsContract)).map(({ title, icon }) => `${title} ${icon}`),
  })
  expect(await seen('csm')).toEqual({
    pages: [],
    tabs: [],
  })
  expect(await seen('manager')).toEqual({
    pages: ['account Object roles puzzle', 'account Objects list', 'account Workspaces dashboard', 'workspace General home'],
    tabs: ['Set up home'],
  })
  expect(await seen('admin')).toEqual({
    pages: [
      'account Object roles puzzle',
      'account Objects list',
      'account Workspaces dashboard',
      'workspace General home',
      'account Access lock',
      'account Audit history',
    ],
    tabs: ['Set up home'],
  })
  const problem = async (tab: string) => {
    const read = await host.as('manager').read(tabContract, { tab })
    return read.ok || read.problem.code
  }
  expect([await problem('tenure.administration/access'), await problem('tenure.administration/audit-page')]).toEqual([
    'record.not-found',
    'record.not-found',
  ])
})
