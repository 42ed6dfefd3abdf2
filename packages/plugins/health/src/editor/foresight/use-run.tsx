import { type Live, useLive } from '@tenure/web/parts'
import { useEffect, useState } from 'react'

interface Progress {
  readonly state: 'running'
  readonly done: number
  readonly of: number
}
/** An answer, and the question that it answers. */
export interface Answered<Answer, Asked> {
  readonly answer: Answer
  readonly asked: Asked
}
/** How a run is: not begun, going on, at its end, or failed; what it found last stays beside it. */
export interface Run<Answer, Asked> {
  readonly running: Progress | undefined
  readonly found: Answered<Answer, Asked> | undefined
  readonly problem: { readonly code: string; readonly message: string } | undefined
  start(live: Live<Answer | Progress>, asked: Asked): void
  /** Nobody waits for it any more, so its host ends it. */
  cancel(): void
}
const nothing: Live<never> = { now: () => undefined, subscribe: () => () => {} }
interface Begun<Answer, Asked> {
  readonly live: Live<Answer | Progress>
  readonly asked: Asked
}

/** Something long that runs while the page is open. */
export function useRun<Answer extends { readonly state: 'done' }, Asked>(): Run<Answer, Asked> {
  const [begun, begin] = useState<Begun<Answer, Asked>>()
  const [next, queue] = useState<Begun<Answer, Asked>>()
  const [kept, keep] = useState<Answered<Answer, Asked>>()
  const frame = useLive<Answer | Progress>(begun?.live ?? nothing)
  const value = frame?.value
  // The same question is asked again only once the one before was given up.
  useEffect(() => {
    if (next === undefined) return
    const timer = setTimeout(() => {
      begin(next)
      queue(undefined)
    })
    return () => clearTimeout(timer)
  }, [next])
  const found = begun !== undefined && value?.state === 'done' ? { answer: value, asked: begun.asked } : kept
  const isOpen = begun !== undefined && value?.state !== 'done'
  const problem = isOpen && frame?.state === 'stale' ? frame.problem : undefined
  return {
    running: next !== undefined || (isOpen && problem === undefined) ? progressOf(value) : undefined,
    ...{ found, problem },
    start(live, asked) {
      keep(found)
      begin(undefined)
      queue({ live, asked })
    },
    cancel() {
      keep(found)
      queue(undefined)
      begin(undefined)
    },
  }
}
function progressOf(value: { readonly state: string } | undefined): Progress {
  return value?.state === 'running' ? (value as Progress) : { state: 'running', done: 0, of: 0 }
}
