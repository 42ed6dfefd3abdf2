import { expect, test } from 'vitest'
import { describeSwitchedOff, reasonOf, toBroken, toRefusal, toUnavailable } from './plugin-state.js'

const away = {
  code: 'plugin.unavailable',
  message: 'The plugin acme.x is not available. Gone.',
  details: { plugin: 'acme.x', because: 'Gone.' },
}
const broken = {
  code: 'plugin.broken',
  message: 'The plugin acme.x is broken. It failed.',
  details: { plugin: 'acme.x', contribution: 'acme.x/p' },
}

test('[SDK-5] a plugin that is away or broken is named in front of the reason', () => {
  expect([toUnavailable('acme.x', 'Gone.'), toBroken('acme.x', 'acme.x/p', 'It failed.')]).toEqual([away, broken])
})

test('[SDK-5] the reason alone does not name the plugin again; the words of others stay whole', () => {
  const config = { code: 'config.invalid', message: 'The plugin acme.x is broken. Days: no.', details: { plugin: 'acme.x', path: [] } }
  expect([away, broken, config, { ...broken, message: 'Odd.' }].map((problem) => reasonOf(problem as never))).toEqual([
    ...['Gone.', 'It failed.', 'The plugin acme.x is broken. Days: no.', 'Odd.'],
  ])
})

test('[SDK-5] a call of a plugin that does not run is told its state where that explains it, and why', () => {
  const of = (state: string, because?: object) => toRefusal({ plugin: 'acme.x', state, ...(because && { because }) } as never)
  const refusal = (because: string) => toUnavailable('acme.x', because)
  expect([of('stopped'), of('rejected', broken), of('blocked', away), of('failed', broken)]).toEqual([
    ...[refusal('It is not running.'), refusal('It was rejected. It failed.'), refusal('It is blocked. Gone.'), refusal('It failed.')],
  ])
})

test('[PLUGIN-11] what is switched off says when it is tried again', () => {
  const at = Date.UTC(2026, 5, 30, 12, 0, 5)
  expect(describeSwitchedOff(at)).toBe('failed too often and is switched off. It is tried again at 2026-06-30T12:00:05.000Z.')
})
