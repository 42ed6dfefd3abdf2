import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { Frame } from '../../contract/frame.js'
import { type FrameSource, restartFrames, type Start } from './restarted-frames.js'

/** A stream that restarts when `cause` emits, and what it sent. */
function aStream(startOf: (turn: number) => Start) {
  const cause = new Subject<void>()
  const silenced = new Subject<void>()
  const sent: unknown[] = []
  let turns = 0
  const options = { silenced, causes: [cause], start: () => startOf(turns++) }
  const open = (): Disposable =>
    restartFrames(options, {
      next: (frame) => sent.push(frame.state === 'live' && frame.value),
      error: (error) => sent.push(error),
    })
  return { cause, silenced, sent, open }
}
function live(value: unknown): Frame<unknown> {
  return { state: 'live', value, asOf: 0 }
}
function aSource(closed: string[], name: string, run: (send: Parameters<FrameSource>[0]) => void = () => undefined): FrameSource {
  return (send) => {
    run(send)
    return { [Symbol.dispose]: () => closed.push(name) }
  }
}

test('[PLUGIN-14] a source that causes the next start while it opens is closed and sends nothing more', () => {
  const closed: string[] = []
  const { cause, sent, open } = aStream((turn) => ({
    standing: [turn],
    source: aSource(closed, `source ${turn}`, (send) => {
      send(live(`first of ${turn}`))
      if (turn > 0) return
      cause.next()
      send(live('late'))
    }),
  }))
  const stream = open()
  expect([sent, closed]).toEqual([['first of 0', 'first of 1'], ['source 0']])
  stream[Symbol.dispose]()
  expect(closed).toEqual(['source 0', 'source 1'])
})

test('[PLUGIN-14] it restarts only if what it depends on differs, and always after it was silenced', () => {
  const closed: string[] = []
  const { cause, silenced, sent, open } = aStream((turn) => ({
    standing: ['same'],
    source: aSource(closed, `${turn}`, (send) => send(live(turn))),
  }))
  open()
  cause.next()
  expect(sent).toEqual([0])
  silenced.next()
  expect(closed).toEqual(['0'])
  cause.next()
  expect(sent).toEqual([0, 2])
})

test('[PLUGIN-12] a start that throws ends the stream with the cause', () => {
  const { cause, sent, open } = aStream((turn) => {
    if (turn === 1) throw new RangeError('no session')
    return { standing: [turn] }
  })
  open()
  cause.next()
  expect(sent).toEqual([new RangeError('no session')])
})
