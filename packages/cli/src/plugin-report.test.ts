import { Company, use } from '@tenure/core'
import { defineObjectType, defineProperty, rowOf, windowOf } from '@tenure/core/contract'
import { definePlugin, defineProvider, defineResource, defineToken } from '@tenure/core/plugin'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { recordingTerminal } from './fixtures/recording-terminal.js'
import { reportPlugins } from './plugin-report.js'

const plugin = (id: string, ...contributes: readonly unknown[]) =>
  use(definePlugin({ id, version: '1.0.0', host: '1.0', contributes: contributes as never[] }))
const failing = defineProvider({
  id: 'acme.tired/list',
  permission: 'workspace.access',
  output: windowOf(rowOf(Company.name)),
  watch: async () => {
    throw new Error('secret')
  },
})
const plugins = [
  plugin('acme.clash', defineProperty({ on: Company, name: 'name', kind: 'text', label: 'Name' })),
  plugin('acme.waits', defineObjectType({ name: 'phase', label: 'Phase', members: { name: 'string', project: { linkTo: 'project' } } })),
  plugin(
    'acme.fails',
    defineResource({
      token: defineToken<string>('acme.fails/it@1'),
      open: () => {
        throw new Error('secret')
      },
    }),
  ),
  plugin('acme.tired', failing),
]

test('[SDK-5] every plugin that does not run gets one line with the reason, a suspended one when that happens', async () => {
  await using host = await createTestHost({ plugins, seed: { users: [aUser({ id: 'anna' })] } })
  const terminal = recordingTerminal()
  const report = reportPlugins(host.states, terminal)
  expect([...terminal.said].sort()).toEqual([
    expect.stringMatching(/^Plugin acme\.clash \(rejected\): .*There is company\.name already.*Choose another name/),
    expect.stringMatching(/^Plugin acme\.fails \(failed\): .*It failed while it started/),
    expect.stringMatching(/^Plugin acme\.waits \(blocked\): .*phase\.project leads to the object type project, which nobody defines/),
  ])
  for (let call = 0; call < 6; call += 1) await host.as('anna').read(failing)
  expect(terminal.said.slice(3)).toEqual([
    expect.stringMatching(/^Plugin acme\.tired \(suspended\): .*It is tried again at 2026-06-30T12:00:30/),
  ])
  expect(terminal.said.join('')).not.toMatch(/\n|secret/)
  report.unsubscribe()
})
