import type { Source } from '../data/source.js'

/** A source whose changes can be waited for. */
export interface NotedActs {
  readonly source: Source
  /** When every change that was sent has been answered, and what waited for the answer has gone on; `undefined` if none is on its way. */
  readonly answered: () => Promise<void> | undefined
}

/** Notes the changes that a source is asked for until they are answered. */
export function noteActs(source: Source): NotedActs {
  const sent = new Set<Promise<unknown>>()
  const act = (...call: Parameters<Source['act']>) => {
    const outcome = source.act(...call)
    sent.add(outcome)
    const forget = () => sent.delete(outcome)
    outcome.then(forget, forget)
    return outcome
  }
  const wait = async () => {
    while (sent.size > 0) {
      await Promise.allSettled(sent)
      // A change that waited for another is sent before the next turn.
      await new Promise((next) => setTimeout(next))
    }
  }
  return { source: { ...source, act: act as Source['act'] }, answered: () => (sent.size === 0 ? undefined : wait()) }
}
