import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineToken, optional } from '../base/key.js'
import type { Contribution } from '../contract/contribution.js'
import { defineConfig, reads } from '../contract/grant.js'
import { definePoint } from '../contract/point.js'
import { Company } from '../schema/object-types.js'
import { grantsOf, isConfig, isGrant, isPoint, isSettings, needsOf, settingsOf, usesOf, wishesOf } from './contributed.js'

const grant = reads(Company.name)
const config = defineConfig('acme.x', z.strictObject({}))
const point = definePoint({ key: 'acme.x/items@1', item: z.strictObject({}) })
const section = { key: 'settings acme.x/main', kind: 'settings', id: 'acme.x/main' }
const [token, soft] = [defineToken<unknown>('acme.y/s@1'), optional(defineToken<unknown>('acme.z/s@1'))]
const uses = { grant, config, point, section, token, soft }
const contribution = { contribution: 1, kind: 'provider', id: 'acme.x/list', uses } as unknown as Contribution

test('[SDK-3] what a contribution names in its uses is told apart: grants, configuration, points, settings, services', () => {
  const kinds = Object.values(uses).map((key) => [isGrant, isConfig, isPoint, isSettings].findIndex((is) => is(key as never)))
  expect(kinds).toEqual([0, 1, 2, 3, -1, -1])
  expect(isSettings({ key: 'x', kind: 'tab' } as never)).toBe(false)
  expect([grantsOf(contribution), settingsOf(contribution)]).toEqual([[grant], [section]])
})

test('[PLUGIN-4] [PLUGIN-5] only services are needed; those that are optional are taken when they are there', () => {
  expect([needsOf(contribution), wishesOf(contribution)]).toEqual([['acme.y/s@1'], ['acme.z/s@1']])
  const none = { contribution: 1, kind: 'tab', id: 'acme.x/tab' } as unknown as Contribution
  expect([usesOf(none), needsOf(none), wishesOf(none), grantsOf(none)]).toEqual([{}, [], [], []])
  expect(usesOf(contribution)).toBe(uses)
})
