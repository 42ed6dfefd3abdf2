import { expect, test } from 'vitest'
import { isKindOfPage, settingsPages } from './settings-pages.js'

const kind = (id: string, more: object = {}) => ({
  ...{
    kind: 'tab',
    id,
    title: 'Any',
    each: 'settings',
    needs: 'settings.manage',
    block: { kind: 'custom', provider: 'acme.page/form', fallback },
  },
  ...more,
})
const fallback = { kind: 'record', provider: 'acme.page/form', input: { mode: 'plain' } }
const section = (id: string, more: object = {}) => ({ kind: 'settings', id, title: id, scope: 'workspace', ...more })
const pagesOf = (...contributions: readonly object[]) =>
  settingsPages(contributions.map((contribution, at) => ({ contribution: contribution as never, plugin: `acme.p${at}`, install: at })))

test('[WSP-13] each section of the settings is a page in the way of one kind, and asks for that section', () => {
  const pages = pagesOf(
    section('acme.x/main', { icon: 'users' }),
    kind('acme.page/kind', { order: { first: true } }),
    section('acme.y/all', { scope: 'account', order: { after: 'x' } }),
  )
  const of = (id: string) => ({
    kind: 'custom',
    provider: 'acme.page/form',
    input: { section: id },
    fallback: { ...fallback, input: { mode: 'plain', section: id } },
  })
  const base = { kind: 'tab', needs: 'settings.manage' }
  expect(pages).toEqual([
    {
      ...{ plugin: 'acme.p0', install: 0 },
      tab: {
        ...base,
        id: 'acme.x/main',
        title: 'acme.x/main',
        area: 'workspace',
        section: 'acme.x/main',
        block: of('acme.x/main'),
        icon: 'users',
        order: { first: true },
      },
    },
    {
      ...{ plugin: 'acme.p2', install: 2 },
      tab: {
        ...base,
        id: 'acme.y/all',
        title: 'acme.y/all',
        area: 'account',
        section: 'acme.y/all',
        block: of('acme.y/all'),
        order: { after: 'x' },
      },
    },
  ])
})

test('[WSP-13] of several kinds the first by id is used; without one there is no page', () => {
  const [page] = pagesOf(kind('acme.b/kind', { needs: 'superAdmin' }), section('acme.x/main'), kind('acme.a/kind'))
  expect(page?.tab).toMatchObject({ id: 'acme.x/main', needs: 'settings.manage' })
  expect(page?.tab).not.toHaveProperty('order')
  expect(pagesOf(section('acme.x/main'), { kind: 'tab', id: 'acme.x/tab' })).toEqual([])
})

test('[SDK-4] the block of a page is the same object until something of it changes', () => {
  const given = kind('acme.a/kind')
  const blocks = () => pagesOf(given, section('acme.x/main'), section('acme.x/more')).map(({ tab }) => tab.block)
  const [first, second] = [blocks(), blocks()]
  expect([first[0] === second[0], first[1] === second[1], first[0] === first[1], Object.isFrozen(first[0])]).toEqual([
    true,
    true,
    false,
    true,
  ])
  const plain = { kind: 'stack', children: [] }
  expect(pagesOf({ ...given, block: plain }, section('acme.x/main'))[0]?.tab.block).toEqual(plain)
})

test('only a tab for each section says how pages look', () => {
  expect([kind('a'), { kind: 'tab', id: 'b' }, { ...kind('c'), kind: 'item' }].map((each) => isKindOfPage(each as never))).toEqual([
    true,
    false,
    false,
  ])
})
