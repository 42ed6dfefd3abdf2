import { expect, onTestFinished, test } from 'vitest'
import { recordingTerminal } from './fixtures/recording-terminal.js'
import { outlive, terminalLog } from './terminal-log.js'

function logTo() {
  const terminal = recordingTerminal()
  return { log: terminalLog(terminal, () => new Date(0)), said: terminal.said }
}

test('[SDK-5] a warning is one entry with its time and facts, and no text in it begins a line or moves the cursor', () => {
  const { log, said } = logTo()
  log.info('Nothing of this is said.')
  log.warn('A plugin did wrong.', { plugin: 'acme.x', cause: 'Error: no\n1970-01-01T00:00:00.000Z Forged.\u001b[2J', times: 2 })
  log.warn('Plain.\nForged.')
  expect(said).toEqual([
    [
      '1970-01-01T00:00:00.000Z A plugin did wrong.',
      '  plugin: acme.x',
      '  cause: Error: no\n    1970-01-01T00:00:00.000Z Forged. [2J',
      '  times: 2',
    ].join('\n'),
    '1970-01-01T00:00:00.000Z Plain. Forged.',
  ])
})

test('[SDK-5] what nobody caught is said, and the process goes on until it is no longer to be outlived', () => {
  const { log, said } = logTo()
  const before = process.listenerCount('unhandledRejection')
  const outliving = outlive(log)
  onTestFinished(() => outliving[Symbol.dispose]())
  const [onException] = process.listeners('uncaughtException').slice(-1)
  const [onRejection] = process.listeners('unhandledRejection').slice(-1)
  onException?.(new Error('in a timer'), 'uncaughtException')
  onRejection?.(Object.create(null), Promise.resolve())
  expect(said).toEqual([
    expect.stringMatching(/^1970.* Nobody caught an error\. .*\n {2}cause: Error: in a timer\n {4} {4}at /),
    expect.stringContaining('cause: something that cannot be shown as text'),
  ])
  outliving[Symbol.dispose]()
  expect(process.listenerCount('unhandledRejection')).toBe(before)
})
